// However many letters there are at once, each gets the code that the alphabet has for it.

#include <catch2/catch.hpp>
#include <random>

#include "io/letter_codes.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

TEST_CASE("Letters get the codes of the alphabet, however many and which", "[io][letters]") {
  std::mt19937 random(4);
  const std::string_view bases = "ACGTacgt";
  for (int round = 0; round < 2000; ++round) {
    std::vector<uint8_t> letters(random() % 200);
    for (uint8_t& letter : letters) letter = static_cast<uint8_t>(bases[random() % bases.size()]);
    for (int others = round % 4; others > 0 && !letters.empty(); --others) {
      // Of any value, or one whose lower bits are those of a base.
      letters[random() % letters.size()] = static_cast<uint8_t>(round % 8 < 4 ? random() : 'A' + 32 * (random() % 8));
    }
    std::vector<uint8_t> expected = {7, 8};
    std::optional<size_t> refused;
    for (size_t i = 0; i < letters.size() && !refused; ++i) {
      const uint8_t code = kLetterCodes[letters[i]];
      if (code != kNoCode) {
        expected.push_back(code);
      } else if (letters[i] != ' ' && letters[i] != '\t') {
        refused = i;
      }
    }
    std::vector<uint8_t> symbols = {7, 8};
    REQUIRE(append_codes(letters, NonIupacPolicy::error, symbols) == refused);
    REQUIRE(symbols == expected);
  }
}

}  // namespace
}  // namespace agc
