// The archives in tests/golden, and what is in any archive by way of ArchiveReader.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "agc/archive_reader.h"
#include "unit/io/test_support.h"

namespace agc::test {

inline std::string golden(const std::string& path) { return std::string(AGC_GOLDEN_DIR) + "/" + path; }

// Every case with an archive and the digests of what the format's first program makes of it.
inline std::vector<std::string> golden_cases() {
  std::vector<std::string> cases;
  for (const auto& entry : std::filesystem::directory_iterator(AGC_GOLDEN_DIR)) {
    if (std::filesystem::exists(entry.path() / "expected" / "SHA256")) cases.push_back(entry.path().filename());
  }
  std::ranges::sort(cases);
  return cases;
}

// The stored digest of one output of a case.
inline std::string golden_digest(const std::string& name, const std::string& output) {
  constexpr size_t digest_length = 64;
  std::ifstream in(golden(name + "/expected/SHA256"));
  for (std::string line; std::getline(in, line);) {
    if (line.substr(digest_length) == "  " + output) return line.substr(0, digest_length);
  }
  throw std::runtime_error("no digest of " + output + " for " + name);
}

// Versions 1 and 2 are listed in the order of names.
inline std::vector<uint32_t> samples_in_output_order(const ArchiveReader& reader) {
  std::vector<uint32_t> order(reader.sample_names().size());
  std::iota(order.begin(), order.end(), uint32_t{0});
  if (reader.info().file_version < 3000)
    std::ranges::sort(order, {}, [&](uint32_t s) { return reader.sample_names()[s]; });
  return order;
}

inline std::string whole_fasta(const ArchiveReader& reader) {
  constexpr size_t width = 80;
  std::string text;
  for (const uint32_t sample : samples_in_output_order(reader)) {
    const std::vector<std::string> names = reader.contig_names(sample);
    for (uint32_t contig = 0; contig < names.size(); ++contig) {
      text += ">" + names[contig] + "\n";
      std::string letters;
      reader.fetch({sample, contig}, letters);
      for (size_t i = 0; i < letters.size(); i += width) text += letters.substr(i, width) + "\n";
    }
  }
  return text;
}

}  // namespace agc::test
