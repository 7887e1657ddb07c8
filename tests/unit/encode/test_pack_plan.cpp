// How texts are divided into packs and ordered in them.

#include <algorithm>
#include <catch2/catch.hpp>

#include "encode/pack_choice.h"
#include "encode/pack_order.h"
#include "encode/pack_plan.h"
#include "unit/encode/random_sketches.h"

namespace agc {
namespace {

using test::candidates_of;
using test::GenomeMaker;
using test::hashes_in;
using test::Sketch;
using Packs = std::vector<std::vector<uint32_t>>;

// As the chooser alone has them.
Packs chosen_packs(std::span<const PackCandidate> candidates, const PackRoom& room) {
  const SharedHashes shared(candidates, room.held);
  PackChooser chooser(candidates, shared);
  Packs packs;
  while (chooser.left() > 0) {
    packs.push_back(packs.empty() ? chooser.take(shared.held(), room.first) : chooser.take({}, room.cardinality));
  }
  return packs;
}

TEST_CASE("A plan has each text once, and packs as large as there is room", "[encode][pack_plan]") {
  GenomeMaker maker(1);
  for (int run = 0; run < 200; ++run) {
    const std::vector<Sketch> sketches = test::random_sketches(maker, 1 + maker.below(60), 60);
    const Sketch held = maker.below(2) == 0 ? Sketch{} : test::random_sketch(maker, 60);
    const size_t cardinality = 1 + maker.below(12);
    const PackRoom room{held, 1 + maker.below(cardinality), cardinality};
    const Packs packs = plan_packs(candidates_of(sketches), room, 0);
    std::vector<uint32_t> texts;
    for (size_t pack = 0; pack < packs.size(); ++pack) {
      const size_t most = pack == 0 ? room.first : cardinality;
      REQUIRE(packs[pack].size() == std::min(most, sketches.size() - texts.size()));
      REQUIRE_FALSE(packs[pack].empty());
      texts.insert(texts.end(), packs[pack].begin(), packs[pack].end());
    }
    std::ranges::sort(texts);
    REQUIRE(texts.size() == sketches.size());
    for (uint32_t text = 0; text < texts.size(); ++text) REQUIRE(texts[text] == text);
  }
}

TEST_CASE("A plan is no worse than what was chosen first, and its packs are in order", "[encode][pack_plan]") {
  GenomeMaker maker(2);
  size_t better = 0;
  size_t not_ascending = 0;
  for (int run = 0; run < 100; ++run) {
    const std::vector<Sketch> sketches = test::random_sketches(maker, 30 + maker.below(30), 80);
    const auto candidates = candidates_of(sketches);
    const Sketch held = maker.below(2) == 0 ? Sketch{} : test::random_sketch(maker, 80);
    const PackRoom room{held, 1 + maker.below(10), 10};
    const Packs packs = plan_packs(candidates, room, 0);
    const size_t before = hashes_in(chosen_packs(candidates, room), sketches, held);
    REQUIRE(hashes_in(packs, sketches, held) <= before);
    better += hashes_in(packs, sketches, held) < before;
    const SharedHashes shared(candidates, room.held);
    PackOrder order(candidates, shared);
    for (const auto& pack : packs) {
      auto ordered = pack;
      order.order(ordered);
      REQUIRE(pack == ordered);
      not_ascending += !std::ranges::is_sorted(pack);
    }
    REQUIRE(plan_packs(candidates, room, 0) == packs);
  }
  REQUIRE(better > 50);
  REQUIRE(not_ascending > 100);
}

TEST_CASE("The first pack takes what is like the texts that it has", "[encode][pack_plan]") {
  // Without them it would begin with the largest text.
  const std::vector<Sketch> sketches = {{1, 2, 3, 4, 5}, {1, 2, 3, 4, 6}, {20, 21, 22}, {20, 21, 23}, {30, 31}};
  const auto candidates = candidates_of(sketches);
  REQUIRE(plan_packs(candidates, {{}, 2, 2}, 0) == Packs{{0, 1}, {2, 3}, {4}});
  const Sketch held = {21, 99, 20};
  REQUIRE(plan_packs(candidates, {held, 2, 2}, 0) == Packs{{2, 3}, {0, 1}, {4}});
}

TEST_CASE("One text is enough to be like those that the first pack has", "[encode][pack_plan]") {
  const std::vector<Sketch> sketches = {{1, 2, 3, 4, 5}, {6, 7, 8}, {20, 21, 22}, {30, 31}};
  const auto candidates = candidates_of(sketches);
  const Sketch held = {20, 21, 99};
  REQUIRE(plan_packs(candidates, {held, 1, 2}, 0).front() == std::vector<uint32_t>{2});
}

TEST_CASE("There are no more packs than it takes to leave no more out", "[encode][pack_plan]") {
  GenomeMaker maker(3);
  const std::vector<Sketch> sketches = test::random_sketches(maker, 95, 60);
  const auto candidates = candidates_of(sketches);
  for (const size_t most_left : {0u, 1u, 4u, 5u, 50u, 94u, 95u, 200u}) {
    size_t left = sketches.size();
    for (const auto& pack : plan_packs(candidates, {{}, 5, 10}, most_left)) {
      REQUIRE(left > most_left);
      left -= pack.size();
    }
    REQUIRE(left <= most_left);
  }
}

TEST_CASE("Packs of thousands of texts are left as they come", "[encode][pack_plan]") {
  const std::vector<Sketch> sketches(3000, Sketch{1, 2, 3});
  const auto candidates = candidates_of(sketches);
  for (const PackRoom& room : {PackRoom{{}, 5000, 5000}, PackRoom{{}, 1000, 2000}}) {
    size_t expected = 0;
    for (const auto& pack : plan_packs(candidates, room, 0)) {
      for (const uint32_t text : pack) REQUIRE(text == expected++);
    }
    REQUIRE(expected == sketches.size());
  }
}

TEST_CASE("Of no texts there are no packs", "[encode][pack_plan]") {
  const Sketch held = {1, 2};
  REQUIRE(plan_packs({}, {held, 3, 5}, 0).empty());
  REQUIRE(plan_packs({}, {{}, 5, 5}, 0).empty());
}

}  // namespace
}  // namespace agc
