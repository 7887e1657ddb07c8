// As uses_c_api.c, by the class that AGC's library has; C++11 will do.
#include <agc-api.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

static void expect(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "failed: " << what << "\n";
  std::exit(1);
}

static void print_sample(const CAGCFile& file, const std::string& sample) {
  std::vector<std::string> contigs;
  expect(file.ListCtg(sample, contigs) == 0, "ListCtg");
  expect(file.NCtg(sample) == static_cast<int>(contigs.size()), "NCtg");
  for (const std::string& contig : contigs) {
    std::string letters, part;
    expect(file.GetCtgSeq(sample, contig, -1, -1, letters) == 0, "GetCtgSeq");
    expect(file.GetCtgLen(sample, contig) == static_cast<int>(letters.size()), "GetCtgLen");
    expect(file.GetCtgSeq(sample, contig, 2, 9, part) == 0, "GetCtgSeq of a part");
    expect(letters.size() < 2 || part == letters.substr(2, 8), "a part");
    std::cout << ">" << contig << "\n" << letters << "\n";
  }
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  agc_t file;
  expect(file.Open(argv[1]) && !file.Open(argv[1], false), "Open");
  std::string reference;
  std::vector<std::string> samples;
  expect(file.GetReferenceSample(reference) == 0 && file.NCtg(reference) >= 0, "GetReferenceSample");
  expect(file.ListSample(samples) == 0, "ListSample");
  expect(file.NSample() == static_cast<int>(samples.size()), "NSample");
  for (const std::string& sample : samples) print_sample(file, sample);
  expect(file.Close() && !file.Close(), "Close");
  return 0;
}
