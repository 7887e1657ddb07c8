#include "encode/text_sketch.h"

#include <algorithm>
#include <cstring>

#include "encode/seed_index.h"

namespace agc {
namespace {

constexpr size_t kWindow = 8;
constexpr size_t kMostHashes = 64;
// Even of a short text one window in four is enough.
constexpr uint64_t kLeastStride = 4;
constexpr uint64_t kAllSame = 0x2121212121212121u;  // "!!!!!!!!"

}  // namespace

std::vector<uint32_t> sketch_text(std::span<const uint8_t> text) {
  std::vector<uint32_t> hashes;
  if (text.size() < kWindow) return hashes;
  // A power of two: what a long text keeps is a part of what a shorter one would.
  uint64_t stride = kLeastStride;
  while (text.size() / stride > kMostHashes) stride *= 2;
  for (size_t begin = 0; begin + kWindow <= text.size(); ++begin) {
    uint64_t window = 0;
    std::memcpy(&window, text.data() + begin, kWindow);
    const uint64_t hash = mix_hash(window);
    if ((hash & (stride - 1)) == 0 && window != kAllSame) hashes.push_back(static_cast<uint32_t>(hash >> 32));
  }
  std::ranges::sort(hashes);
  const auto repeated = std::ranges::unique(hashes);
  hashes.erase(repeated.begin(), repeated.end());
  return hashes;
}

}  // namespace agc
