// Which texts share a pack.

#include <algorithm>
#include <catch2/catch.hpp>

#include "encode/pack_choice.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using Sketch = std::vector<uint32_t>;

std::vector<PackCandidate> candidates_of(const std::vector<Sketch>& sketches) {
  std::vector<PackCandidate> candidates;
  for (const Sketch& sketch : sketches) candidates.push_back({sketch, sketch.size() * 10});
  return candidates;
}

TEST_CASE("Every text is taken once", "[encode][pack_choice]") {
  test::GenomeMaker maker(5);
  std::vector<Sketch> sketches(200);
  for (Sketch& sketch : sketches) {
    for (uint64_t hash = maker.below(9); hash < 100; hash += 1 + maker.below(30)) {
      sketch.push_back(static_cast<uint32_t>(hash));
    }
  }
  const auto candidates = candidates_of(sketches);
  PackChooser chooser(candidates);
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

TEST_CASE("A pack begins with the largest text and goes on with those like it", "[encode][pack_choice]") {
  const std::vector<Sketch> sketches = {{1, 2, 3}, {10, 11, 12, 13, 14}, {1, 2, 4}, {11, 13}, {20}, {12, 14, 30}, {}};
  const auto candidates = candidates_of(sketches);
  PackChooser chooser(candidates);
  REQUIRE(chooser.take({}, 3) == std::vector<uint32_t>{1, 3, 5});
  REQUIRE(chooser.take({}, 2) == std::vector<uint32_t>{0, 2});
  REQUIRE(chooser.take({}, 9) == std::vector<uint32_t>{4, 6});
}

TEST_CASE("A pack that has texts goes on with those like them", "[encode][pack_choice]") {
  const std::vector<Sketch> sketches = {{1, 2, 3}, {10, 11, 12, 13, 14}, {1, 2, 4}, {11, 13}};
  const auto candidates = candidates_of(sketches);
  PackChooser chooser(candidates);
  const Sketch held = {4, 2};
  REQUIRE(chooser.take(held, 1) == std::vector<uint32_t>{2});
}

TEST_CASE("Of texts that are equally alike the oldest comes first", "[encode][pack_choice]") {
  const std::vector<Sketch> sketches(10, Sketch{7, 8});
  const auto candidates = candidates_of(sketches);
  PackChooser chooser(candidates);
  REQUIRE(chooser.take({}, 4) == std::vector<uint32_t>{0, 1, 2, 3});
}

}  // namespace
}  // namespace agc
