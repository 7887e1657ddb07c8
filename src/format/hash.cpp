#include "format/hash.h"

#include <cstddef>
#include <cstring>
#include <random>

// Compiled in, so that nothing has to be loaded when the program starts.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace agc {

std::array<uint8_t, 16> Digest128::bytes() const {
  std::array<uint8_t, 16> result{};
  for (size_t i = 0; i < 8; ++i) {
    result[i] = static_cast<uint8_t>(high >> (56 - 8 * i));
    result[8 + i] = static_cast<uint8_t>(low >> (56 - 8 * i));
  }
  return result;
}

Digest128 digest128(std::span<const uint8_t> bytes) {
#ifdef AGC_HASH_AVX2
  static const bool has_avx2 = __builtin_cpu_supports("avx2") > 0;
  if (has_avx2) return digest128_avx2(bytes);
#endif
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

uint64_t digest64(std::span<const uint8_t> bytes, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

KeyedHash::KeyedHash() {
  std::random_device random;
  for (size_t i = 0; i < secret_.size(); i += sizeof(uint32_t)) {
    const uint32_t word = random();
    std::memcpy(secret_.data() + i, &word, sizeof(word));
  }
}

Digest128 KeyedHash::operator()(std::span<const uint8_t> bytes) const {
  const XXH128_hash_t hash = XXH3_128bits_withSecret(bytes.data(), bytes.size(), secret_.data(), secret_.size());
  return {hash.high64, hash.low64};
}

}  // namespace agc
