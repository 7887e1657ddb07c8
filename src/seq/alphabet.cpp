#include "seq/alphabet.h"

#include <cstddef>
#include <cstring>

namespace agc {
namespace {

constexpr size_t kWord = sizeof(uint64_t);

uint64_t load(const uint8_t* from) {
  uint64_t word;
  std::memcpy(&word, from, kWord);
  return word;
}

void store(uint64_t word, uint8_t* to) { std::memcpy(to, &word, kWord); }

// Eight symbols at once: complement() is c ^ 3 for every byte below 4.
uint64_t reverse_complement_word(uint64_t word) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  // The top bit of each byte is set if the byte is 4 or more.
  const uint64_t others = ((word & (kOnes * 0x7C)) + kOnes * 0x7F) | word;
  const uint64_t bases = (~others >> 7) & kOnes;
  return __builtin_bswap64(word ^ (bases * 3));
}

}  // namespace

void reverse_complement(std::span<uint8_t> symbols) {
  uint8_t* left = symbols.data();
  uint8_t* right = left + symbols.size();
  while (right - left >= static_cast<std::ptrdiff_t>(2 * kWord)) {
    right -= kWord;
    const uint64_t first = reverse_complement_word(load(left));
    store(reverse_complement_word(load(right)), left);
    store(first, right);
    left += kWord;
  }
  while (right - left >= 2) {
    --right;
    const uint8_t first = complement(*left);
    *left++ = complement(*right);
    *right = first;
  }
  if (right - left == 1) *left = complement(*left);
}

}  // namespace agc
