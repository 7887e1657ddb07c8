// Cuts cover, overlap and stay near their size.

#include <catch2/catch.hpp>
#include <random>

#include "pipeline/unit_cutter.h"

namespace agc {
namespace {

TEST_CASE("Even cuts cover a contig, overlap by k, and none is short", "[pipeline][cutter]") {
  std::mt19937 random(1);
  for (int round = 0; round < 5000; ++round) {
    const uint64_t overlap = 17 + random() % 16;
    const uint64_t most = 4 * overlap + random() % 2000;
    const uint64_t length = random() % 20000;
    const std::vector<Interval> cuts = cut_evenly(length, most, overlap);
    REQUIRE(cuts.front().begin == 0);
    REQUIRE(cuts.back().end == length);
    for (size_t i = 0; i < cuts.size(); ++i) {
      REQUIRE(cuts[i].length() <= most + most / 4 + overlap);
      if (cuts.size() > 1) REQUIRE(cuts[i].length() > most / 4);
      if (i > 0) REQUIRE(cuts[i].begin + overlap == cuts[i - 1].end);
    }
  }
}

TEST_CASE("An empty contig is one empty unit", "[pipeline][cutter]") {
  REQUIRE(cut_evenly(0, 1000, 31) == std::vector<Interval>{{0, 0}});
  REQUIRE(cut_evenly(1, 1000, 31) == std::vector<Interval>{{0, 1}});
}

TEST_CASE("Splitter intervals are grouped in order and as far as the size allows", "[pipeline][cutter]") {
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    std::vector<SplitterInterval> intervals;
    uint64_t position = 0;
    for (uint64_t n = 1 + random() % 40; n > 0; --n) {
      const uint64_t length = 62 + random() % (random() % 5 == 0 ? 5000 : 300);
      intervals.push_back({{position, position + length}, {}, {}, false, false});
      position += length - 31;
    }
    const uint64_t most = 500 + random() % 3000;
    const auto groups = cut_at_splitters(intervals, most);
    const SplitterInterval* next = intervals.data();
    for (size_t i = 0; i < groups.size(); ++i) {
      REQUIRE_FALSE(groups[i].empty());
      REQUIRE(groups[i].data() == next);
      next += groups[i].size();
      const uint64_t begin = groups[i].front().stretch.begin;
      REQUIRE((groups[i].size() == 1 || groups[i].back().stretch.end - begin <= most));
      // One more would have been too much.
      if (i + 1 < groups.size()) REQUIRE(groups[i + 1].front().stretch.end - begin > most);
    }
    REQUIRE(next == intervals.data() + intervals.size());
  }
}

}  // namespace
}  // namespace agc
