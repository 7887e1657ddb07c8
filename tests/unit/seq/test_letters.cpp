#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "agc/error.h"
#include "seq/alphabet.h"
#include "seq/letters.h"
#include "seq/reference_text.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

std::vector<uint8_t> random_symbols(size_t size, uint32_t codes, std::mt19937& random) {
  std::vector<uint8_t> symbols(size);
  for (uint8_t& symbol : symbols) symbol = static_cast<uint8_t>(random() % (random() % 50 == 0 ? codes : 4));
  return symbols;
}

std::string letters_of(const std::vector<uint8_t>& symbols) {
  std::string text;
  for (const uint8_t symbol : symbols) text += symbol < 16 ? kCodeLetters[symbol] : ' ';
  return text;
}

TEST_CASE("Codes become letters, and letters those of the other strand", "[letters]") {
  std::mt19937 random(11);
  for (int i = 0; i < 2000; ++i) {
    const size_t size = random() % (random() % 20 == 0 ? 20000 : 300);
    std::vector<uint8_t> symbols = random_symbols(size, random() % 3 == 0 ? 64 : 16, random);
    std::string letters(size, '?');
    symbols_to_letters(symbols, letters.data());
    REQUIRE(letters == letters_of(symbols));
    test::reverse_complement(symbols);
    std::string other(size, '?');
    reverse_complement_letters(letters.data(), size, other.data());
    REQUIRE(other == letters_of(symbols));
  }
}

TEST_CASE("Codes that nothing prints are an error wherever they stand", "[letters]") {
  for (const size_t size : {1, 63, 64, 65, 5000}) {
    for (const size_t position : {size_t{0}, size / 2, size - 1}) {
      std::vector<uint8_t> symbols(size, 2);
      symbols[position] = 64;
      std::string letters(size, '?');
      CHECK_THROWS_AS(symbols_to_letters(symbols, letters.data()), Error);
      CHECK_THROWS_AS(ReferenceText::from_symbols(symbols), Error);
    }
  }
}

TEST_CASE("Any part of a reference is copied, packed or not", "[letters]") {
  std::mt19937 random(12);
  for (const uint32_t codes : {4, 16}) {
    for (const size_t size : {0, 1, 3, 4, 5, 31, 64, 1000, 5003}) {
      const std::vector<uint8_t> symbols = random_symbols(size, codes, random);
      const std::string letters = letters_of(symbols);
      const ReferenceText reference = ReferenceText::from_symbols(symbols);
      REQUIRE(reference.size() == size);
      for (int i = 0; i < 200; ++i) {
        const size_t begin = random() % (size + 1);
        const size_t count = random() % (size - begin + 1);
        // What is behind the copy stays as it is.
        std::string copy(count + 1, '?');
        reference.copy(begin, count, copy.data());
        REQUIRE(copy == letters.substr(begin, count) + "?");
        if (begin < size) REQUIRE(reference.at(begin) == letters[begin]);
      }
    }
  }
}

TEST_CASE("Symbols are packed four a byte, unless one is no nucleotide", "[letters]") {
  std::mt19937 random(13);
  for (size_t size = 0; size < 200; ++size) {
    std::vector<uint8_t> symbols = random_symbols(size, 4, random);
    std::vector<uint8_t> packed((size + 3) / 4, 0xFF);
    REQUIRE(pack_symbols(symbols, packed.data()));
    for (size_t i = 0; i < 4 * packed.size(); ++i) {
      REQUIRE((packed[i / 4] >> (6 - 2 * (i % 4)) & 3) == (i < size ? symbols[i] : 0));
    }
    for (size_t i = 0; i < size; ++i) {
      for (const uint8_t code : std::array<uint8_t, 4>{4, 15, 64, 255}) {
        std::vector<uint8_t> others = symbols;
        others[i] = code;
        REQUIRE_FALSE(pack_symbols(others, packed.data()));
      }
    }
  }
}

TEST_CASE("Nothing is copied to nowhere", "[letters]") {
  const ReferenceText reference = ReferenceText::from_packed({0x1B}, 4);
  for (uint64_t begin = 0; begin <= reference.size(); ++begin) reference.copy(begin, 0, nullptr);
  ReferenceText().copy(0, 0, nullptr);
  char letter = '-';
  reference.copy(2, 1, &letter);
  CHECK(letter == 'G');
}

}  // namespace
}  // namespace agc
