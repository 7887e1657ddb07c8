// Two-bit sequence against the same done symbol by symbol.

#include <catch2/catch.hpp>

#include "seq/alphabet.h"
#include "seq/packed_sequence.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::Symbols;
using test::symbols_of;

constexpr uint64_t kLengths[] = {0,  1,  2,  3,  4,  5,  7,  8,   27,  28,  29,  30,
                                 31, 32, 33, 55, 56, 57, 58, 111, 112, 113, 500, 4097};

std::vector<ExceptionRun> naive_exceptions(const Symbols& symbols) {
  std::vector<ExceptionRun> runs;
  for (uint64_t i = 0; i < symbols.size(); ++i) {
    if (symbols[i] < 4) continue;
    if (!runs.empty() && runs.back().end() == i && runs.back().code == symbols[i]) {
      ++runs.back().length;
    } else {
      runs.push_back({i, 1, symbols[i]});
    }
  }
  return runs;
}

// Everything that the class promises about its content.
void require_holds(const PackedSequence& packed, const Symbols& symbols) {
  REQUIRE(packed.size() == symbols.size());
  REQUIRE(packed.empty() == symbols.empty());
  REQUIRE(symbols_of(packed) == symbols);
  REQUIRE(packed.exceptions() == naive_exceptions(symbols));
  for (uint64_t i = 0; i < symbols.size(); ++i) {
    if (packed.two_bits(i) != (symbols[i] < 4 ? symbols[i] : 0)) FAIL("wrong two bits at " << i);
  }
}

Symbols part_of(const Symbols& symbols, uint64_t begin, uint64_t end) {
  return {symbols.begin() + static_cast<std::ptrdiff_t>(begin), symbols.begin() + static_cast<std::ptrdiff_t>(end)};
}

TEST_CASE("A packed sequence gives back what was put in", "[seq][packed]") {
  GenomeMaker maker(1);
  for (const uint64_t length : kLengths) {
    const Symbols symbols = maker.bases(length);
    require_holds(PackedSequence(symbols), symbols);
  }
}

TEST_CASE("A packed sequence holds any codes", "[seq][packed]") {
  GenomeMaker maker(2);
  for (const uint64_t length : kLengths) {
    const Symbols symbols = maker.codes(length);
    require_holds(PackedSequence(symbols), symbols);
    const Symbols only_n(length, kCodeN);
    require_holds(PackedSequence(only_n), only_n);
  }
}

TEST_CASE("Appending piece by piece equals appending at once", "[seq][packed]") {
  GenomeMaker maker(3);
  for (int round = 0; round < 50; ++round) {
    PackedSequence packed;
    Symbols symbols;
    for (int piece = 0; piece < 12; ++piece) {
      const Symbols more = maker.codes(maker.below(70));
      packed.append(more);
      symbols.insert(symbols.end(), more.begin(), more.end());
    }
    require_holds(packed, symbols);
  }
}

TEST_CASE("A run of one code that is appended in two pieces stays one run", "[seq][packed]") {
  PackedSequence packed(Symbols(5, kCodeN));
  packed.append(Symbols(6, kCodeN));
  REQUIRE(packed.exceptions() == std::vector<ExceptionRun>{{0, 11, kCodeN}});
}

TEST_CASE("A cleared sequence is empty and can be filled again", "[seq][packed]") {
  GenomeMaker maker(4);
  PackedSequence packed(maker.codes(300));
  packed.clear();
  require_holds(packed, {});
  const Symbols symbols = maker.codes(123);
  packed.append(symbols);
  require_holds(packed, symbols);
}

TEST_CASE("The reverse complement of a packed sequence", "[seq][packed]") {
  GenomeMaker maker(5);
  for (const uint64_t length : kLengths) {
    for (const Symbols& symbols : {maker.bases(length), maker.codes(length), Symbols(length, kCodeN)}) {
      PackedSequence reversed(maker.codes(77));  // what was there before must not shine through
      reversed.assign_reverse_complement(PackedSequence(symbols));
      require_holds(reversed, test::reverse_complement_of(symbols));
    }
  }
}

