#include "pipeline/byte_budget.h"

#include <algorithm>
#include <cassert>

namespace agc {

bool ByteBudget::acquire(uint64_t bytes) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ || used_ == 0 || (used_ <= capacity_ && bytes <= capacity_ - used_); });
  if (closed_) return false;
  used_ += bytes;
  peak_ = std::max(peak_, used_);
  return true;
}

void ByteBudget::charge(uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  used_ += bytes;
  peak_ = std::max(peak_, used_);
}

void ByteBudget::release(uint64_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    assert(bytes <= used_);
    used_ -= bytes;
  }
  changed_.notify_one();
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
