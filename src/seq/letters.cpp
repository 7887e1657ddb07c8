#include "seq/letters.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>

#include "agc/error.h"
#include "seq/alphabet.h"
#include "seq/sixteen.h"

namespace agc {
namespace {

constexpr size_t kPerByte = 4;  // packed symbols

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
  size_t (*pack)(const uint8_t* symbols, size_t count, uint8_t* packed, uint64_t& all);
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

size_t pack_eights(const uint8_t* symbols, size_t count, uint8_t* packed, uint64_t& all) {
  static_assert(std::endian::native == std::endian::little);
  size_t done = 0;
  for (; done + 2 * kPerByte <= count; done += 2 * kPerByte) {
    uint64_t eight = 0;
    std::memcpy(&eight, symbols + done, sizeof(eight));
    all |= eight;
    // Four codes, a byte each, end up in the highest byte of 32 bits, the first one in its highest bits.
    constexpr uint32_t kGather = 1u << 30 | 1u << 20 | 1u << 10 | 1u;
    packed[done / kPerByte] = static_cast<uint8_t>((static_cast<uint32_t>(eight) * kGather) >> 24);
    packed[done / kPerByte + 1] = static_cast<uint8_t>((static_cast<uint32_t>(eight >> 32) * kGather) >> 24);
  }
  return done;
}

Loops choose_loops() {
#ifdef AGC_LETTERS_AVX2
  if (__builtin_cpu_supports("avx2") > 0) {
    return {unpack_letters_avx2, reverse_complement_letters_avx2, pack_symbols_avx2};
  }
#endif
  return {unpack_bytes, reverse_letters, pack_eights};
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

bool pack_symbols(std::span<const uint8_t> symbols, uint8_t* packed) {
  uint64_t all = 0;
  size_t done = loops().pack(symbols.data(), symbols.size(), packed, all);
  done += pack_eights(symbols.data() + done, symbols.size() - done, packed + done / kPerByte, all);
  for (; done < symbols.size(); ++done) {
    all |= symbols[done];
    if (done % kPerByte == 0) packed[done / kPerByte] = 0;
    packed[done / kPerByte] |= static_cast<uint8_t>(symbols[done] << (6 - 2 * (done % kPerByte)));
  }
  return (all & 0xFCFCFCFCFCFCFCFCu) == 0;
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
