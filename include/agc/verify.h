// Checking an archive as a whole: every structural rule of docs/format.md, every part, every overlap of neighbouring
// segments, every recorded length, and every digest that the archive holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "agc/export.h"

namespace agc {

enum class FindingKind {
  damage,  // something is not as it was written: data is lost, or cannot be trusted
  defect,  // known of the program that wrote it; docs/format.md, "Known defects of other writers"
  rule,    // what is there can be read, but other programs rely on a rule that is broken
};

struct Finding {
  FindingKind kind = FindingKind::damage;
  std::string where;                      // in the archive
  std::string problem;                    // what was expected and what was found
  std::vector<std::string> samples = {};  // that it touches; empty: none, or no one can tell
};

struct VerifyOptions {
  unsigned threads = 1;
  uint64_t cache_bytes = uint64_t{512} << 20;  // as in ReaderOptions
};

struct VerifyReport {
  std::vector<Finding> findings;
  std::vector<std::string> unchecked;  // a line for each thing that could not be checked here
  uint64_t samples = 0;
  uint64_t contigs = 0;
  uint64_t segments = 0;
  uint64_t symbols = 0;           // decoded
  uint64_t parts = 0;             // decoded
  uint64_t compared_samples = 0;  // with digests of what was read when they were added

  bool sound() const { return findings.empty(); }
};

// Looks at everything, whatever it finds. Throws Error{io} if the file cannot be read, and nothing else that has to
// do with its content. Takes memory for the cache and, for each thread, a contig.
AGC_API VerifyReport verify_archive(const std::string& path, const VerifyOptions& options = {});

}  // namespace agc
