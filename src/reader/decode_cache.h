// Decoded parts of the archive by key, the least recently used dropped first. Thread-safe.
//
// A value that several threads ask for at once is decoded by one of them while the others wait.
// Users hold what they got for as long as they need it, whether or not it is still cached.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace agc {

// Value needs uint64_t byte_size() const.
template <typename Value>
class DecodeCache {
 public:
  using Pointer = std::shared_ptr<const Value>;

  // Keeps values of at most `limit_bytes` in all.
  explicit DecodeCache(uint64_t limit_bytes) : limit_bytes_(limit_bytes) {}

  // The value of `key`, from decode() if it is not there. What decode() throws goes to the caller;
  // threads that waited then try for themselves.
  template <typename Decode>
  Pointer get(uint64_t key, Decode decode) {
    if (Pointer value = find_or_claim(key)) return value;
    Pointer value;
    try {
      value = std::make_shared<const Value>(decode());
    } catch (...) {
      give_up(key);
      throw;
    }
    publish(key, value);
    return value;
  }

 private:
  struct Slot {
    Pointer value;                              // null while a thread decodes it
    std::list<uint64_t>::iterator recent = {};  // valid if there is a value
  };

  // Null: the caller must decode.
  Pointer find_or_claim(uint64_t key) {
    std::unique_lock lock(mutex_);
    while (true) {
      const auto [position, is_new] = slots_.try_emplace(key);
      if (is_new) return nullptr;
      const Slot& slot = position->second;
      if (slot.value) {
        recent_.splice(recent_.begin(), recent_, slot.recent);
        return slot.value;
      }
      decoded_.wait(lock);
    }
  }

  void give_up(uint64_t key) {
    const std::lock_guard lock(mutex_);
    slots_.erase(key);
    decoded_.notify_all();
  }

  void publish(uint64_t key, const Pointer& value) {
    const std::lock_guard lock(mutex_);
    recent_.push_front(key);
    slots_[key] = {value, recent_.begin()};
    held_bytes_ += value->byte_size();
    while (held_bytes_ > limit_bytes_) {
      const auto oldest = slots_.find(recent_.back());
      held_bytes_ -= oldest->second.value->byte_size();
      slots_.erase(oldest);
      recent_.pop_back();
    }
    decoded_.notify_all();
  }

  const uint64_t limit_bytes_;
  std::mutex mutex_;
  std::condition_variable decoded_;
  std::unordered_map<uint64_t, Slot> slots_;  // guarded by mutex_
  std::list<uint64_t> recent_;                // guarded by mutex_; keys of the values, latest first
  uint64_t held_bytes_ = 0;                   // guarded by mutex_
};

}  // namespace agc
