// The cost model's own arithmetic, and the settings made from parameters.

#include <catch2/catch.hpp>
#include <string>

#include "encode/cost_model.h"
#include "encode/settings.h"

namespace agc {
namespace {

TEST_CASE("Decimal digits are counted as they are printed", "[encode][cost]") {
  for (const uint64_t value : {uint64_t{0}, uint64_t{1}, uint64_t{9}, uint64_t{10}, uint64_t{99}, uint64_t{100},
                               uint64_t{999999}, uint64_t{1000000}, UINT64_MAX}) {
    REQUIRE(CostModel::decimal_digits(value) == std::to_string(value).size());
  }
}

TEST_CASE("A run equal to the reference never costs more than its literals", "[encode][cost]") {
  for (uint32_t min_match_length = 15; min_match_length <= 32; ++min_match_length) {
    CostModel costs;
    costs.min_match_length = min_match_length;
    REQUIRE(costs.run(0) == 0);
    for (uint64_t length = 1; length < 300; ++length) {
      REQUIRE(costs.run(length) > 0);
      REQUIRE(costs.run(length) <= CostModel::literals(length));
    }
    // Below the shortest match there is no match token to choose.
    REQUIRE(costs.run(min_match_length - 1) == CostModel::kSame * (min_match_length - 1));
    REQUIRE(costs.run(1000000) < costs.run(100) * 10);
  }
}

TEST_CASE("A farther jump costs no less", "[encode][cost]") {
  Cost last = 0;
  for (uint64_t distance = 1; distance < uint64_t{1} << 40; distance *= 3) {
    REQUIRE(CostModel::jump(distance) >= last);
    last = CostModel::jump(distance);
  }
}

TEST_CASE("Settings suit references of any length at every level", "[encode][settings]") {
  for (int level = 1; level <= 5; ++level) {
    for (uint64_t symbols = 0; symbols < uint64_t{1} << 40; symbols = 3 * symbols + 1) {
      ArchiveParams params;
      params.min_match_length = 25;
      params.segment_size = 1000;
      const EncoderSettings settings = make_encoder_settings(params, level, {symbols, symbols, false});
      REQUIRE(settings.params == params);
      REQUIRE(settings.costs.min_match_length == 25);
      REQUIRE(settings.seed_length >= 10);
      REQUIRE(settings.seed_length <= 28);
      REQUIRE(settings.seed_step % 4 == 0);
      REQUIRE(settings.seed_step > 0);
      REQUIRE(settings.lag > 0);
      REQUIRE(settings.groups.first_fill > 0);
      REQUIRE(settings.groups.cap() >= settings.groups.first_fill);
    }
  }
}

}  // namespace
}  // namespace agc
