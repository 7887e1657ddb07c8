#include <catch2/catch.hpp>

#include "agc/error.h"
#include "cli/file_name.h"
#include "cli/option_values.h"

namespace agc::cli {

TEST_CASE("sizes take a suffix of powers of 1024", "[option_values]") {
  CHECK(parse_size("0") == 0);
  CHECK(parse_size("123") == 123);
  CHECK(parse_size("2k") == 2048);
  CHECK(parse_size("3M") == uint64_t{3} << 20);
  CHECK(parse_size("4g") == uint64_t{4} << 30);
  CHECK(parse_size("16777215T") == uint64_t{16777215} << 40);
  for (const char* text : {"", "G", "4X", "4GB", "-1", "1.5G", " 4", "16777216T", "99999999999999999999"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_size(text), Error);
  }
}

TEST_CASE("policies are words in either case", "[option_values]") {
  CHECK(parse_non_iupac("error") == NonIupacPolicy::error);
  CHECK(parse_non_iupac("Drop") == NonIupacPolicy::drop);
  CHECK(parse_non_iupac("N") == NonIupacPolicy::replace_with_n);
  CHECK_THROWS_AS(parse_non_iupac("x"), Error);
}

TEST_CASE("the nearest name takes the fewest edits", "[option_values]") {
  CHECK(nearest_name("--thread", {"--level", "--threads", "-t"}) == "--threads");
  CHECK(nearest_name("getse", {"getcol", "getset", "getctg"}) == "getset");
  CHECK(nearest_name("", {"abc", "a"}) == "a");
}

TEST_CASE("a sample's file name is one component of a path", "[file_name]") {
  CHECK(file_name_of_sample("HG002#1") == "HG002#1");
  CHECK(file_name_of_sample("../../x") == "..%2F..%2Fx");
  CHECK(file_name_of_sample(std::string("a\0b\n\x7F", 5)) == "a%00b%0A%7F");
  CHECK(file_name_of_sample("\xC3\xA9 %2F") == "\xC3\xA9 %2F");
}

}  // namespace agc::cli
