// Values by keys of 64 bits, side by side in one array: to find one of many takes one look into memory that the
// processor does not hold, where a table of chains takes three. Not thread-safe.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace agc {

// Keys are below UINT64_MAX. Values move when others are added or erased.
template <typename Value>
class KeyTable {
 public:
  KeyTable() : entries_(kFewest) {}

  size_t size() const { return count_; }

  // Null if there is none.
  Value* find(uint64_t key) {
    const size_t place = place_of(key);
    return entries_[place].key == key ? &entries_[place].value : nullptr;
  }

  // The value of the key, and whether it is new.
  std::pair<Value*, bool> find_or_add(uint64_t key) {
    if (Value* found = find(key)) return {found, false};
    if (2 * (count_ + 1) > entries_.size()) grow();
    ++count_;
    Entry& entry = entries_[place_of(key)];
    entry.key = key;
    return {&entry.value, true};
  }

  // Requires: the key is there.
  void erase(uint64_t key) {
    size_t hole = place_of(key);
    // What would not be found across the hole moves into it.
    for (size_t i = next(hole); entries_[i].key != kNoKey; i = next(i)) {
      if (distance(home_of(entries_[i].key), i) < distance(hole, i)) continue;
      entries_[hole] = std::move(entries_[i]);
      hole = i;
    }
    entries_[hole] = {};
    --count_;
  }

 private:
  static constexpr uint64_t kNoKey = UINT64_MAX;
  static constexpr size_t kFewest = 16;  // a power of two, as all sizes

  struct Entry {
    uint64_t key = kNoKey;
    Value value = {};
  };

  size_t home_of(uint64_t key) const {
    return static_cast<size_t>(key * 0x9E3779B97F4A7C15u >> (64 - std::countr_zero(entries_.size())));
  }
  size_t next(size_t place) const { return (place + 1) & (entries_.size() - 1); }
  size_t distance(size_t from, size_t to) const { return (to - from) & (entries_.size() - 1); }

  // Where the key is, or may be put.
  size_t place_of(uint64_t key) const {
    size_t place = home_of(key);
    while (entries_[place].key != key && entries_[place].key != kNoKey) place = next(place);
    return place;
  }

  void grow() {
    std::vector<Entry> old(2 * entries_.size());
    std::swap(old, entries_);
    for (Entry& entry : old) {
      if (entry.key != kNoKey) entries_[place_of(entry.key)] = std::move(entry);
    }
  }

  std::vector<Entry> entries_;  // at least half of them free
  size_t count_ = 0;
};

}  // namespace agc
