#include "pipeline/byte_budget.h"

#include <algorithm>
#include <cassert>

namespace agc {

void ByteBudget::take(uint64_t bytes) {
  used_ += bytes;
  peak_ = std::max(peak_, used_);
}

bool ByteBudget::acquire(uint64_t bytes) {
  std::unique_lock lock(mutex_);
  if (!closed_ && !fits(bytes)) {
    wanted_ = std::max({bytes, capacity_ / 8, uint64_t{1}});
    changed_.wait(lock, [&] { return closed_ || has_room(); });
    wanted_ = 0;
  }
  if (closed_) return false;
  take(bytes);
  return true;
}

bool ByteBudget::try_acquire(uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (closed_ || !fits(bytes)) return false;
  take(bytes);
  return true;
}

void ByteBudget::charge(uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  take(bytes);
}

void ByteBudget::release(uint64_t bytes) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    assert(bytes <= used_);
    used_ -= bytes;
    wake = wanted_ > 0 && has_room();
  }
  if (wake) changed_.notify_one();
}

void ByteBudget::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

uint64_t ByteBudget::peak() const {
  const std::lock_guard lock(mutex_);
  return peak_;
}

}  // namespace agc
