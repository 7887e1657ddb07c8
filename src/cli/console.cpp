#include "cli/console.h"

#include <algorithm>
#include <cstdio>

namespace agc::cli {

void warn(const std::string& text) { std::fprintf(stderr, "Warning: %s\n", text.c_str()); }

void note(const std::string& text) { std::fprintf(stderr, "Note: %s\n", text.c_str()); }

void warn_about(const ArchiveReader& reader) {
  for (const std::string& warning : reader.warnings()) warn(warning);
}

std::string first_names(const std::vector<std::string>& names) {
  constexpr size_t kShown = 5;
  const size_t shown = std::min(names.size(), kShown);
  std::string text;
  for (size_t i = 0; i < shown; ++i) text.append(i == 0 ? "" : ", ").append(names[i]);
  if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

void print_stages(const std::vector<StageTime>& stages) {
  const char* separator = "CPU seconds by stage: ";
  for (const StageTime& time : stages) {
    if (time.cpu_seconds == 0) continue;
    std::fprintf(stderr, "%s%s %.3f", separator, time.stage, time.cpu_seconds);
    separator = ", ";
  }
  std::fputc('\n', stderr);
}

void Stopwatch::finish() const {
  if (verbosity_ == 0) return;
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
  std::fprintf(stderr, "***\nCompleted in           : %g s\n", passed.count());
}

}  // namespace agc::cli
