#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "seq/letters.h"
#include "seq/sixteen.h"

namespace agc {
namespace {

std::string text_of(Sixteen sixteen) {
  std::string text(16, '?');
  store_sixteen(sixteen, text.data());
  return text;
}

TEST_CASE("Sixteen packed symbols are unpacked from any of them on", "[sixteen]") {
  std::mt19937 random(3);
  std::vector<uint8_t> packed(40);
  for (uint8_t& byte : packed) byte = static_cast<uint8_t>(random());
  for (uint64_t begin = 0; begin / 4 + kReadForSixteen <= packed.size(); ++begin) {
    std::string expected(16, '?');
    unpack_letters(packed.data(), begin, 16, expected.data());
    REQUIRE(text_of(unpack_sixteen(packed.data(), begin)) == expected);
  }
}

TEST_CASE("Leading literals and signs of the same are told from any other byte", "[sixteen]") {
  const std::string reference = "acgtacgtacgtacgt";
  const std::string usual = "ABCD!!DA!BC!AD!B";
  const std::string letters = "ACGTacTAaCGtATgC";
  for (size_t place = 0; place < 16; ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = usual;
      text[place] = static_cast<char>(byte);
      std::string out(16, '?');
      const size_t count =
          write_sixteen(reinterpret_cast<const uint8_t*>(text.data()), load_sixteen(reference.data()), out.data());
      const bool is_usual = byte == '!' || (byte >= 'A' && byte <= 'D');
      CAPTURE(place, byte);
      REQUIRE(count == (is_usual ? 16 : place));
      REQUIRE(out.substr(0, place) == letters.substr(0, place));
      if (is_usual) REQUIRE(out[place] == (byte == '!' ? reference[place] : "ACGT"[byte - 'A']));
      if (is_usual) REQUIRE(out.substr(place + 1) == letters.substr(place + 1));
    }
  }
}

TEST_CASE("Short numbers are read with their sign, and nothing else is", "[sixteen]") {
  std::mt19937 random(5);
  const auto read = [](std::string text) {
    text.resize(16, '.');
    return read_short_number(reinterpret_cast<const uint8_t*>(text.data()));
  };
  for (int round = 0; round < 20000; ++round) {
    const auto digits = static_cast<int>(1 + random() % 9);
    int64_t value = 0;
    for (int i = 0; i < digits; ++i) value = value * 10 + random() % 10;
    const std::string text = (random() % 2 == 0 ? "-" : "") + std::to_string(value);
    char after = static_cast<char>(random());
    if (after >= '0' && after <= '9') after = ',';
    CAPTURE(text, after);
    const ShortNumber number = read(text + after);
    if (text.size() > 7) {
      // What does not fit with what ends it may be left to others, but not be read as something else.
      REQUIRE((number.bytes == 0 || (number.bytes == text.size() && number.value == std::stoll(text))));
    } else {
      REQUIRE(number.bytes == text.size());
      REQUIRE(number.value == std::stoll(text));
    }
  }
  for (const char* text : {"", "-", "--1", ",5", "A1", "/", ":", "-:"}) CHECK(read(text).bytes == 0);
}

}  // namespace
}  // namespace agc
