#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "seq/alphabet.h"

namespace agc {

TEST_CASE("every code has a letter that maps back in both cases", "[alphabet]") {
  for (uint8_t code = 0; code < kCodeCount; ++code) {
    const char letter = kCodeLetters[code];
    CHECK(kLetterCodes[static_cast<uint8_t>(letter)] == code);
    CHECK(kLetterCodes[static_cast<uint8_t>(letter | 0x20)] == code);
  }
  CHECK(std::count(kLetterCodes.begin(), kLetterCodes.end(), kNoCode) == 256 - 2 * kCodeCount);
}

TEST_CASE("only A, C, G and T have another complement", "[alphabet]") {
  CHECK(complement(0) == 3);
  CHECK(complement(1) == 2);
  CHECK(complement(2) == 1);
  CHECK(complement(3) == 0);
  for (int code = 4; code < 256; ++code) CHECK(complement(static_cast<uint8_t>(code)) == code);
}

TEST_CASE("reverse_complement agrees with its definition at every length", "[alphabet]") {
  std::mt19937 random(1);
  for (size_t length = 0; length < 100; ++length) {
    // Any byte, not only codes: nothing but the four bases may change.
    std::vector<uint8_t> symbols(length);
    for (uint8_t& symbol : symbols) symbol = static_cast<uint8_t>(random() % 3 == 0 ? random() : random() % 6);
    std::vector<uint8_t> expected(symbols.rbegin(), symbols.rend());
    for (uint8_t& symbol : expected) symbol = complement(symbol);
    std::vector<uint8_t> actual = symbols;
    reverse_complement(actual);
    REQUIRE(actual == expected);
    reverse_complement(actual);
    REQUIRE(actual == symbols);
  }
}

}  // namespace agc
