#include "reader/symbol_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include "agc/error.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

constexpr uint8_t kPrintedCodes = 64;
// Text is made in blocks that compilers turn into vector code, and handed over in chunks that stay
// in the first-level cache.
constexpr size_t kBlock = 64;
constexpr size_t kChunk = 64 * kBlock;

constexpr std::array<char, 256> make_letters(bool complemented) {
  std::array<char, 256> letters{};
  letters.fill(' ');
  for (uint8_t code = 0; code < kCodeCount; ++code) {
    letters[code] = kCodeLetters[complemented ? complement(code) : code];
  }
  return letters;
}

constexpr std::array<std::array<char, 256>, 2> kLetters = {make_letters(false), make_letters(true)};

// Requires: all codes are below kPrintedCodes.
template <bool complemented>
void convert_any(std::span<const uint8_t> symbols, char* out) {
  for (const uint8_t code : symbols) *out++ = kLetters[complemented][code];
}

// Nearly all blocks hold A, C, G, T and N alone; these take a few selections instead of a table.
// Comparisons of vectors yield all ones where they hold.
using Vector = uint8_t __attribute__((vector_size(16)));

template <bool complemented>
void convert_common(const uint8_t* symbols, char* out) {
  Vector codes;
  std::memcpy(&codes, symbols, sizeof(codes));
  Vector letters = reinterpret_cast<Vector>(codes == 0) & uint8_t{complemented ? 'T' : 'A'};
  letters |= reinterpret_cast<Vector>(codes == 1) & uint8_t{complemented ? 'G' : 'C'};
  letters |= reinterpret_cast<Vector>(codes == 2) & uint8_t{complemented ? 'C' : 'G'};
  letters |= reinterpret_cast<Vector>(codes == 3) & uint8_t{complemented ? 'A' : 'T'};
  letters |= reinterpret_cast<Vector>(codes == 4) & uint8_t{'N'};
  std::memcpy(out, &letters, sizeof(letters));
}

uint8_t largest_in_block(const uint8_t* symbols) {
  Vector largest = {};
  for (size_t i = 0; i < kBlock; i += sizeof(Vector)) {
    Vector codes;
    std::memcpy(&codes, symbols + i, sizeof(codes));
    largest = codes > largest ? codes : largest;
  }
  uint8_t result = 0;
  for (size_t i = 0; i < sizeof(Vector); ++i) result = std::max<uint8_t>(result, largest[i]);
  return result;
}

void check_code(uint8_t largest) {
  if (largest >= kPrintedCodes) {
    throw Error(ErrorKind::corrupt,
                "segment: expected symbol codes below 64: found " + std::to_string(unsigned{largest}));
  }
}

template <bool complemented>
void convert(std::span<const uint8_t> symbols, char* out) {
  while (symbols.size() >= kBlock) {
    const uint8_t largest = largest_in_block(symbols.data());
    if (largest <= kCodeN) {
      for (size_t i = 0; i < kBlock; i += sizeof(Vector)) {
        convert_common<complemented>(symbols.data() + i, out + i);
      }
    } else {
      check_code(largest);
      convert_any<complemented>(symbols.first(kBlock), out);
    }
    symbols = symbols.subspan(kBlock);
    out += kBlock;
  }
  if (symbols.empty()) return;
  check_code(*std::ranges::max_element(symbols));
  convert_any<complemented>(symbols, out);
}

// Eight letters at a time.
void reverse_copy(const char* text, size_t size, char* out) {
  while (size >= sizeof(uint64_t)) {
    size -= sizeof(uint64_t);
    uint64_t letters = 0;
    std::memcpy(&letters, text + size, sizeof(letters));
    letters = __builtin_bswap64(letters);
    std::memcpy(out, &letters, sizeof(letters));
    out += sizeof(letters);
  }
  while (size > 0) *out++ = text[--size];
}

}  // namespace

void append_letters(std::span<const uint8_t> symbols, bool reverse, std::string& out) {
  std::array<char, kChunk> text;
  std::array<char, kChunk> reversed;
  while (!symbols.empty()) {
    const size_t size = std::min(kChunk, symbols.size());
    if (reverse) {
      convert<true>(symbols.last(size), text.data());
      reverse_copy(text.data(), size, reversed.data());
      out.append(reversed.data(), size);
      symbols = symbols.first(symbols.size() - size);
    } else {
      convert<false>(symbols.first(size), text.data());
      out.append(text.data(), size);
      symbols = symbols.subspan(size);
    }
  }
}

}  // namespace agc
