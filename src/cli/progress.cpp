#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace agc::cli {
namespace {

constexpr std::chrono::milliseconds kFirst{1000};
constexpr std::chrono::milliseconds kNext{500};
// Before that an estimate is no better than none.
constexpr double kLeastFraction = 0.005;

// Bases with a unit, three digits.
std::string bases(double count) {
  static constexpr const char* kUnits[] = {"b", "kb", "Mb", "Gb", "Tb"};
  size_t unit = 0;
  for (; count >= 999.5 && unit + 1 < std::size(kUnits); ++unit) count /= 1000;
  const int decimals = unit == 0 || count >= 99.95 ? 0 : count >= 9.995 ? 1 : 2;
  char text[32];
  std::snprintf(text, sizeof text, "%.*f %s", decimals, count, kUnits[unit]);
  return text;
}

std::string clock_time(double seconds) {
  const auto whole = static_cast<long long>(std::min(seconds, 3.6e8));
  char text[48];
  std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  return text;
}

}  // namespace

std::string progress_line(const Progress& progress, double seconds) {
  std::string line;
  if (progress.fraction) {
    char percent[16];
    std::snprintf(percent, sizeof percent, "%3d %%  ",
                  static_cast<int>(std::clamp(*progress.fraction, 0.0, 1.0) * 100));
    line += percent;
  }
  line += bases(static_cast<double>(progress.symbols));
  if (seconds > 0) line.append("  ").append(bases(static_cast<double>(progress.symbols) / seconds)).append("/s");
  if (progress.fraction && *progress.fraction >= kLeastFraction && *progress.fraction < 1) {
    line.append("  ").append(clock_time(seconds * (1 - *progress.fraction) / *progress.fraction)).append(" left");
  }
  return line;
}

ProgressMeter::ProgressMeter(bool to_standard_output, std::function<Progress()> poll) : poll_(std::move(poll)) {
  if (isatty(STDERR_FILENO) == 0 || (to_standard_output && isatty(STDOUT_FILENO) != 0)) return;
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ProgressMeter::~ProgressMeter() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  clear();
}

void ProgressMeter::print(const std::string& line) {
  const std::lock_guard lock(mutex_);
  clear();
  std::fprintf(stderr, "%s\n", line.c_str());
}

void ProgressMeter::clear() {
  if (std::exchange(shown_, false)) std::fputs("\r\x1b[K", stderr);
}

void ProgressMeter::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  auto wait = kFirst;
  while (!stopped_.wait_for(lock, stop, wait, [&] { return stop.stop_requested(); })) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    std::fprintf(stderr, "\r%s\x1b[K", progress_line(poll_(), passed.count()).c_str());
    shown_ = true;
    wait = kNext;
  }
}

}  // namespace agc::cli
