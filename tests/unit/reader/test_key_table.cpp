#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "reader/key_table.h"

namespace agc {
namespace {

TEST_CASE("A key table holds what a map does", "[key_table]") {
  std::mt19937 random(7);
  for (const uint64_t keys : {4, 60, 3000}) {
    KeyTable<uint64_t> table;
    std::map<uint64_t, uint64_t> map;
    for (uint64_t step = 0; step < 20000; ++step) {
      // Keys as the reader has them: the high half counts, the low half too.
      const uint64_t number = random() % keys;
      const uint64_t key = (number / 8) << 32 | number % 8;
      const bool is_there = map.count(key) > 0;
      const uint64_t* const found = table.find(key);
      REQUIRE((found != nullptr) == is_there);
      if (is_there) REQUIRE(*found == map[key]);
      if (random() % 2 == 0) {
        const auto [value, is_new] = table.find_or_add(key);
        REQUIRE(is_new != is_there);
        *value = map[key] = step;
      } else if (is_there) {
        table.erase(key);
        map.erase(key);
      }
      REQUIRE(table.size() == map.size());
    }
    for (const auto& [key, value] : map) REQUIRE(*table.find(key) == value);
  }
}

}  // namespace
}  // namespace agc
