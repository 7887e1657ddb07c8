// Prints an archive as FASTA by ArchiveReader, after writing a copy of it with append_archive() and of that one with
// ArchiveWriter. Exceptions of the library must be caught as what they are.
#include <agc/archive_reader.h>
#include <agc/archive_writer.h>
#include <agc/error.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>

static void copy_by_contigs(const std::string& from, const std::string& to) {
  const agc::ArchiveReader reader(from);
  agc::ArchiveWriter writer(agc::CreateOptions{.output = to});
  uint32_t sample = 0;
  for (const std::string& name : reader.sample_names()) {
    writer.begin_sample(name);
    uint32_t contig = 0;
    for (const std::string& header : reader.contig_names(sample)) {
      std::string letters;
      reader.fetch({.sample = sample, .contig = contig++}, letters);
      writer.add_contig(header, letters);
    }
    ++sample;
  }
  writer.finish();
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string copy = argv[2];
  try {
    const agc::ArchiveReader missing(copy + ".missing");
    return 1;
  } catch (const agc::Error& error) {
    if (error.kind() != agc::ErrorKind::io) return 1;
  }
  const std::string second = copy + ".second";
  agc::append_archive({.archive = argv[1], .output = copy});
  copy_by_contigs(copy, second);
  std::remove(copy.c_str());
  const agc::ArchiveReader reader(second);
  std::remove(second.c_str());
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
