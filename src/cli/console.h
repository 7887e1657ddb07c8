// What the commands say to people: warnings and notes on standard error, and how reports put it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "agc/archive_reader.h"
#include "agc/archive_writer.h"

namespace agc::cli {

void warn(const std::string& text);
void note(const std::string& text);
void warn_about(const ArchiveReader& reader);  // if there is anything to say of the archive

// "a, b, c, d, e and 7 more"
std::string first_names(const std::vector<std::string>& names);

// "CPU seconds by stage: read 0.31, map 1.20, ...": those that took any.
void print_stages(const std::vector<StageTime>& stages);

// With a verbosity above 0, finish() tells how long the command took.
class Stopwatch {
 public:
  explicit Stopwatch(int verbosity) : verbosity_(verbosity) {}
  void finish() const;

 private:
  int verbosity_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace agc::cli
