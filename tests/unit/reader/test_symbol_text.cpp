#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "agc/error.h"
#include "reader/symbol_text.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

std::string expected_letters(std::vector<uint8_t> symbols, bool reverse) {
  if (reverse) {
    std::ranges::reverse(symbols);
    for (uint8_t& symbol : symbols) symbol = complement(symbol);
  }
  std::string text;
  for (const uint8_t symbol : symbols) text += symbol < 16 ? kCodeLetters[symbol] : ' ';
  return text;
}

TEST_CASE("Codes become letters either way round", "[symbol_text]") {
  std::mt19937 random(11);
  for (int i = 0; i < 2000; ++i) {
    const size_t size = random() % (random() % 20 == 0 ? 20000 : 300);
    const uint32_t codes = random() % 3 == 0 ? 64 : random() % 3 == 0 ? 16 : 5;
    std::vector<uint8_t> symbols(size);
    for (uint8_t& symbol : symbols) symbol = static_cast<uint8_t>(random() % (random() % 50 == 0 ? codes : 4));
    for (const bool reverse : {false, true}) {
      std::string text = "before ";
      append_letters(symbols, reverse, text);
      REQUIRE(text == "before " + expected_letters(symbols, reverse));
    }
  }
}

TEST_CASE("Codes that nothing prints are an error wherever they stand", "[symbol_text]") {
  for (const size_t size : {1, 63, 64, 65, 5000}) {
    for (const size_t position : {size_t{0}, size / 2, size - 1}) {
      std::vector<uint8_t> symbols(size, 2);
      symbols[position] = 64;
      std::string text;
      CHECK_THROWS_AS(append_letters(symbols, false, text), Error);
      CHECK_THROWS_AS(append_letters(symbols, true, text), Error);
    }
  }
}

}  // namespace
}  // namespace agc
