#include "pipeline/stage_clock.h"

#include <ctime>

namespace agc {
namespace {

constexpr std::array<const char*, kStageCount> kNames = {"load",    "read",  "splitters", "map",        "grow", "emit",
                                                         "collect", "packs", "records",   "references", "write"};

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
    : clock_(clock), stage_(stage), thread_(std::this_thread::get_id()), entered_(cpu_time_of_thread()) {}

void StageLap::enter(Stage stage) {
  const std::thread::id thread = std::this_thread::get_id();
  if (stage == stage_ && thread == thread_) return;
  const uint64_t now = cpu_time_of_thread();
  if (thread == thread_) spent_[static_cast<size_t>(stage_)] += now - entered_;
  stage_ = stage;
  thread_ = thread;
  entered_ = now;
}

void StageLap::stop() {
  if (thread_ == std::this_thread::get_id()) spent_[static_cast<size_t>(stage_)] += cpu_time_of_thread() - entered_;
  thread_ = {};
  clock_.add(spent_);
  spent_ = {};
}

}  // namespace agc
