#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "format/name_coding.h"

namespace agc {
namespace {

std::string encoded(std::string_view name, std::string_view previous) {
  std::string out;
  encode_contig_name(name, previous, out);
  return out;
}

std::string decoded(std::string_view coded, std::string_view previous) {
  std::string out = "kept ";
  decode_contig_name(coded, !previous.empty(), previous, out);
  REQUIRE(out.starts_with("kept "));
  return out.substr(5);
}

TEST_CASE("Names are coded as the format document shows", "[name_coding]") {
  CHECK(encoded("chr1", "") == "chr1");
  CHECK(encoded("chr2", "chr1") ==
        "\xFD"
        "2");
  CHECK(encoded("chr3", "chr2") ==
        "\xFD"
        "3");
  CHECK(encoded("seq", "chr3") == "seq");
  CHECK(encoded("chr3 x", "chr3 y") == "\x81 x");
  CHECK(encoded("a b c", "a b") == "a b c");
  CHECK(encoded("a  b", "a  c") == "\x81 \x81 b");
}

TEST_CASE("Runs are cut after 100 characters", "[name_coding]") {
  const std::string name = std::string(101, 'x') + "1";
  const std::string other = std::string(101, 'x') + "2";
  CHECK(encoded(other, name) ==
        "\x9C\xFF"
        "2");
  CHECK(decoded(encoded(other, name), name) == other);
}

std::string random_name(std::mt19937& random, const std::string& alphabet) {
  std::string name;
  const size_t length = 1 + random() % 12;
  for (size_t i = 0; i < length; ++i) {
    const size_t repeat = random() % 20 == 0 ? 90 + random() % 250 : 1;
    name.append(repeat, alphabet[random() % alphabet.size()]);
  }
  return name;
}

// A few characters changed, so that tokens are shared, shifted and of equal length.
std::string mutated(std::string name, std::mt19937& random, const std::string& alphabet) {
  for (size_t i = random() % 4; i > 0; --i) name[random() % name.size()] = alphabet[random() % alphabet.size()];
  if (random() % 4 == 0) name.insert(random() % name.size(), 1, alphabet[random() % alphabet.size()]);
  return name;
}

TEST_CASE("ASCII names always come back", "[name_coding]") {
  std::mt19937 random(2);
  const std::string alphabet = "ab01 \t|._";
  std::string previous = random_name(random, alphabet);
  for (int i = 0; i < 5000; ++i) {
    const std::string name = i % 7 == 0 ? random_name(random, alphabet) : mutated(previous, random, alphabet);
    REQUIRE(contig_name_is_representable(name, previous));
    REQUIRE(decoded(encoded(name, previous), previous) == name);
    previous = name;
  }
}

TEST_CASE("Names beyond ASCII come back if they are called representable", "[name_coding]") {
  std::mt19937 random(3);
  const std::string alphabet = "ab1 \xC3\xA9\x81\xFF";
  std::string previous = random_name(random, alphabet);
  int representable = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string name = i % 7 == 0 ? random_name(random, alphabet) : mutated(previous, random, alphabet);
    if (contig_name_is_representable(name, previous)) {
      ++representable;
      REQUIRE(decoded(encoded(name, previous), previous) == name);
    }
    previous = name;
  }
  CHECK(representable > 1000);
  CHECK(representable < 19000);
}

TEST_CASE("A name with NUL is not representable", "[name_coding]") {
  CHECK_FALSE(contig_name_is_representable(std::string_view("a\0b", 3), ""));
}

TEST_CASE("A name that would be taken for the empty one before it is not representable", "[name_coding]") {
  for (const std::string name : {"\x81", "\x81\x81", "\xFF"}) {
    std::string result;
    decode_contig_name(name, true, "", result);
    CHECK(contig_name_is_representable(name, "") == (result == name));
  }
}

TEST_CASE("Names beyond ASCII that AGC stored against the rules are mostly recovered", "[name_coding]") {
  CHECK(decoded("chr_\xC3\xA9 x", "chr1 x") == "chr_\xC3\xA9 x");         // another length: verbatim
  CHECK(decoded("\xFB\xA8 \x81", "chr_\xC3\xA9 x") == "chr_\xC3\xA8 x");  // a differing last byte
}

TEST_CASE("Copies that cannot be are taken as characters", "[name_coding]") {
  CHECK(decoded("\x9C", "abc") == "\x9C");
  CHECK(decoded("\xFE", "abc") == "\xFE");  // would come out shorter than the old token
  CHECK(decoded("\x80\x80\x80", "abc") == "\x80\x80\x80");
}

}  // namespace
}  // namespace agc
