#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "agc/error.h"
#include "encode/pack_store.h"

namespace agc {
namespace {

constexpr uint32_t kCardinality = 3;
constexpr uint32_t kRaw = 2;
constexpr uint32_t kLz = 17;

std::vector<uint8_t> pack_of(const std::vector<std::string>& entries) {
  std::vector<uint8_t> plain;
  for (const std::string& entry : entries) {
    plain.insert(plain.end(), entry.begin(), entry.end());
    plain.push_back(0xFF);
  }
  return plain;
}

// A store over an archive with `parts` packs in one group, the last of which holds `entries`.
struct Fixture {
  Fixture(uint32_t group_number, uint32_t parts, std::vector<std::string> entries)
      : group(group_number), last(std::move(entries)), store(kCardinality, counts(parts), loader()) {}

  std::vector<uint32_t> counts(uint32_t parts) const {
    std::vector<uint32_t> all(20);
    all[group] = parts;
    return all;
  }
  PackStore::LoadPack loader() {
    return [this](uint32_t loaded_group, uint32_t part) {
      CHECK(loaded_group == group);
      loaded.push_back(part);
      return pack_of(last);
    };
  }
  // The text's in-group index.
  uint32_t add(const std::string& text, uint32_t to) {
    const uint32_t number = store.add({to, false, 100, {text.begin(), text.end()}}, closed);
    if (store.index_of(to, number) == PackStore::kNoIndex) store.settle(to, number, closed);
    return store.index_of(to, number);
  }
  uint32_t add(const std::string& text) { return add(text, group); }

  uint32_t group;
  std::vector<std::string> last;
  std::vector<uint32_t> loaded;
  std::vector<ClosedPack> closed;
  PackStore store;
};

bool is_stored(const ClosedPack& pack, uint32_t group, uint32_t part) {
  return pack.stored && pack.group == group && pack.part == part && pack.plain.empty();
}

bool is_made(const ClosedPack& pack, uint32_t group, uint32_t part, const std::vector<std::string>& entries) {
  return !pack.stored && pack.group == group && pack.part == part && pack.plain == pack_of(entries);
}

TEST_CASE("A stored pack that gets nothing stays closed", "[stored_packs]") {
  Fixture f(kLz, 3, {"A", "B"});
  CHECK(f.add("X", kLz + 1) == 1);
  CHECK(f.closed.empty());
  CHECK(f.loaded.empty());
  const std::vector<ClosedPack> rest = f.store.close_all();
  REQUIRE(rest.size() == 2);
  CHECK(is_stored(rest[0], kLz, 2));
  CHECK(is_made(rest[1], kLz + 1, 0, {"X"}));
}

TEST_CASE("A partial stored pack goes on", "[stored_packs]") {
  Fixture f(kLz, 3, {"A", "B"});
  CHECK(f.add("B") == 8);  // packs 0 and 1 hold 1 to 6
  CHECK(f.add("C") == 9);
  REQUIRE(f.closed.size() == 1);
  CHECK(is_made(f.closed[0], kLz, 2, {"A", "B", "C"}));
  CHECK(f.add("A") == 7);
  CHECK(f.add("D") == 10);
  CHECK(f.loaded == std::vector<uint32_t>{2});
  const std::vector<ClosedPack> rest = f.store.close_all();
  REQUIRE(rest.size() == 1);
  CHECK(is_made(rest[0], kLz, 3, {"D"}));
}

TEST_CASE("A full stored pack is copied before what follows", "[stored_packs]") {
  Fixture f(kRaw, 2, {"A", "B", "C"});
  CHECK(f.add("C") == 5);
  CHECK(f.add("D") == 6);
  REQUIRE(f.closed.size() == 1);
  CHECK(is_stored(f.closed[0], kRaw, 1));
  const std::vector<ClosedPack> rest = f.store.close_all();
  REQUIRE(rest.size() == 1);
  CHECK(is_made(rest[0], kRaw, 2, {"D"}));
}

TEST_CASE("An empty stored pack is replaced", "[stored_packs]") {
  Fixture f(kLz, 2, {});
  CHECK(f.add("A") == 4);
  const std::vector<ClosedPack> rest = f.store.close_all();
  CHECK(f.closed.empty());
  REQUIRE(rest.size() == 1);
  CHECK(is_made(rest[0], kLz, 1, {"A"}));
}

TEST_CASE("More packs than indices are refused", "[stored_packs]") {
  CHECK_THROWS_AS(Fixture(kLz, 0xFFFFFFFF, {}), Error);
}

}  // namespace
}  // namespace agc
