// Prints an archive as FASTA by ArchiveReader, after writing a copy of it with append_archive(). Exceptions of
// the library must be caught as what they are.
#include <agc/archive_reader.h>
#include <agc/archive_writer.h>
#include <agc/error.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string copy = argv[2];
  try {
    const agc::ArchiveReader missing(copy + ".missing");
    return 1;
  } catch (const agc::Error& error) {
    if (error.kind() != agc::ErrorKind::io) return 1;
  }
  agc::append_archive({.archive = argv[1], .output = copy});
  const agc::ArchiveReader reader(copy);
  std::remove(copy.c_str());
  auto samples = reader.sample_names();
  std::sort(samples.begin(), samples.end());
  for (const std::string& sample : samples) {
    const uint32_t number = *reader.find_sample(sample);
    uint32_t contig = 0;
    for (const std::string& name : reader.contig_names(number)) {
      std::string letters;
      reader.fetch({.sample = number, .contig = contig++}, letters);
      std::cout << ">" << name << "\n" << letters << "\n";
    }
  }
  return 0;
}
