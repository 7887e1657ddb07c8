// Decoded parts of the archive by key, within a bound of bytes. Thread-safe.
//
// A value that several threads ask for at once is decoded by one of them while the others wait.
// Users hold what they got for as long as they need it, whether or not it is still cached.
//
// The oldest value that has not been used since its last turn is dropped first, as long as what was dropped is not
// asked for again: nearly the least recently used one, but a use costs no more than a mark. A scan over
// more than the cache holds, again and again, would then never find anything: values that come back soon after
// they were dropped mostly take the place that is given up next, so that the others stay.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "reader/key_table.h"

namespace agc {

struct CacheStatistics {
  uint64_t found = 0;    // requests that were answered from what is kept
  uint64_t decoded = 0;  // those that were not
  uint64_t held_bytes = 0;
};

// Value needs uint64_t byte_size() const.
template <typename Value>
class DecodeCache {
 public:
  using Pointer = std::shared_ptr<const Value>;

  // Keeps values of at most `limit_bytes` in all.
  explicit DecodeCache(uint64_t limit_bytes) : limit_bytes_(limit_bytes) {}

  // The value of `key`, from decode() if it is not there. What decode() throws, or the want of memory to keep the
  // value, goes to the caller; threads that waited then try for themselves.
  template <typename Decode>
  Pointer get(uint64_t key, Decode decode) {
    if (Pointer value = find_or_claim(key)) return value;
    try {
      const Pointer value = std::make_shared<const Value>(decode());
      publish(key, value);
      return value;
    } catch (...) {
      give_up(key);
      throw;
    }
  }

  CacheStatistics statistics() const {
    const std::lock_guard lock(mutex_);
    CacheStatistics statistics = statistics_;
    statistics.held_bytes = held_bytes_;
    return statistics;
  }

 private:
  // Of every so many values that come back one is kept, so that what is new gets its chance.
  static constexpr uint64_t kKeptOfReturned = 32;
  static constexpr size_t kRemembered = size_t{1} << 16;  // dropped keys; a power of two

  struct Slot {
    Pointer value;                             // null while a thread decodes it
    std::list<uint64_t>::iterator place = {};  // in order_; valid if there is a value
    bool used = false;                         // since it came to that place
  };

  // Null: the caller must decode.
  Pointer find_or_claim(uint64_t key) {
    std::unique_lock lock(mutex_);
    while (true) {
      const auto [slot, is_new] = slots_.find_or_add(key);
      if (is_new) {
        ++statistics_.decoded;
        return nullptr;
      }
      if (slot->value) {
        ++statistics_.found;
        slot->used = true;
        return slot->value;
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
    std::vector<Pointer> dropped;  // destroyed when the mutex is free again
    const std::lock_guard lock(mutex_);
    if (value->byte_size() > limit_bytes_) {
      slots_.erase(key);
      return decoded_.notify_all();
    }
    const bool returns = was_dropped(key) && ++returned_ % kKeptOfReturned != 0;
    // Room is made first: else what is put at the end would go at once, and what is asked for twice in a row
    // would be decoded twice.
    while (held_bytes_ + value->byte_size() > limit_bytes_) dropped.push_back(drop_one());
    const auto place = order_.insert(returns ? order_.end() : order_.begin(), key);
    held_bytes_ += value->byte_size();
    *slots_.find(key) = {value, place};
    decoded_.notify_all();
  }

  Pointer drop_one() {
    Slot* oldest = slots_.find(order_.back());
    while (oldest->used) {
      oldest->used = false;
      order_.splice(order_.begin(), order_, oldest->place);
      oldest = slots_.find(order_.back());
    }
    remember(order_.back());  // first, since there may be no memory for it
    Pointer value = std::move(oldest->value);
    held_bytes_ -= value->byte_size();
    slots_.erase(order_.back());
    order_.pop_back();
    return value;
  }

  static size_t place_of(uint64_t key) { return key * 0x9E3779B97F4A7C15u >> 48 & (kRemembered - 1); }
  bool was_dropped(uint64_t key) const { return !dropped_keys_.empty() && dropped_keys_[place_of(key)] == key; }
  void remember(uint64_t key) {
    if (dropped_keys_.empty()) dropped_keys_.assign(kRemembered, ~uint64_t{0});
    dropped_keys_[place_of(key)] = key;
  }

  const uint64_t limit_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable decoded_;
  KeyTable<Slot> slots_;                // guarded by mutex_, as all below
  std::list<uint64_t> order_;           // keys of the values, those whose turn it is first at the end
  std::vector<uint64_t> dropped_keys_;  // some of them, by a hash; empty until the first is dropped
  uint64_t returned_ = 0;
  uint64_t held_bytes_ = 0;
  CacheStatistics statistics_;
};

}  // namespace agc
