// Texts of two packs that change places.

#include <algorithm>
#include <catch2/catch.hpp>

#include "encode/pack_exchange.h"
#include "unit/encode/random_sketches.h"

namespace agc {
namespace {

using test::candidates_of;
using test::GenomeMaker;
using test::hashes_in;
using test::Sketch;
using Packs = std::vector<std::vector<uint32_t>>;

std::vector<size_t> sizes_of(const Packs& packs) {
  std::vector<size_t> sizes;
  for (const auto& pack : packs) sizes.push_back(pack.size());
  return sizes;
}

std::vector<uint32_t> sorted_texts_of(const Packs& packs) {
  std::vector<uint32_t> texts;
  for (const auto& pack : packs) texts.insert(texts.end(), pack.begin(), pack.end());
  std::ranges::sort(texts);
  return texts;
}

// Texts in any order in packs of any size.
Packs random_packs(GenomeMaker& maker, size_t texts, size_t count) {
  Packs packs(count);
  for (uint32_t text = 0; text < texts; ++text) {
    auto& pack = packs[maker.below(count)];
    pack.insert(pack.begin() + static_cast<std::ptrdiff_t>(maker.below(pack.size() + 1)), text);
  }
  return packs;
}

TEST_CASE("An exchange costs nothing, loses no text and leaves sizes as they are", "[encode][pack_exchange]") {
  GenomeMaker maker(1);
  size_t cheaper = 0;
  size_t cheaper_with_held = 0;
  for (int run = 0; run < 300; ++run) {
    const auto limit = static_cast<uint32_t>(6 + maker.below(60));
    const std::vector<Sketch> sketches = test::random_sketches(maker, 1 + maker.below(40), limit);
    // Of several texts, so in any order and with repeats.
    Sketch held;
    for (uint64_t n = maker.below(4); n > 0; --n) {
      const Sketch more = test::random_sketch(maker, limit + 5);
      held.insert(held.end(), more.begin(), more.end());
    }
    const SharedHashes shared(candidates_of(sketches), held);
    const Packs before = random_packs(maker, sketches.size(), 1 + maker.below(9));
    Packs packs = before;
    exchange_texts(shared, packs);
    REQUIRE(sizes_of(packs) == sizes_of(before));
    REQUIRE(sorted_texts_of(packs) == sorted_texts_of(before));
    const size_t cost = hashes_in(packs, sketches, held);
    const size_t cost_before = hashes_in(before, sketches, held);
    REQUIRE(cost <= cost_before);
    // What moves, moves because something is gained.
    REQUIRE((cost < cost_before) == (packs != before));
    if (cost < cost_before) ++(held.empty() ? cheaper : cheaper_with_held);
    Packs again = before;
    exchange_texts(shared, again);
    REQUIRE(again == packs);
  }
  REQUIRE(cheaper > 30);
  REQUIRE(cheaper_with_held > 100);
}

TEST_CASE("Families that are spread over packs come together", "[encode][pack_exchange]") {
  // Text n is of family n % 3.
  const std::vector<Sketch> families = {{1, 2, 3, 4}, {11, 12, 13, 14, 15}, {21, 22, 23}};
  std::vector<Sketch> sketches;
  for (size_t text = 0; text < 9; ++text) sketches.push_back(families[text % 3]);
  const SharedHashes shared(candidates_of(sketches), {});
  Packs packs = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}};
  exchange_texts(shared, packs);
  REQUIRE(hashes_in(packs, sketches, {}) == 12);  // each family's once
  for (const auto& pack : packs) {
    REQUIRE(pack.size() == 3);
    REQUIRE(pack[0] % 3 == pack[1] % 3);
    REQUIRE(pack[0] % 3 == pack[2] % 3);
  }
}

// The least that packs can cost if the texts from `text` on go where there is room.
size_t least_cost(const std::vector<Sketch>& sketches, const Sketch& held, Packs& packs, std::vector<size_t>& room,
                  uint32_t text) {
  if (text == sketches.size()) return hashes_in(packs, sketches, held);
  size_t least = SIZE_MAX;
  for (size_t pack = 0; pack < packs.size(); ++pack) {
    if (room[pack] == 0) continue;
    --room[pack];
    packs[pack].push_back(text);
    least = std::min(least, least_cost(sketches, held, packs, room, text + 1));
    packs[pack].pop_back();
    ++room[pack];
  }
  return least;
}

TEST_CASE("Few texts come close to the best packs that there are", "[encode][pack_exchange]") {
  GenomeMaker maker(2);
  size_t before = 0;
  size_t after = 0;
  size_t least = 0;
  for (int run = 0; run < 50; ++run) {
    const std::vector<Sketch> sketches = test::random_sketches(maker, 7, 30);
    const Sketch held = maker.below(2) == 0 ? Sketch{} : test::random_sketch(maker, 30);
    Packs packs = random_packs(maker, 7, 3);
    std::vector<size_t> room = sizes_of(packs);
    Packs none(3);
    least += least_cost(sketches, held, none, room, 0);
    before += hashes_in(packs, sketches, held);
    exchange_texts(SharedHashes(candidates_of(sketches), held), packs);
    after += hashes_in(packs, sketches, held);
  }
  CAPTURE(before, after, least);
  REQUIRE(after >= least);
  REQUIRE(before - after > (before - least) * 8 / 10);
}

TEST_CASE("What the first pack has already counts, and only there", "[encode][pack_exchange]") {
  const std::vector<Sketch> sketches = {{1, 2, 3, 4}, {5, 6, 7, 8}, {1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10}, {11}};
  const auto candidates = candidates_of(sketches);
  const Packs before = {{0}, {1}, {2}, {3}, {4}, {5}};
  Packs packs = before;
  exchange_texts(SharedHashes(candidates, {}), packs);
  REQUIRE(packs == before);
  const Sketch held = {8, 99, 6, 5, 7, 6};
  REQUIRE(hashes_in(packs, sketches, held) == 24);
  exchange_texts(SharedHashes(candidates, held), packs);
  REQUIRE(hashes_in(packs, sketches, held) == 20);
  REQUIRE((packs[0].front() == 1 || packs[0].front() == 3));
  // Hashes that only one text has besides.
  packs = before;
  exchange_texts(SharedHashes(candidates, Sketch{10, 10, 9}), packs);
  REQUIRE(packs[0] == std::vector<uint32_t>{4});
}

TEST_CASE("No packs, one pack, empty ones and texts that share nothing stay", "[encode][pack_exchange]") {
  const std::vector<Sketch> sketches = {{1, 2}, {3, 4}, {1, 2}, {3, 4}};
  const Sketch held = {3, 4};
  const SharedHashes shared(candidates_of(sketches), held);
  Packs none;
  exchange_texts(SharedHashes({}, held), none);
  REQUIRE(none.empty());
  for (const Packs& before : {Packs{{3, 0, 2, 1}}, Packs{{}, {3, 0, 2, 1}}, Packs{{3, 0, 2, 1}, {}, {}}}) {
    Packs packs = before;
    exchange_texts(shared, packs);
    REQUIRE(packs == before);
  }
  const std::vector<Sketch> unlike = {{1}, {2}, {}, {5}};
  Packs packs = {{1, 0}, {3, 2}};
  exchange_texts(SharedHashes(candidates_of(unlike), held), packs);
  REQUIRE(packs == Packs{{1, 0}, {3, 2}});
}

}  // namespace
}  // namespace agc
