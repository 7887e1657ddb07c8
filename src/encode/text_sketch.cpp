#include "encode/text_sketch.h"

#include <algorithm>
#include <bit>
#include <cstring>

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

// hash_at(begin): of the window there, which counts if its low bits are 0.
template <typename HashAt>
std::vector<uint32_t> sketch(size_t windows, HashAt hash_at) {
  // A power of two: what a long text keeps is a part of what a shorter one would.
  uint64_t stride = 1;
  while (windows / stride > kMostHashes) stride *= 2;
  std::vector<uint32_t> hashes;
  for (size_t begin = 0; begin < windows; ++begin) {
    const uint64_t hash = hash_at(begin);
    if (hash != kTellsNothing && (hash & (stride - 1)) == 0) hashes.push_back(static_cast<uint32_t>(hash >> 32));
  }
  std::ranges::sort(hashes);
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
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
