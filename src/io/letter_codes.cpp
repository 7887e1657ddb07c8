#include "io/letter_codes.h"

#include <array>
#include <cstdio>
#include <cstring>

#include "seq/alphabet.h"

namespace agc {
namespace {

std::optional<size_t> append_checked(std::span<const uint8_t> letters, NonIupacPolicy policy,
                                     std::vector<uint8_t>& symbols) {
  for (size_t i = 0; i < letters.size(); ++i) {
    const uint8_t letter = letters[i];
    const uint8_t code = kLetterCodes[letter];
    if (code != kNoCode) {
      symbols.push_back(code);
    } else if (letter == ' ' || letter == '\t' || policy == NonIupacPolicy::drop) {
      continue;
    } else if (policy == NonIupacPolicy::replace_with_n) {
      symbols.push_back(kCodeN);
    } else {
      return i;
    }
  }
  return std::nullopt;
}

// Bytes that are worked on at once, with whatever the processor has for it.
using Block __attribute__((vector_size(16))) = uint8_t;

// A block of nothing but A, C, G and T, of either case; false, and anything in `out`, if there is something else.
bool convert_bases(const uint8_t* letters, uint8_t* out) {
  Block block;
  std::memcpy(&block, letters, sizeof block);
  block &= 0xDF;
  const auto is_base = (block == 'A') | (block == 'C') | (block == 'G') | (block == 'T');
  const Block bits = block >> 1 & 3;  // 0, 1, 3, 2
  const Block codes = bits ^ bits >> 1;
  std::memcpy(out, &codes, sizeof codes);
  std::array<uint64_t, 2> halves;
  std::memcpy(halves.data(), &is_base, sizeof is_base);
  return (halves[0] & halves[1]) == UINT64_MAX;
}

// Returns whether all have codes.
bool convert_any(const uint8_t* letters, size_t count, uint8_t* out) {
  uint8_t all_bits = 0;
  for (size_t i = 0; i < count; ++i) {
    out[i] = kLetterCodes[letters[i]];
    all_bits |= out[i];
  }
  return all_bits < kCodeCount;
}

}  // namespace

std::optional<size_t> append_codes(std::span<const uint8_t> letters, NonIupacPolicy policy,
                                   std::vector<uint8_t>& symbols) {
  const size_t old_size = symbols.size();
  symbols.resize(old_size + letters.size());
  uint8_t* const out = symbols.data() + old_size;
  bool all_have_codes = true;
  size_t done = 0;
  for (; done + sizeof(Block) <= letters.size(); done += sizeof(Block)) {
    if (convert_bases(letters.data() + done, out + done)) continue;
    all_have_codes &= convert_any(letters.data() + done, sizeof(Block), out + done);
  }
  all_have_codes &= convert_any(letters.data() + done, letters.size() - done, out + done);
  if (all_have_codes) return std::nullopt;
  symbols.resize(old_size);
  return append_checked(letters, policy, symbols);
}

std::string describe_byte(uint8_t byte) {
  char text[16];
  std::snprintf(text, sizeof text, "byte 0x%02X", byte);
  std::string description = text;
  if (byte > ' ' && byte < 0x7F) description += std::string(" '") + static_cast<char>(byte) + "'";
  return description;
}

std::string describe_refused_letter(uint8_t byte) {
  return "expected a nucleotide letter (" + std::string(kCodeLetters) + "): found " + describe_byte(byte);
}

}  // namespace agc
