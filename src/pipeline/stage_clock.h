// Where the CPU time of writing an archive goes: every thread of the pipeline is in one stage at a time and tells
// when it enters another. The system is asked once for a convoy's stage at most, never for a contig.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "agc/archive_writer.h"

namespace agc {

// In the order of a contig's way.
enum class Stage : uint8_t {
  load,       // references and tables of an archive that is added to
  read,       // whatever the calling thread does that is not among the others
  splitters,  // of the first sample
  map,
  grow,
  emit,
  collect,  // "register": texts into packs, segments into records
  packs,    // compressing these, and so on
  records,
  references,
  write,
};
inline constexpr size_t kStageCount = 11;

class StageClock {
 public:
  using Nanoseconds = std::array<uint64_t, kStageCount>;

  void add(const Nanoseconds& spent);
  // What has been added, by stage.
  std::vector<StageTime> times() const;

 private:
  mutable std::mutex mutex_;
  Nanoseconds spent_ = {};  // guarded by mutex_
};

// What a thread spends, from when this is made until it ends or stop() is called; added to the clock then.
class StageLap {
 public:
  StageLap(StageClock& clock, Stage stage);
  ~StageLap() { stop(); }
  StageLap(const StageLap&) = delete;
  StageLap& operator=(const StageLap&) = delete;

  // If the thread is another one than the last time, what that one spent since is not known and does not count.
  void enter(Stage stage);
  void stop();

 private:
  StageClock& clock_;
  Stage stage_;
  uint64_t thread_;   // its number; 0 after stop()
  uint64_t entered_;  // that thread's CPU time then
  StageClock::Nanoseconds spent_ = {};
};

}  // namespace agc
