// Nucleotides at two bits each, for comparing and seeding at many symbols a step.
//
// Symbol i sits in bits 2*(i%4) of byte i/4, so that the first difference of two windows is their
// lowest differing bit. Codes above 3 (N, IUPAC) have no two-bit value: they are stored as 0 and
// kept in a list of exception runs beside the symbols. Value types, no threads, no I/O.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace agc {

// Symbols that one load_symbols() yields, whatever the position.
inline constexpr uint32_t kWindowSymbols = 29;
// Bytes that must be readable behind the last symbol of packed data.
inline constexpr size_t kPackedPadding = 8;

constexpr uint64_t symbol_mask(uint32_t symbols) { return (uint64_t{1} << (2 * symbols)) - 1; }

// At least kWindowSymbols symbols from `position`, the first in the lowest bits.
inline uint64_t load_symbols(const uint8_t* packed, uint64_t position) {
  static_assert(std::endian::native == std::endian::little);
  uint64_t word;
  std::memcpy(&word, packed + (position >> 2), sizeof word);
  return word >> (2 * (position & 3));
}

inline uint8_t symbol_at(const uint8_t* packed, uint64_t position) {
  return static_cast<uint8_t>((packed[position >> 2] >> (2 * (position & 3))) & 3);
}

// The baseline's processors have no instruction for it, and std::popcount() is a call to a table there.
constexpr uint32_t count_ones(uint64_t word) {
  word -= (word >> 1) & 0x5555555555555555u;
  word = (word & 0x3333333333333333u) + ((word >> 2) & 0x3333333333333333u);
  word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return static_cast<uint32_t>((word * 0x0101010101010101u) >> 56);
}

// Reverse complement of the lowest `symbols` symbols (1..32) of `word`; higher bits must be 0.
inline uint64_t reverse_complement_word(uint64_t word, uint32_t symbols) {
  word = ~word;
  word = ((word >> 2) & 0x3333333333333333u) | ((word & 0x3333333333333333u) << 2);
  word = ((word >> 4) & 0x0F0F0F0F0F0F0F0Fu) | ((word & 0x0F0F0F0F0F0F0F0Fu) << 4);
  return __builtin_bswap64(word) >> (64 - 2 * symbols);
}

// Equal symbols from the two positions onwards, at most `limit`.
inline uint64_t match_forward(const uint8_t* a, uint64_t a_position, const uint8_t* b, uint64_t b_position,
                              uint64_t limit) {
  uint64_t matched = 0;
  while (matched < limit) {
    const uint64_t difference =
        (load_symbols(a, a_position + matched) ^ load_symbols(b, b_position + matched)) & symbol_mask(kWindowSymbols);
    if (difference != 0) {
      matched += static_cast<uint64_t>(std::countr_zero(difference)) / 2;
      break;
    }
    matched += kWindowSymbols;
  }
  return matched < limit ? matched : limit;
}

// Equal symbols just before the two positions, at most `limit` (<= either position).
inline uint64_t match_backward(const uint8_t* a, uint64_t a_position, const uint8_t* b, uint64_t b_position,
                               uint64_t limit) {
  uint64_t matched = 0;
  while (limit - matched >= kWindowSymbols) {
    const uint64_t difference = (load_symbols(a, a_position - matched - kWindowSymbols) ^
                                 load_symbols(b, b_position - matched - kWindowSymbols)) &
                                symbol_mask(kWindowSymbols);
    if (difference != 0) {
      return matched + static_cast<uint64_t>(std::countl_zero(difference << (64 - 2 * kWindowSymbols))) / 2;
    }
    matched += kWindowSymbols;
  }
  while (matched < limit && symbol_at(a, a_position - matched - 1) == symbol_at(b, b_position - matched - 1)) {
    ++matched;
  }
  return matched;
}

// A maximal run of one code above 3.
struct ExceptionRun {
  uint64_t begin = 0;
  uint64_t length = 0;
  uint8_t code = 0;

  uint64_t end() const { return begin + length; }
  friend bool operator==(const ExceptionRun&, const ExceptionRun&) = default;
};

class PackedSequence {
 public:
  PackedSequence() = default;
  explicit PackedSequence(std::span<const uint8_t> symbols) { append(symbols); }

  void clear();
  void append(std::span<const uint8_t> symbols);  // codes 0..15
  void assign_reverse_complement(const PackedSequence& other);
  void assign_slice(const PackedSequence& other, uint64_t begin, uint64_t end);

  uint64_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const uint8_t* data() const { return bytes_.data(); }
  const std::vector<ExceptionRun>& exceptions() const { return exceptions_; }
  uint8_t two_bits(uint64_t position) const { return symbol_at(bytes_.data(), position); }

  // Unpacks codes of [begin, end), exceptions included, to the end of `out`.
  void unpack(uint64_t begin, uint64_t end, std::vector<uint8_t>& out) const;

  uint64_t memory_bytes() const { return bytes_.capacity() + exceptions_.capacity() * sizeof(ExceptionRun); }

 private:
  std::vector<uint8_t> bytes_ = std::vector<uint8_t>(kPackedPadding);
  std::vector<ExceptionRun> exceptions_;  // ascending, disjoint
  uint64_t size_ = 0;
};

}  // namespace agc
