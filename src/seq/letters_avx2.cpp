#include "seq/letters.h"

#ifdef AGC_LETTERS_AVX2

#include <immintrin.h>

#include <cstring>

#pragma GCC target("avx2")

namespace agc {
namespace {

constexpr size_t kStep = sizeof(__m256i);

}  // namespace

size_t unpack_letters_avx2(const uint8_t* packed, size_t count, char* out) {
  // Each byte four times; then one of its two-bit fields, shifted to bits 0 or 2, selects a letter.
  const __m256i repeat = _mm256_setr_epi8(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3,  //
                                          4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7);
  const __m256i take_high = _mm256_set1_epi32(0x0000FFFF);
  const __m256i fields = _mm256_set1_epi32(0x030C030C);
  const __m256i letters = _mm256_setr_epi8('A', 'C', 'G', 'T', 'C', 0, 0, 0, 'G', 0, 0, 0, 'T', 0, 0, 0,  //
                                           'A', 'C', 'G', 'T', 'C', 0, 0, 0, 'G', 0, 0, 0, 'T', 0, 0, 0);
  size_t done = 0;
  for (; done + kStep <= count; done += kStep) {
    int64_t bytes;
    std::memcpy(&bytes, packed + done / 4, sizeof(bytes));
    const __m256i low = _mm256_shuffle_epi8(_mm256_set1_epi64x(bytes), repeat);
    const __m256i high = _mm256_srli_epi16(low, 4);
    const __m256i index = _mm256_and_si256(_mm256_blendv_epi8(low, high, take_high), fields);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + done), _mm256_shuffle_epi8(letters, index));
  }
  return done;
}

size_t reverse_complement_letters_avx2(const char* letters, size_t count, char* out) {
  const __m256i backwards = _mm256_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,  //
                                             15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  // By the low four bits: the letter with a complement, and in what bits the two differ.
  const __m256i bases = _mm256_setr_epi8(-1, 'A', -1, 'C', 'T', -1, -1, 'G', -1, -1, -1, -1, -1, -1, -1, -1,  //
                                         -1, 'A', -1, 'C', 'T', -1, -1, 'G', -1, -1, -1, -1, -1, -1, -1, -1);
  const __m256i differences = _mm256_setr_epi8(0, 0x15, 0, 0x04, 0x15, 0, 0, 0x04, 0, 0, 0, 0, 0, 0, 0, 0,  //
                                               0, 0x15, 0, 0x04, 0x15, 0, 0, 0x04, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m256i low_bits = _mm256_set1_epi8(0x0F);
  size_t done = 0;
  for (; done + kStep <= count; done += kStep) {
    const __m256i in = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(letters + count - done - kStep));
    const __m256i low = _mm256_and_si256(in, low_bits);
    const __m256i is_base = _mm256_cmpeq_epi8(in, _mm256_shuffle_epi8(bases, low));
    const __m256i complement = _mm256_xor_si256(in, _mm256_and_si256(is_base, _mm256_shuffle_epi8(differences, low)));
    const __m256i reversed = _mm256_permute4x64_epi64(_mm256_shuffle_epi8(complement, backwards), 0x4E);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + done), reversed);
  }
  return done;
}

size_t pack_symbols_avx2(const uint8_t* symbols, size_t count, uint8_t* packed, uint64_t& all) {
  // Pairs of symbols, then pairs of these, are weighted and added.
  const __m256i of_symbols = _mm256_set1_epi16(0x0104);
  const __m256i of_pairs = _mm256_set1_epi32(0x00010010);
  // The lowest byte of every 32 bits, in the first 32 bits of each half.
  const __m256i gather = _mm256_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,  //
                                          0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m256i halves = _mm256_setr_epi32(0, 4, 1, 1, 1, 1, 1, 1);
  __m256i seen = _mm256_setzero_si256();
  size_t done = 0;
  for (; done + kStep <= count; done += kStep) {
    const __m256i codes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(symbols + done));
    seen = _mm256_or_si256(seen, codes);
    const __m256i tuples = _mm256_madd_epi16(_mm256_maddubs_epi16(codes, of_symbols), of_pairs);
    const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(tuples, gather), halves);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(packed + done / 4), _mm256_castsi256_si128(bytes));
  }
  const __m128i half = _mm_or_si128(_mm256_castsi256_si128(seen), _mm256_extracti128_si256(seen, 1));
  all |= static_cast<uint64_t>(_mm_cvtsi128_si64(half)) |
         static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(half, half)));
  return done;
}

}  // namespace agc

#endif
