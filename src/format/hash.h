// Digests of bytes with xxHash, which finds accidents, not malice, at the speed of memory; and a hash with a secret
// key, for which nobody can prepare collisions. No other place speaks to that library. docs/format.md, "Digests".
#pragma once

#include <array>
#include <cstdint>
#include <span>

// Whether there is a second version of digest128() for processors with AVX2, which gcc compiles without flags.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define AGC_HASH_AVX2
#endif

namespace agc {

struct Digest128 {
  uint64_t high = 0;
  uint64_t low = 0;

  // Sum modulo 2^128: digests of several things, in whatever order they are added.
  Digest128& operator+=(const Digest128& other) {
    low += other.low;
    high += other.high + (low < other.low ? 1 : 0);
    return *this;
  }
  // Most significant byte first, as xxHash's tools print it.
  std::array<uint8_t, 16> bytes() const;

  friend bool operator==(const Digest128&, const Digest128&) = default;
};

Digest128 digest128(std::span<const uint8_t> bytes);
#ifdef AGC_HASH_AVX2
// The same in half the instructions. Requires: the processor has AVX2.
Digest128 digest128_avx2(std::span<const uint8_t> bytes);
#endif
uint64_t digest64(std::span<const uint8_t> bytes, uint64_t seed);

// A hash function of its own for each object: its secret comes from the system's source of randomness. So results
// must never reach a file. Thread-safe.
class KeyedHash {
 public:
  KeyedHash();
  Digest128 operator()(std::span<const uint8_t> bytes) const;

 private:
  std::array<uint8_t, 192> secret_;
};

}  // namespace agc
