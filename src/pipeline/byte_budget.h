// The cap on everything in flight: contigs that wait, work in progress, results that wait for their
// turn.
//
// The reader thread alone waits for room; whoever works on what was admitted takes what it needs
// without waiting, and the reader waits the longer. So nobody who could free memory ever waits for
// memory, and no budget is too small: an item larger than the budget is admitted alone.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace agc {

class ByteBudget {
 public:
  explicit ByteBudget(uint64_t capacity) : capacity_(capacity) {}

  // Waits until `bytes` fit or nothing is in flight. False if closed while waiting. Who has to wait waits until an
  // eighth of the budget is free: to be woken for every short contig would take longer than its encoding.
  bool acquire(uint64_t bytes);
  // The same without waiting: false if that would be needed, or if closed.
  bool try_acquire(uint64_t bytes);
  void charge(uint64_t bytes);  // never waits
  void release(uint64_t bytes);
  void close();  // wakes the waiting; acquire() fails from now on

  uint64_t peak() const;

 private:
  bool fits(uint64_t bytes) const {  // requires mutex_
    return used_ == 0 || (used_ <= capacity_ && bytes <= capacity_ - used_);
  }
  bool has_room() const { return used_ == 0 || fits(wanted_); }  // requires mutex_
  void take(uint64_t bytes);                                     // requires mutex_

  const uint64_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t used_ = 0;    // guarded by mutex_
  uint64_t peak_ = 0;    // guarded by mutex_
  uint64_t wanted_ = 0;  // guarded by mutex_: by who waits; 0 if nobody does
  bool closed_ = false;  // guarded by mutex_
};

}  // namespace agc
