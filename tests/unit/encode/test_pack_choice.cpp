// Which texts share a pack.

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <set>

#include "encode/pack_choice.h"
#include "unit/encode/random_sketches.h"

namespace agc {
namespace {

using test::candidates_of;
using test::GenomeMaker;
using test::Sketch;

TEST_CASE("Every text is taken once", "[encode][pack_choice]") {
  GenomeMaker maker(5);
  std::vector<Sketch> sketches(200);
  for (Sketch& sketch : sketches) {
    for (uint64_t hash = maker.below(9); hash < 100; hash += 1 + maker.below(30)) {
      sketch.push_back(static_cast<uint32_t>(hash));
    }
  }
  const auto candidates = candidates_of(sketches);
  const SharedHashes shared(candidates, {});
  PackChooser chooser(candidates, shared);
  std::vector<uint32_t> all;
  while (chooser.left() > 0) {
    const size_t before = chooser.left();
    const size_t count = 1 + maker.below(20);
    const std::vector<uint32_t> taken = chooser.take({}, count);
    REQUIRE(taken.size() == std::min(count, before));
    REQUIRE(chooser.left() == before - taken.size());
    REQUIRE(std::ranges::is_sorted(taken));
    all.insert(all.end(), taken.begin(), taken.end());
  }
  std::ranges::sort(all);
  REQUIRE(all.size() == sketches.size());
  REQUIRE(std::ranges::adjacent_find(all) == all.end());
}

// Hashes of a text that are known, and all of them. A few more are added, so that a share of few hashes counts less.
bool has_larger_share(size_t known_a, size_t all_a, size_t known_b, size_t all_b) {
  return known_a * (all_b + 3) > known_b * (all_a + 3);
}

TEST_CASE("A pack takes the text with the largest share of known hashes, each counted once", "[encode][pack_choice]") {
  GenomeMaker maker(6);
  for (int run = 0; run < 100; ++run) {
    const std::vector<Sketch> sketches = test::random_sketches(maker, 20 + maker.below(20), 60);
    const auto candidates = candidates_of(sketches);
    const Sketch held = {1, 2, 3, 4, 5, 59, 58, 57, 4};
    const SharedHashes shared(candidates, held);
    PackChooser chooser(candidates, shared);
    std::vector<uint32_t> left(sketches.size());
    std::iota(left.begin(), left.end(), 0);
    for (int pack = 0; pack < 3; ++pack) {
      std::set<uint32_t> hashes;
      if (pack == 0) hashes.insert(held.begin(), held.end());
      const auto known = [&](uint32_t text) {
        return static_cast<size_t>(
            std::ranges::count_if(sketches[text], [&](uint32_t hash) { return hashes.contains(hash); }));
      };
      const auto comes_first = [&](uint32_t a, uint32_t b) {
        if (hashes.empty()) return sketches[a].size() > sketches[b].size();
        return has_larger_share(known(a), sketches[a].size(), known(b), sketches[b].size());
      };
      std::vector<uint32_t> expected;
      while (expected.size() < 5) {
        const auto best = std::ranges::min_element(left, comes_first);
        hashes.insert(sketches[*best].begin(), sketches[*best].end());
        expected.push_back(*best);
        left.erase(best);
      }
      std::ranges::sort(expected);
      REQUIRE(chooser.take(pack == 0 ? shared.held() : std::span<const uint32_t>{}, 5) == expected);
    }
  }
}

TEST_CASE("A pack begins with the largest text and goes on with those like it", "[encode][pack_choice]") {
  const std::vector<Sketch> sketches = {{1, 2, 3}, {10, 11, 12, 13, 14}, {1, 2, 4}, {11, 13}, {20}, {12, 14, 30}, {}};
  const auto candidates = candidates_of(sketches);
  const SharedHashes shared(candidates, {});
  PackChooser chooser(candidates, shared);
  REQUIRE(chooser.take({}, 3) == std::vector<uint32_t>{1, 3, 5});
  REQUIRE(chooser.take({}, 2) == std::vector<uint32_t>{0, 2});
  REQUIRE(chooser.take({}, 9) == std::vector<uint32_t>{4, 6});
}

TEST_CASE("A pack that has texts goes on with those like them", "[encode][pack_choice]") {
  const std::vector<Sketch> sketches = {{1, 2, 3}, {10, 11, 12, 13, 14}, {1, 2, 4}, {11, 13}};
  const auto candidates = candidates_of(sketches);
  const Sketch held = {4, 2};
  const SharedHashes shared(candidates, held);
  PackChooser chooser(candidates, shared);
  REQUIRE(chooser.take(shared.held(), 1) == std::vector<uint32_t>{2});
}

TEST_CASE("Of texts that are equally alike the oldest comes first", "[encode][pack_choice]") {
  const std::vector<Sketch> sketches(10, Sketch{7, 8});
  const auto candidates = candidates_of(sketches);
  const SharedHashes shared(candidates, {});
  PackChooser chooser(candidates, shared);
  REQUIRE(chooser.take({}, 4) == std::vector<uint32_t>{0, 1, 2, 3});
}

}  // namespace
}  // namespace agc
