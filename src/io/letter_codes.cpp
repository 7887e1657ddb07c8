#include "io/letter_codes.h"

#include <cstdio>

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

}  // namespace

std::optional<size_t> append_codes(std::span<const uint8_t> letters, NonIupacPolicy policy,
                                   std::vector<uint8_t>& symbols) {
  const size_t old_size = symbols.size();
  symbols.resize(old_size + letters.size());
  uint8_t* out = symbols.data() + old_size;
  uint8_t all_bits = 0;
  for (const uint8_t letter : letters) {
    const uint8_t code = kLetterCodes[letter];
    all_bits |= code;
    *out++ = code;
  }
  if (all_bits < kCodeCount) return std::nullopt;
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
