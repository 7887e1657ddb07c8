#include <catch2/catch.hpp>
#include <limits>
#include <random>
#include <regex>

#include "agc/error.h"
#include "cli/query.h"

namespace agc::cli {
namespace {

constexpr int64_t kMaximum = std::numeric_limits<int64_t>::max();

ContigQuery query(std::string contig, std::optional<std::string> sample = std::nullopt,
                  std::optional<QueryRange> range = std::nullopt) {
  return {std::move(contig), std::move(sample), range, {}};
}

// The definition in docs/format.md, by regular expressions with greedy groups.
ContigQuery match_patterns(const std::string& text) {
  std::smatch parts;
  if (std::regex_match(text, parts, std::regex("(.+)@(.+):(.+)-(.+)"))) return query(parts[1], parts[2]);
  if (std::regex_match(text, parts, std::regex("(.+)@(.+)"))) return query(parts[1], parts[2]);
  if (std::regex_match(text, parts, std::regex("(.+):(.+)-(.+)"))) return query(parts[1]);
  return query(text);
}

}  // namespace

TEST_CASE("queries of every form", "[query]") {
  CHECK(parse_contig_query("c") == query("c"));
  CHECK(parse_contig_query("c@s") == query("c", "s"));
  CHECK(parse_contig_query("c:2-30") == query("c", std::nullopt, QueryRange{2, 30}));
  CHECK(parse_contig_query("c@s:2-30") == query("c", "s", QueryRange{2, 30}));
}

TEST_CASE("the last usable separator counts", "[query]") {
  CHECK(parse_contig_query("c:2-3@s") == query("c:2-3", "s"));
  CHECK(parse_contig_query("c@4@s") == query("c@4", "s"));
  CHECK(parse_contig_query("c1@s:5") == query("c1", "s:5"));
  CHECK(parse_contig_query("a@b@c:1-2") == query("a@b", "c", QueryRange{1, 2}));
  CHECK(parse_contig_query("a@s:1-2:x") == query("a", "s", QueryRange{1, 2}));
  CHECK(parse_contig_query("@s") == query("@s"));
  CHECK(parse_contig_query("c@") == query("c@"));
  CHECK(parse_contig_query("c:1-") == query("c:1-"));
  CHECK(parse_contig_query("c:-1") == query("c:-1"));
  CHECK(parse_contig_query("a-b") == query("a-b"));
}

TEST_CASE("names are those of greedy patterns, whatever the text", "[query]") {
  std::mt19937 random(9);
  for (int round = 0; round < 3000; ++round) {
    std::string text(1 + random() % 12, 'a');
    for (char& letter : text) letter = "@@::--a1"[random() % 8];
    const ContigQuery expected = match_patterns(text);
    const ContigQuery actual = parse_contig_query(text);
    INFO(text);
    REQUIRE(actual.contig == expected.contig);
    REQUIRE(actual.sample == expected.sample);
  }
}

TEST_CASE("numbers are read as by atoll", "[query]") {
  CHECK(parse_contig_query("c: 2- 30x").range == QueryRange{2, 30});
  CHECK(parse_contig_query("c:x-y").range == QueryRange{0, 0});
  CHECK(parse_contig_query("c:1,000-2,000").range == QueryRange{1000, 2000});
  CHECK(parse_contig_query("c:+5-+6").range == QueryRange{5, 6});
  CHECK(parse_contig_query("c:5-99999999999999999999").range == QueryRange{5, kMaximum});
}

TEST_CASE("odd ranges are corrected with a warning", "[query]") {
  const ContigQuery negative = parse_contig_query("c:-5-10");
  CHECK(negative.range == QueryRange{0, 10});
  CHECK(negative.warnings.size() == 1);
  const ContigQuery reversed = parse_contig_query("c:10-5");
  CHECK_FALSE(reversed.range.has_value());
  CHECK(reversed.warnings.size() == 1);
}

TEST_CASE("names in braces are taken as they are", "[query]") {
  for (const Coordinates coordinates : {Coordinates::zero_based, Coordinates::one_based}) {
    const auto parse = [&](const std::string& text) { return parse_contig_query(text, coordinates); };
    const auto first = static_cast<int64_t>(coordinates);
    CHECK(parse("{c}") == query("c"));
    CHECK(parse("{c:1-2}") == query("c:1-2"));
    CHECK(parse("{c@s}@t") == query("c@s", "t"));
    CHECK(parse("{c:1-2}:3-4") == query("c:1-2", std::nullopt, QueryRange{3 - first, 4 - first}));
    CHECK(parse("{a:b}@{s@t:1-2}:3-4") == query("a:b", "s@t:1-2", QueryRange{3 - first, 4 - first}));
    CHECK(parse("c@{s@t}") == query("c", "s@t"));
    CHECK(parse("{c}@s:x") == query("c", "s:x"));
    CHECK(parse("{{c}}") == query("{c}"));
    CHECK(parse("{c}d") == query("{c}d"));
    CHECK(parse("{}") == query("{}"));
    for (const std::string text : {"{c}:", "{c}:5", "{c}:5-", "{c}:x-y", "{c}:9-8", "{c}:-3-4", "{c}@{s}:1"}) {
      INFO(text);
      CHECK_THROWS_AS(parse(text), Error);
    }
  }
}

TEST_CASE("positions from 1", "[query]") {
  const auto parse = [](const std::string& text) { return parse_contig_query(text, Coordinates::one_based); };
  CHECK(parse("c:1-1") == query("c", std::nullopt, QueryRange{0, 0}));
  CHECK(parse("c@s:1,001-2,000") == query("c", "s", QueryRange{1000, 1999}));
  CHECK(parse("c:x-y") == query("c:x-y"));
  CHECK(parse("c:2-3@s") == query("c:2-3", "s"));
  CHECK(parse("c:5-99999999999999999999").range == QueryRange{4, kMaximum - 1});
  for (const std::string text : {"c:0-5", "c:0-0", "c:5-4"}) CHECK_THROWS_AS(parse(text), Error);
}

TEST_CASE("names of contigs without a range", "[query]") {
  CHECK(parse_contig_name("c:1-2") == query("c:1-2"));
  CHECK(parse_contig_name("a@b@s") == query("a@b", "s"));
  CHECK(parse_contig_name("{a@b}") == query("a@b"));
  CHECK(parse_contig_name("{a}@{b@c}") == query("a", "b@c"));
}

TEST_CASE("an empty query and one of two lines are wrong usage", "[query]") {
  for (const std::string text : {"", "a\nb"}) {
    try {
      parse_contig_query(text);
      FAIL("expected an Error");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
    }
  }
}

TEST_CASE("the short name ends at the first blank", "[query]") {
  CHECK(short_contig_name("a b c") == "a");
  CHECK(short_contig_name("a\tb") == "a");
  CHECK(short_contig_name("ab") == "ab");
  CHECK(short_contig_name(" a").empty());
}

}  // namespace agc::cli
