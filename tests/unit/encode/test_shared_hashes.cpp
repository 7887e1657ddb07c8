// Which hashes texts have in common.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "encode/shared_hashes.h"
#include "unit/encode/random_sketches.h"

namespace agc {
namespace {

using test::candidates_of;
using test::GenomeMaker;
using test::Sketch;
using Numbers = std::vector<uint32_t>;

Numbers copy_of(std::span<const uint32_t> numbers) { return {numbers.begin(), numbers.end()}; }

TEST_CASE("Hashes of two texts, or of one and what is held, are numbered in both directions",
          "[encode][shared_hashes]") {
  GenomeMaker maker(1);
  size_t of_held_and_one = 0;
  size_t of_one = 0;
  for (int run = 0; run < 200; ++run) {
    const auto limit = static_cast<uint32_t>(3 + maker.below(200));
    const std::vector<Sketch> sketches = test::random_sketches(maker, maker.below(40), limit);
    Sketch held;
    for (uint64_t n = maker.below(3); n > 0; --n) {
      const Sketch more = test::random_sketch(maker, limit + 20);
      held.insert(held.end(), more.begin(), more.end());
    }
    const SharedHashes shared(candidates_of(sketches), held);
    std::map<uint32_t, Numbers> holders_of;
    for (uint32_t text = 0; text < sketches.size(); ++text) {
      for (const uint32_t hash : sketches[text]) holders_of[hash].push_back(text);
    }
    std::vector<Numbers> of_text(sketches.size());
    Numbers of_held;
    uint32_t count = 0;
    for (const auto& [hash, holders] : holders_of) {
      const bool is_held = std::ranges::find(held, hash) != held.end();
      of_one += holders.size() == 1 && !is_held;
      of_held_and_one += holders.size() == 1 && is_held;
      if (holders.size() == 1 && !is_held) continue;
      REQUIRE(count < shared.count());
      REQUIRE(copy_of(shared.holders(count)) == holders);
      for (const uint32_t text : holders) of_text[text].push_back(count);
      if (is_held) of_held.push_back(count);
      ++count;
    }
    REQUIRE(shared.count() == count);
    REQUIRE(copy_of(shared.held()) == of_held);
    for (uint32_t text = 0; text < sketches.size(); ++text) REQUIRE(copy_of(shared.of_text(text)) == of_text[text]);
  }
  REQUIRE(of_one > 0);
  REQUIRE(of_held_and_one > 0);
}

TEST_CASE("The lowest hash and the highest one are numbered like any other", "[encode][shared_hashes]") {
  const std::vector<Sketch> sketches = {{0, 5, 0xFFFFFFFF}, {0, 6, 0xFFFFFFFF}};
  const SharedHashes shared(candidates_of(sketches), Sketch{0xFFFFFFFF, 0xFFFFFFFE});
  REQUIRE(shared.count() == 2);
  REQUIRE(copy_of(shared.of_text(1)) == Numbers{0, 1});
  REQUIRE(copy_of(shared.holders(1)) == Numbers{0, 1});
  REQUIRE(copy_of(shared.held()) == Numbers{1});
}

TEST_CASE("No texts, texts without hashes and one text share nothing", "[encode][shared_hashes]") {
  for (const std::vector<Sketch>& sketches : {std::vector<Sketch>{}, {{}, {}, {}}, {{1, 2, 3}}}) {
    const SharedHashes shared(candidates_of(sketches), Sketch{9, 9, 4});
    REQUIRE(shared.count() == 0);
    REQUIRE(shared.held().empty());
    for (uint32_t text = 0; text < sketches.size(); ++text) REQUIRE(shared.of_text(text).empty());
  }
}

}  // namespace
}  // namespace agc
