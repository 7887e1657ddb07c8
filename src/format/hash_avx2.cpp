#include "format/hash.h"

#ifdef AGC_HASH_AVX2

// The pragma comes too late for the macros by which xxHash chooses.
#pragma GCC target("avx2")
#include <immintrin.h>
#define XXH_VECTOR XXH_AVX2
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace agc {

Digest128 digest128_avx2(std::span<const uint8_t> bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

}  // namespace agc

#endif
