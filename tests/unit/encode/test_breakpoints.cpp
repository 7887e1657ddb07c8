// Where one alignment gives way to the next, against all places there are.

#include <algorithm>
#include <catch2/catch.hpp>

#include "encode/breakpoints.h"
#include "encode/query.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

constexpr uint64_t kMinRest = 12;  // what must be left of an alignment

Alignment add_alignment(AlignmentSet& set, test::GenomeMaker& maker, Interval query, bool reverse, double rate) {
  Alignment alignment;
  alignment.query_begin = query.begin;
  alignment.query_end = query.end;
  alignment.pool_begin = 100000 + maker.below(5000);
  alignment.group = 16;
  alignment.reverse = reverse;
  alignment.first_mismatch = static_cast<uint32_t>(set.mismatches.size());
  for (uint64_t i = query.begin; i < query.end; ++i) {
    if (maker.happens(rate)) set.mismatches.push_back(i);
  }
  alignment.mismatch_count = static_cast<uint32_t>(set.mismatches.size() - alignment.first_mismatch);
  set.alignments.push_back(alignment);
  return alignment;
}

int64_t mismatches_in(const AlignmentSet& set, uint32_t alignment, uint64_t begin, uint64_t end) {
  return std::ranges::count_if(set.mismatches_of(set.alignments[alignment]),
                               [&](uint64_t position) { return position >= begin && position < end; });
}

TEST_CASE("Alignments meet where the fewest mismatches are left", "[encode][breakpoints]") {
  test::GenomeMaker maker(1);
  size_t moved = 0;
  for (int round = 0; round < 2000; ++round) {
    AlignmentSet set;
    const bool reverse = maker.below(2) == 0;
    const double rate = static_cast<double>(maker.below(30)) / 100;
    const uint64_t end = 20 + maker.below(80);
    const uint64_t takeover = maker.below(end);
    add_alignment(set, maker, {0, end}, reverse, rate);
    add_alignment(set, maker, {takeover, end + 1 + maker.below(60)}, reverse, rate);
    std::vector<Span> spans = {{0, end, 0}, {end, set.alignments[1].query_end, 1}};
    place_breakpoints(set, spans);

    const auto cost = [&](uint64_t cut) {
      return mismatches_in(set, 0, 0, cut) + mismatches_in(set, 1, cut, set.alignments[1].query_end);
    };
    uint64_t best = end;
    for (uint64_t cut = end; cut >= std::max(kMinRest, takeover) && cut > 0; --cut) {
      if (cost(cut) < cost(best) || (reverse && cost(cut) == cost(best))) best = cut;
    }
    REQUIRE(spans[0].begin == 0);
    REQUIRE(spans[0].end == best);
    REQUIRE(spans[1].begin == best);
    REQUIRE(spans[1].end == set.alignments[1].query_end);
    moved += best != end;
  }
  REQUIRE(moved > 200);
}

TEST_CASE("Literals between alignments, and their ends, stay as they are", "[encode][breakpoints]") {
  test::GenomeMaker maker(2);
  AlignmentSet set;
  add_alignment(set, maker, {0, 50}, false, 0.5);
  add_alignment(set, maker, {20, 120}, false, 0);
  const std::vector<Span> spans = {{0, 50, 0}, {50, 55, Span::kNone}, {55, 120, 1}, {120, 130, Span::kNone}};
  std::vector<Span> placed = spans;
  place_breakpoints(set, placed);
  for (size_t i = 0; i < spans.size(); ++i) {
    REQUIRE(placed[i].begin == spans[i].begin);
    REQUIRE(placed[i].end == spans[i].end);
  }
  std::vector<Span> none;
  place_breakpoints(set, none);
  REQUIRE(none.empty());
}

TEST_CASE("What is moved before one breakpoint leaves room for the next", "[encode][breakpoints]") {
  test::GenomeMaker maker(3);
  for (int round = 0; round < 500; ++round) {
    AlignmentSet set;
    std::vector<Span> spans;
    uint64_t position = 0;
    for (uint32_t n = 0; n < 6; ++n) {
      const uint64_t end = position + kMinRest + maker.below(40);
      add_alignment(set, maker, {position - std::min(position, maker.below(60)), end}, maker.below(2) == 0, 0.2);
      spans.push_back({position, end, n});
      position = end;
    }
    place_breakpoints(set, spans);
    REQUIRE(spans.front().begin == 0);
    REQUIRE(spans.back().end == position);
    for (size_t i = 0; i < spans.size(); ++i) {
      REQUIRE(spans[i].end >= spans[i].begin + kMinRest);
      REQUIRE(spans[i].begin >= set.alignments[i].query_begin);
      REQUIRE(spans[i].end <= set.alignments[i].query_end);
      if (i > 0) REQUIRE(spans[i].begin == spans[i - 1].end);
    }
  }
}

}  // namespace
}  // namespace agc
