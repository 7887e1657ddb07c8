// The 16 nucleotide codes of the format and their letters; see docs/format.md, "Alphabet".
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace agc {

// Code c is letter kCodeLetters[c]. On disk: never renumber.
// By way of an array, since a literal may have another address in each object file.
inline constexpr char kCodeLetterArray[] = "ACGTNRYSWKMBDHVU";
inline constexpr std::string_view kCodeLetters = kCodeLetterArray;
inline constexpr uint8_t kCodeN = 4;
inline constexpr uint8_t kCodeCount = 16;
inline constexpr uint8_t kNoCode = 0xFF;

// Letter (either case) to code 0..15; every other byte to kNoCode.
inline constexpr std::array<uint8_t, 256> kLetterCodes = [] {
  std::array<uint8_t, 256> codes{};
  codes.fill(kNoCode);
  for (uint8_t code = 0; code < kCodeCount; ++code) {
    const char letter = kCodeLetters[code];
    codes[static_cast<uint8_t>(letter)] = code;
    codes[static_cast<uint8_t>(letter - 'A' + 'a')] = code;
  }
  return codes;
}();

}  // namespace agc
