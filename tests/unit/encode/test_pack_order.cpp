// In which order a pack's texts lie.

#include <algorithm>
#include <catch2/catch.hpp>

#include "encode/pack_order.h"
#include "unit/encode/random_sketches.h"

namespace agc {
namespace {

using test::candidates_of;
using test::GenomeMaker;
using test::Sketch;
using Pack = std::vector<uint32_t>;

size_t common_of(const Sketch& a, const Sketch& b) {
  Sketch both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both.size();
}

// Whether `a` has a larger part in common with `last` than `b` has. One is added to what both have, so that of two
// pairs that are the same the longer one counts more.
bool is_more_alike(const std::vector<Sketch>& sketches, uint32_t last, uint32_t a, uint32_t b) {
  const auto all = [&](uint32_t text) {
    return sketches[last].size() + sketches[text].size() - common_of(sketches[last], sketches[text]) + 1;
  };
  return common_of(sketches[last], sketches[a]) * all(b) > common_of(sketches[last], sketches[b]) * all(a);
}

TEST_CASE("Each text of a pack lies behind the one that it is most like", "[encode][pack_order]") {
  GenomeMaker maker(1);
  size_t not_ascending = 0;
  for (int run = 0; run < 100; ++run) {
    const auto limit = static_cast<uint32_t>(6 + maker.below(100));
    const std::vector<Sketch> sketches = test::random_sketches(maker, 1 + maker.below(60), limit);
    const auto candidates = candidates_of(sketches);
    const SharedHashes shared(candidates, {});
    PackOrder order(candidates, shared);
    // One after the other, as a plan has them; and the texts of others share hashes too.
    std::vector<Pack> packs(1 + maker.below(4));
    for (uint32_t text = 0; text < sketches.size(); ++text) packs[maker.below(packs.size())].push_back(text);
    for (const Pack& before : packs) {
      Pack pack(before.rbegin(), before.rend());
      order.order(pack);
      REQUIRE(std::ranges::is_permutation(pack, before));
      if (pack.empty()) continue;
      REQUIRE(pack.front() == before.front());
      for (size_t i = 1; i < pack.size(); ++i) {
        for (size_t later = i + 1; later < pack.size(); ++later) {
          REQUIRE_FALSE(is_more_alike(sketches, pack[i - 1], pack[later], pack[i]));
          if (pack[later] < pack[i]) REQUIRE(is_more_alike(sketches, pack[i - 1], pack[i], pack[later]));
        }
      }
      if (!std::ranges::is_sorted(pack)) ++not_ascending;
      Pack again = before;
      order.order(again);
      REQUIRE(again == pack);
    }
  }
  REQUIRE(not_ascending > 100);
}

TEST_CASE("Two families that came by turns lie one behind the other", "[encode][pack_order]") {
  std::vector<Sketch> sketches;
  for (uint32_t text = 0; text < 10; ++text) {
    const uint32_t family = 100 * (text % 2);
    sketches.push_back({family + 1, family + 2, family + 3, 1000 + text, 2000});
  }
  const auto candidates = candidates_of(sketches);
  const SharedHashes shared(candidates, {});
  Pack pack = {9, 1, 8, 3, 7, 2, 6, 0, 5, 4};
  PackOrder(candidates, shared).order(pack);
  REQUIRE(pack == Pack{0, 2, 4, 6, 8, 1, 3, 5, 7, 9});
}

TEST_CASE("It is the part that counts: what a text has alone makes it less alike", "[encode][pack_order]") {
  const std::vector<Sketch> sketches = {
      {1, 2, 3, 4}, {1, 2, 3, 10, 11, 12, 13, 14, 15, 16, 17, 18}, {1, 2, 5}, {1, 2, 3, 4, 6}};
  const auto candidates = candidates_of(sketches);
  const SharedHashes shared(candidates, {});
  Pack pack = {0, 1, 2, 3};
  PackOrder(candidates, shared).order(pack);
  REQUIRE(pack == Pack{0, 3, 2, 1});
}

TEST_CASE("Equal texts and those that share nothing lie in the order of coming", "[encode][pack_order]") {
  for (const std::vector<Sketch>& sketches :
       {std::vector<Sketch>(6, Sketch{7, 8}), std::vector<Sketch>(6), {{1}, {2}, {3}, {4}, {5}, {6}}}) {
    const auto candidates = candidates_of(sketches);
    const SharedHashes shared(candidates, {});
    PackOrder order(candidates, shared);
    Pack pack = {4, 1, 5, 0, 3};
    order.order(pack);
    REQUIRE(pack == Pack{0, 1, 3, 4, 5});
    for (const Pack& small : {Pack{}, Pack{3}}) {
      pack = small;
      order.order(pack);
      REQUIRE(pack == small);
    }
    pack = {5, 2};
    order.order(pack);
    REQUIRE(pack == Pack{2, 5});
  }
}

}  // namespace
}  // namespace agc
