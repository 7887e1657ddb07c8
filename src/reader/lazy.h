// A value made when it is first asked for, once, and constant from then on. Thread-safe. If making
// it throws, the exception goes to the caller and the next one tries again.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

namespace agc {

template <typename Value>
class Lazy {
 public:
  template <typename Make>
  const Value& get(Make make) const {
    if (const Value* value = peek()) return *value;
    const std::lock_guard lock(mutex_);
    if (!value_) {
      value_ = std::make_unique<const Value>(make());
      ready_.store(value_.get(), std::memory_order_release);
    }
    return *value_;
  }

  // Null if it has not been made yet.
  const Value* peek() const { return ready_.load(std::memory_order_acquire); }

 private:
  mutable std::mutex mutex_;
  mutable std::unique_ptr<const Value> value_;  // guarded by mutex_
  mutable std::atomic<const Value*> ready_ = nullptr;
};

}  // namespace agc
