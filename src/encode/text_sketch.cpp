#include "encode/text_sketch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "encode/seed_index.h"
#include "format/stream_names.h"

namespace agc {
namespace {

constexpr size_t kMostHashes = 256;
constexpr uint64_t kAllSame = 0x2121212121212121u;  // "!!!!!!!!"

uint64_t load(const uint8_t* bytes) {
  uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

constexpr uint64_t kTellsNothing = ~uint64_t{0};

// Numbers, each once.
class DistinctNumbers {
 public:
  void add(uint32_t number) {
    if (number == 0) {
      if (std::exchange(has_zero_, true)) return;
    } else {
      size_t slot = number % kSlots;
      while (slots_[slot] != 0 && slots_[slot] != number) slot = (slot + 1) % kSlots;
      if (slots_[slot] == number) return;
      if (count_ < kMostHere) slots_[slot] = number;
    }
    if (count_ < kMostHere) {
      here_[count_++] = number;
    } else {
      others_.push_back(number);
    }
  }
  // As long as they are, with no room to spare: a text may wait long with its sketch.
  std::vector<uint32_t> take() {
    std::ranges::sort(others_);
    others_.erase(std::unique(others_.begin(), others_.end()), others_.end());
    std::vector<uint32_t> numbers;
    numbers.reserve(count_ + others_.size());
    numbers.insert(numbers.end(), here_.begin(), here_.begin() + static_cast<std::ptrdiff_t>(count_));
    numbers.insert(numbers.end(), others_.begin(), others_.end());
    return numbers;
  }

 private:
  static constexpr size_t kSlots = 2048;
  static constexpr size_t kMostHere = 1024;  // more are in texts that were made for that

  std::array<uint32_t, kSlots> slots_ = {};  // 0: free
  std::array<uint32_t, kMostHere> here_;
  size_t count_ = 0;
  bool has_zero_ = false;
  std::vector<uint32_t> others_;  // not among those here, some perhaps several times
};

// hash_at(begin): of the window there, which counts if its low bits are 0.
template <typename HashAt>
std::vector<uint32_t> sketch(size_t windows, HashAt hash_at) {
  // A power of two: what a long text keeps is a part of what a shorter one would.
  uint64_t stride = 1;
  while (windows / stride > kMostHashes) stride *= 2;
  DistinctNumbers hashes;
  for (size_t begin = 0; begin < windows; ++begin) {
    const uint64_t hash = hash_at(begin);
    if (hash != kTellsNothing && (hash & (stride - 1)) == 0) hashes.add(static_cast<uint32_t>(hash >> 32));
  }
  return hashes.take();
}

}  // namespace

std::vector<uint32_t> sketch_text(std::span<const uint8_t> text) {
  constexpr size_t kWindow = 8;
  if (text.size() < kWindow) return {};
  return sketch(text.size() - kWindow + 1, [&](size_t begin) {
    const uint64_t window = load(text.data() + begin);
    return window == kAllSame ? kTellsNothing : mix_hash(window);
  });
}

std::vector<uint32_t> sketch_symbols(std::span<const uint8_t> symbols) {
  constexpr size_t kWindow = 16;
  if (symbols.size() < kWindow) return {};
  return sketch(symbols.size() - kWindow + 1, [&](size_t begin) {
    return mix_hash(load(symbols.data() + begin) ^ std::rotl(load(symbols.data() + begin + 8), 4));
  });
}

std::vector<uint32_t> sketch_of_group(uint32_t group, std::span<const uint8_t> text) {
  return group < kRawGroupCount ? sketch_symbols(text) : sketch_text(text);
}

}  // namespace agc