TEST_CASE("Slices of a packed sequence", "[seq][packed]") {
  GenomeMaker maker(6);
  const Symbols symbols = maker.codes(700);
  const PackedSequence packed(symbols);
  for (int round = 0; round < 400; ++round) {
    const uint64_t begin = maker.below(symbols.size());
    const uint64_t end = begin + 1 + maker.below(symbols.size() - begin);
    PackedSequence slice(maker.codes(77));
    slice.assign_slice(packed, begin, end);
    require_holds(slice, part_of(symbols, begin, end));
    // Nothing behind its end may differ from what an appender relies on.
    slice.append(Symbols{1, 2, 3, 3, 3});
    Symbols longer = part_of(symbols, begin, end);
    longer.insert(longer.end(), {1, 2, 3, 3, 3});
    require_holds(slice, longer);
  }
}

TEST_CASE("Unpacking any range appends exactly that range", "[seq][packed]") {
  GenomeMaker maker(7);
  const Symbols symbols = maker.codes(400);
  const PackedSequence packed(symbols);
  for (int round = 0; round < 400; ++round) {
    const uint64_t begin = maker.below(symbols.size() + 1);
    const uint64_t end = begin + maker.below(symbols.size() - begin + 1);
    Symbols out = {9, 9, 9};
    packed.unpack(begin, end, out);
    Symbols expected = {9, 9, 9};
    const Symbols part = part_of(symbols, begin, end);
    expected.insert(expected.end(), part.begin(), part.end());
    REQUIRE(out == expected);
  }
}

TEST_CASE("The reverse complement of a word of any length", "[seq][packed]") {
  GenomeMaker maker(8);
  for (uint32_t length = 1; length <= 32; ++length) {
    const Symbols symbols = maker.bases(length);
    const Symbols reversed = test::reverse_complement_of(symbols);
    uint64_t word = 0;
    uint64_t expected = 0;
    for (uint32_t i = 0; i < length; ++i) {
      word |= uint64_t{symbols[i]} << (2 * i);
      expected |= uint64_t{reversed[i]} << (2 * i);
    }
    REQUIRE(reverse_complement_word(word, length) == expected);
  }
}

uint64_t naive_forward(const Symbols& a, uint64_t i, const Symbols& b, uint64_t j, uint64_t limit) {
  uint64_t matched = 0;
  while (matched < limit && a[i + matched] == b[j + matched]) ++matched;
  return matched;
}

uint64_t naive_backward(const Symbols& a, uint64_t i, const Symbols& b, uint64_t j, uint64_t limit) {
  uint64_t matched = 0;
  while (matched < limit && a[i - matched - 1] == b[j - matched - 1]) ++matched;
  return matched;
}

TEST_CASE("Matching forward and backward equals comparing one by one", "[seq][packed]") {
  GenomeMaker maker(9);
  for (int round = 0; round < 3000; ++round) {
    // Two strings that are equal but for an offset and a few symbols.
    const Symbols common = maker.bases(1 + maker.below(200));
    Symbols a = maker.bases(maker.below(9));
    Symbols b = maker.bases(maker.below(9));
    const uint64_t i = a.size();
    const uint64_t j = b.size();
    a.insert(a.end(), common.begin(), common.end());
    b.insert(b.end(), common.begin(), common.end());
    for (uint64_t changes = maker.below(3); changes > 0; --changes) {
      uint8_t& symbol = b[j + maker.below(common.size())];
      symbol = static_cast<uint8_t>((symbol + 1 + maker.below(3)) & 3);
    }
    const PackedSequence pa(a);
    const PackedSequence pb(b);
    const uint64_t limit = maker.below(common.size() + 1);
    REQUIRE(match_forward(pa.data(), i, pb.data(), j, limit) == naive_forward(a, i, b, j, limit));
    REQUIRE(match_backward(pa.data(), a.size(), pb.data(), b.size(), limit) ==
            naive_backward(a, a.size(), b, b.size(), limit));
  }
}

TEST_CASE("Matching does not look at what lies behind the limit", "[seq][packed]") {
  const PackedSequence ones(Symbols(64, 1));
  const PackedSequence mixed([] {
    Symbols symbols(40, 1);
    symbols.resize(64, 2);
    return symbols;
  }());
  REQUIRE(match_forward(ones.data(), 0, mixed.data(), 0, 64) == 40);
  REQUIRE(match_forward(ones.data(), 0, mixed.data(), 0, 40) == 40);
  REQUIRE(match_forward(ones.data(), 0, mixed.data(), 0, 7) == 7);
  REQUIRE(match_backward(ones.data(), 40, mixed.data(), 40, 40) == 40);
  REQUIRE(match_backward(ones.data(), 40, mixed.data(), 40, 29) == 29);
  REQUIRE(match_backward(ones.data(), 41, mixed.data(), 41, 41) == 0);
}

}  // namespace
}  // namespace agc
