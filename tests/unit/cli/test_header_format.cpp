#include <catch2/catch.hpp>
#include <string>

#include "agc/error.h"
#include "cli/header_format.h"

namespace agc::cli {
namespace {

const HeaderFields kFields{"sample", "chr1 some text", ":2-3"};

}  // namespace

TEST_CASE("by default a header is the header line and the range", "[header_format]") {
  CHECK(HeaderFormat().apply(kFields) == "chr1 some text:2-3");
  CHECK(HeaderFormat("{header}{range}").apply(kFields) == HeaderFormat().apply(kFields));
}

TEST_CASE("headers of fields and text", "[header_format]") {
  CHECK(HeaderFormat("{sample}#{contig}").apply(kFields) == "sample#chr1:2-3");
  CHECK(HeaderFormat("{contig}{range} {sample}}").apply(kFields) == "chr1:2-3 sample}");
  CHECK(HeaderFormat("x").apply(kFields) == "x:2-3");
  CHECK(HeaderFormat("{sample}{sample}").apply({"s", "", ""}) == "ss");
}

TEST_CASE("other fields, open braces and line ends are wrong usage", "[header_format]") {
  for (const std::string pattern : {"", "{", "{sample", "{}", "{Sample}", "a{b}c", "a\nb", "a\rb"}) {
    INFO(pattern);
    CHECK_THROWS_AS(HeaderFormat(pattern), Error);
  }
}

}  // namespace agc::cli
