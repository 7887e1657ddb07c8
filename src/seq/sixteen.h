// Sixteen letters at a time, and numbers of few digits: what most tokens of an LZ text need, without a branch that
// depends on how long they are. All of it reads beyond what counts, so callers see to it that there is something.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace agc {

// A vector where the processor has such registers; compilers do without where it has not.
using Sixteen = uint8_t __attribute__((vector_size(16)));

inline Sixteen load_sixteen(const void* from) {
  Sixteen loaded;
  std::memcpy(&loaded, from, sizeof(loaded));
  return loaded;
}

inline void store_sixteen(Sixteen sixteen, void* to) { std::memcpy(to, &sixteen, sizeof(sixteen)); }

// The four letters of every packed byte, in the order of memory.
inline constexpr std::array<std::array<char, 4>, 256> kByteLetters = [] {
  std::array<std::array<char, 4>, 256> table{};
  for (size_t byte = 0; byte < 256; ++byte) {
    for (size_t i = 0; i < 4; ++i) table[byte][i] = "ACGT"[byte >> (6 - 2 * i) & 3];
  }
  return table;
}();

// So many bytes from that of symbol `begin` on are read of packed symbols.
inline constexpr size_t kReadForSixteen = 8;

// The letters of packed symbols [begin, begin + 16), as in unpack_letters().
inline Sixteen unpack_sixteen(const uint8_t* packed, uint64_t begin) {
  static_assert(std::endian::native == std::endian::little);
  uint64_t bytes;
  std::memcpy(&bytes, packed + begin / 4, sizeof(bytes));
  const uint64_t symbols = __builtin_bswap64(bytes) << (2 * (begin % 4));
  const auto four = [&](unsigned shift) -> uint64_t {
    uint32_t letters;
    std::memcpy(&letters, kByteLetters[symbols >> shift & 0xFF].data(), sizeof(letters));
    return letters;
  };
  using Two = uint64_t __attribute__((vector_size(16)));
  return std::bit_cast<Sixteen>(Two{four(56) | four(48) << 32, four(40) | four(32) << 32});
}

// Writes what the leading bytes of 16 of an LZ text stand for that are literals of A, C, G, T or '!', which is the
// letter of `reference` at the same place, and whatever behind them. Returns how many bytes these are.
inline size_t write_sixteen(const uint8_t* text, Sixteen reference, char* out) {
  const Sixteen bytes = load_sixteen(text);
  const auto is = [&](uint8_t byte) { return std::bit_cast<Sixteen>(bytes == byte); };
  const Sixteen same = is('!');
  const Sixteen a = is('A');
  const Sixteen c = is('B');
  const Sixteen g = is('C');
  const Sixteen t = is('D');
  store_sixteen((same & reference) | (a & 'A') | (c & 'C') | (g & 'G') | (t & 'T'), out);
  const auto others = std::bit_cast<std::array<uint64_t, 2>>(~(same | a | c | g | t));
  if (others[0] != 0) return static_cast<size_t>(std::countr_zero(others[0])) / 8;
  return 8 + static_cast<size_t>(std::countr_zero(others[1])) / 8;  // 8 more if there are none
}

// A number in decimal digits, and how many bytes it takes with its sign.
struct ShortNumber {
  int64_t value = 0;
  size_t bytes = 0;  // 0: none that is known to be short
};

// Of at most 7 bytes, and what ends it is behind them. Reads 8 bytes.
inline ShortNumber read_short_number(const uint8_t* in) {
  uint64_t eight;
  std::memcpy(&eight, in, sizeof(eight));
  const unsigned sign = *in == '-' ? 1 : 0;
  const uint64_t digits = (eight >> (8 * sign)) ^ 0x3030303030303030u;
  // The highest bit of every byte above 9.
  const uint64_t others = (((digits & 0x7F7F7F7F7F7F7F7Fu) + 0x7676767676767676u) | digits) & 0x8080808080808080u;
  const unsigned bits = static_cast<unsigned>(std::countr_zero(others)) & ~7u;
  if (bits == 0 || bits + 8 * sign >= 64) return {};
  // Zeros before them, the last digit in the highest byte; then pairs, fours and all eight.
  const uint64_t aligned = digits << (64 - bits);
  const uint64_t pairs = aligned * 10 + (aligned >> 8);
  constexpr uint64_t kEveryFourth = 0x000000FF000000FFu;
  const uint64_t value = ((pairs & kEveryFourth) * (100 + (uint64_t{1000000} << 32)) +
                          (pairs >> 16 & kEveryFourth) * (1 + (uint64_t{10000} << 32))) >>
                         32;
  const auto magnitude = static_cast<int64_t>(value & 0xFFFFFFFFu);
  return {sign != 0 ? -magnitude : magnitude, bits / 8 + sign};
}

}  // namespace agc
