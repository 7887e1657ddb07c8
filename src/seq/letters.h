// Letters from packed symbols, the other strand of letters, and symbols packed: the inner loops of extraction. The one
// place with code for a particular processor, chosen when the program runs. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace agc {

// Four symbols a byte, the first one in the highest two bits, as group references have them on disk.
// Writes the letters of symbols [begin, begin + count) to `out`.
void unpack_letters(const uint8_t* packed, uint64_t begin, size_t count, char* out);

// Packs codes the same way into (symbols.size() + 3) / 4 bytes; what is behind the last symbol is 0. False, with
// nothing to be relied on in `packed`, if a code is not below 4.
bool pack_symbols(std::span<const uint8_t> symbols, uint8_t* packed);

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
// The inner loops of unpack_letters(), from a whole byte on, of reverse_complement_letters(), from the last letter on,
// and of pack_symbols(), for processors with AVX2. They go in whole steps and return how many letters these were.
size_t unpack_letters_avx2(const uint8_t* packed, size_t count, char* out);
size_t reverse_complement_letters_avx2(const char* letters, size_t count, char* out);
// `all`: the bits of all codes that were packed, in some byte each, are added.
size_t pack_symbols_avx2(const uint8_t* symbols, size_t count, uint8_t* packed, uint64_t& all);
#endif

}  // namespace agc
