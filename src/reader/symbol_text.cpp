#include "reader/symbol_text.h"

#include <array>
#include <cstddef>

#include "agc/error.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

constexpr uint8_t kPrintedCodes = 64;

constexpr std::array<char, 256> make_letters(bool complemented) {
  std::array<char, 256> letters{};
  letters.fill(' ');
  for (uint8_t code = 0; code < kCodeCount; ++code)
    letters[code] = kCodeLetters[complemented ? complement(code) : code];
  return letters;
}

constexpr std::array<char, 256> kLetters = make_letters(false);
constexpr std::array<char, 256> kComplementLetters = make_letters(true);

}  // namespace

void append_letters(std::span<const uint8_t> symbols, bool reverse, std::string& out) {
  const size_t before = out.size();
  out.resize(before + symbols.size());
  char* const target = out.data() + before;
  const uint8_t* const source = symbols.data();
  const size_t size = symbols.size();
  uint8_t all = 0;
  if (reverse) {
    for (size_t i = 0; i < size; ++i) {
      const uint8_t code = source[size - 1 - i];
      all |= code;
      target[i] = kComplementLetters[code];
    }
  } else {
    for (size_t i = 0; i < size; ++i) {
      all |= source[i];
      target[i] = kLetters[source[i]];
    }
  }
  if (all >= kPrintedCodes) {
    throw Error(ErrorKind::corrupt, "segment: expected symbol codes below 64: found a larger one");
  }
}

}  // namespace agc
