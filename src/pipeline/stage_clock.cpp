#include "pipeline/stage_clock.h"

#include <atomic>
#include <ctime>

namespace agc {
namespace {

constexpr std::array<const char*, kStageCount> kNames = {"load",     "read",  "splitters", "map",        "grow", "emit",
                                                         "register", "packs", "records",   "references", "write"};

// From 1 on. The system's own names of threads that have ended are given to others.
uint64_t number_of_thread() {
  static std::atomic<uint64_t> last = 0;
  thread_local const uint64_t number = ++last;
  return number;
}

uint64_t cpu_time_of_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<uint64_t>(time.tv_sec) * 1000000000 + static_cast<uint64_t>(time.tv_nsec);
}

}  // namespace

void StageClock::add(const Nanoseconds& spent) {
  const std::lock_guard lock(mutex_);
  for (size_t stage = 0; stage < kStageCount; ++stage) spent_[stage] += spent[stage];
}

std::vector<StageTime> StageClock::times() const {
  const std::lock_guard lock(mutex_);
  std::vector<StageTime> times;
  for (size_t stage = 0; stage < kStageCount; ++stage) {
    times.push_back({kNames[stage], static_cast<double>(spent_[stage]) / 1e9});
  }
  return times;
}

StageLap::StageLap(StageClock& clock, Stage stage)
    : clock_(clock), stage_(stage), thread_(number_of_thread()), entered_(cpu_time_of_thread()) {}

void StageLap::enter(Stage stage) {
  const uint64_t thread = number_of_thread();
  if (stage == stage_ && thread == thread_) return;
  const uint64_t now = cpu_time_of_thread();
  if (thread == thread_) spent_[static_cast<size_t>(stage_)] += now - entered_;
  stage_ = stage;
  thread_ = thread;
  entered_ = now;
}

void StageLap::stop() {
  if (thread_ == number_of_thread()) spent_[static_cast<size_t>(stage_)] += cpu_time_of_thread() - entered_;
  thread_ = 0;
  clock_.add(spent_);
  spent_ = {};
}

}  // namespace agc
