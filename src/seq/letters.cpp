#include "seq/letters.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "agc/error.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

constexpr size_t kPerByte = 4;  // packed symbols

// The four letters of every packed byte, in the order of memory.
constexpr std::array<std::array<char, kPerByte>, 256> kByteLetters = [] {
  std::array<std::array<char, kPerByte>, 256> table{};
  for (size_t byte = 0; byte < 256; ++byte) {
    for (size_t i = 0; i < kPerByte; ++i) table[byte][i] = "ACGT"[byte >> (6 - 2 * i) & 3];
  }
  return table;
}();

// Codes that are no nucleotide print as spaces up to here.
constexpr uint8_t kPrintedCodes = 64;

constexpr std::array<char, kPrintedCodes> kCodeText = [] {
  std::array<char, kPrintedCodes> letters{};
  letters.fill(' ');
  std::copy(kCodeLetters.begin(), kCodeLetters.end(), letters.begin());
  return letters;
}();

constexpr std::array<char, 256> kComplements = [] {
  std::array<char, 256> table{};
  for (size_t letter = 0; letter < 256; ++letter) table[letter] = static_cast<char>(letter);
  table['A'] = 'T';
  table['C'] = 'G';
  table['G'] = 'C';
  table['T'] = 'A';
  return table;
}();

// The inner loops; docs in letters.h.
struct Loops {
  size_t (*unpack)(const uint8_t* packed, size_t count, char* out);
  size_t (*reverse_complement)(const char* letters, size_t count, char* out);
};

size_t unpack_bytes(const uint8_t* packed, size_t count, char* out) {
  const size_t bytes = count / kPerByte;
  for (size_t i = 0; i < bytes; ++i) std::memcpy(out + kPerByte * i, kByteLetters[packed[i]].data(), kPerByte);
  return kPerByte * bytes;
}

size_t reverse_letters(const char* letters, size_t count, char* out) {
  for (size_t i = 0; i < count; ++i) out[i] = kComplements[static_cast<uint8_t>(letters[count - 1 - i])];
  return count;
}

Loops choose_loops() {
#ifdef AGC_LETTERS_AVX2
  if (__builtin_cpu_supports("avx2") > 0) return {unpack_letters_avx2, reverse_complement_letters_avx2};
#endif
  return {unpack_bytes, reverse_letters};
}

const Loops& loops() {
  static const Loops chosen = choose_loops();
  return chosen;
}

}  // namespace

void unpack_letters(const uint8_t* packed, uint64_t begin, size_t count, char* out) {
  if (count == 0) return;  // `out` may be null then
  const size_t skipped = begin % kPerByte;
  packed += begin / kPerByte;
  if (skipped > 0) {
    const size_t head = std::min(count, kPerByte - skipped);
    std::memcpy(out, kByteLetters[*packed++].data() + skipped, head);
    out += head;
    count -= head;
  }
  constexpr size_t kWorthIt = 64;
  size_t done = count >= kWorthIt ? loops().unpack(packed, count, out) : 0;
  done += unpack_bytes(packed + done / kPerByte, count - done, out + done);
  if (done < count) std::memcpy(out + done, kByteLetters[packed[done / kPerByte]].data(), count - done);
}

void symbols_to_letters(std::span<const uint8_t> symbols, char* out) {
  uint8_t all = 0;
  for (const uint8_t code : symbols) all |= code;
  if (all >= kPrintedCodes) {
    throw Error(ErrorKind::corrupt, "segment: expected symbol codes below 64: found " +
                                        std::to_string(unsigned{*std::ranges::max_element(symbols)}));
  }
  for (const uint8_t code : symbols) *out++ = kCodeText[code];
}

void reverse_complement_letters(const char* letters, size_t count, char* out) {
  const size_t done = loops().reverse_complement(letters, count, out);
  reverse_letters(letters, count - done, out + done);
}

}  // namespace agc
