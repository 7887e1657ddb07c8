#include <catch2/catch.hpp>
#include <random>

#include "cli/json.h"

namespace agc::cli {

TEST_CASE("JSON strings are escaped", "[json]") {
  CHECK(json_string("") == "\"\"");
  CHECK(json_string("a\"b\\c") == "\"a\\\"b\\\\c\"");
  CHECK(json_string("\t\x01\x7F") == "\"\\u0009\\u0001\\u007f\"");
}

TEST_CASE("UTF-8 stays, other bytes are taken for Latin-1", "[json]") {
  const std::string good = "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
  CHECK(json_string(good) == '"' + good + '"');
  CHECK(json_string("\xE9") == "\"\\u00e9\"");
  CHECK(json_string("\xE2\x82") == "\"\\u00e2\\u0082\"");
  CHECK(json_string("\xC0\x80") == "\"\\u00c0\\u0080\"");                        // longer than needed
  CHECK(json_string("\xED\xA0\x80") == "\"\\u00ed\\u00a0\\u0080\"");             // a surrogate
  CHECK(json_string("\xF4\x90\x80\x80") == "\"\\u00f4\\u0090\\u0080\\u0080\"");  // beyond the last character
}

TEST_CASE("JSON strings hold no quotes and no control characters, whatever the bytes", "[json]") {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    std::string text(random() % 20, 'a');
    for (char& letter : text) letter = static_cast<char>(random());
    const std::string json = json_string(text);
    for (size_t i = 1; i + 1 < json.size(); ++i) {
      REQUIRE(static_cast<unsigned char>(json[i]) >= 0x20);
      if (json[i] == '\\') {
        ++i;
      } else {
        REQUIRE(json[i] != '"');
      }
    }
  }
}

TEST_CASE("JSON arrays and objects", "[json]") {
  JsonItems list;
  CHECK(list.array() == "[]");
  list.add("1");
  list.add("\"x\"");
  CHECK(list.array() == "[1,\"x\"]");
  JsonItems object;
  object.add("n", uint64_t{7});
  object.add("list", list.array());
  CHECK(object.object() == "{\"n\":7,\"list\":[1,\"x\"]}");
}

}  // namespace agc::cli
