#include "cli/console.h"

#include <cstdio>

namespace agc::cli {

void warn(const std::string& text) { std::fprintf(stderr, "Warning: %s\n", text.c_str()); }

void note(const std::string& text) { std::fprintf(stderr, "Note: %s\n", text.c_str()); }

void warn_about(const ArchiveReader& reader) {
  for (const std::string& warning : reader.warnings()) warn(warning);
}

void Stopwatch::finish() const {
  if (verbosity_ == 0) return;
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
  std::fprintf(stderr, "***\nCompleted in           : %g s\n", passed.count());
}

}  // namespace agc::cli
