// One line on the terminal that tells how far a command is, kept up to date by a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace agc::cli {

struct Progress {
  std::optional<double> fraction;  // of the work, 0 to 1; absent: nobody knows
  uint64_t symbols = 0;            // done
};

// As " 42 %  3.20 Gb  105 Mb/s  0:12:05 left".
std::string progress_line(const Progress& progress, double seconds);

// Shows progress from the first second on until it is destroyed, if standard error is a terminal and
// standard output is not about to use the same one; else it does nothing.
class ProgressMeter {
 public:
  // `poll` is called by the meter's thread.
  ProgressMeter(bool to_standard_output, std::function<Progress()> poll);
  ~ProgressMeter();
  ProgressMeter(const ProgressMeter&) = delete;
  ProgressMeter& operator=(const ProgressMeter&) = delete;

  // Prints a line to standard error, above that of the progress. Thread-safe.
  void print(const std::string& line);

 private:
  void run(const std::stop_token& stop);
  void clear();  // requires mutex_

  const std::function<Progress()> poll_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  bool shown_ = false;   // guarded by mutex_
  std::jthread thread_;  // last: joined before the rest goes
};

}  // namespace agc::cli
