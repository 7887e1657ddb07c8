// Letters from packed symbols and the other strand of letters: the inner loops of extraction. The one
// place with code for a particular processor, chosen when the program runs. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace agc {

// Four symbols a byte, the first one in the highest two bits, as group references have them on disk.
// Writes the letters of symbols [begin, begin + count) to `out`.
void unpack_letters(const uint8_t* packed, uint64_t begin, size_t count, char* out);

// The letter of one packed symbol.
inline char letter_at(const uint8_t* packed, uint64_t position) {
  return "ACGT"[packed[position >> 2] >> (6 - 2 * (position & 3)) & 3];
}

// Codes, a byte each. Codes 16 to 63, which AGC makes of bytes that are no nucleotide, become spaces. Throws
// Error{corrupt} for codes of 64 and above.
void symbols_to_letters(std::span<const uint8_t> symbols, char* out);

// Writes the reverse complement of `count` letters to `out`, which must not overlap them. Letters but
// A, C, G and T keep their value, as the format has it.
void reverse_complement_letters(const char* letters, size_t count, char* out);

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define AGC_LETTERS_AVX2
// The inner loops of unpack_letters(), from a whole byte on, and of reverse_complement_letters(), from the last letter
// on, for processors with AVX2. They go in whole steps and return how many letters these were.
size_t unpack_letters_avx2(const uint8_t* packed, size_t count, char* out);
size_t reverse_complement_letters_avx2(const char* letters, size_t count, char* out);
#endif

}  // namespace agc
