#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "agc/error.h"
#include "encode/pack_store.h"
#include "encode/text_sketch.h"
#include "unit/encode/close_all.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::close_all;

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
    if (store.index_of(to, number) == PackStore::kNoIndex) store.settled_index(to, number, closed);
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
  const std::vector<ClosedPack> rest = close_all(f.store);
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
  const std::vector<ClosedPack> rest = close_all(f.store);
  REQUIRE(rest.size() == 1);
  CHECK(is_made(rest[0], kLz, 3, {"D"}));
}

TEST_CASE("A full stored pack is copied before what follows", "[stored_packs]") {
  Fixture f(kRaw, 2, {"A", "B", "C"});
  CHECK(f.add("C") == 5);
  CHECK(f.add("D") == 6);
  REQUIRE(f.closed.size() == 1);
  CHECK(is_stored(f.closed[0], kRaw, 1));
  const std::vector<ClosedPack> rest = close_all(f.store);
  REQUIRE(rest.size() == 1);
  CHECK(is_made(rest[0], kRaw, 2, {"D"}));
}

TEST_CASE("An empty stored pack is replaced", "[stored_packs]") {
  Fixture f(kLz, 2, {});
  CHECK(f.add("A") == 4);
  const std::vector<ClosedPack> rest = close_all(f.store);
  CHECK(f.closed.empty());
  REQUIRE(rest.size() == 1);
  CHECK(is_made(rest[0], kLz, 1, {"A"}));
}

// Of a group with 16 stored texts in packs of 3, or 18, which fill the last one, one of which is alike to each of those
// that are added, or equal.
TEST_CASE("Movable texts are chosen anew, and each is where its index says", "[stored_packs]") {
  for (const int run : {0, 1, 2, 3}) {
    const uint32_t group = run < 2 ? kRaw : kLz;
    const size_t size = run % 2 == 0 ? 16 : 18;
    test::GenomeMaker maker(group);
    const uint32_t first = PackStore::first_index(group);
    std::vector<std::string> texts;
    if (group == kRaw) texts.emplace_back(1, 0x7F);
    while (texts.size() < size) {
      const auto bases = maker.bases(60);
      texts.emplace_back(bases.begin(), bases.end());
    }
    // Equal ones that came to different archives: both in old packs, and one in the last pack.
    texts[9] = texts[3];
    texts[15] = texts[4];
    const std::vector<std::string> stored = texts;
    PackStore::LoadPack load = [&](uint32_t, uint32_t part) {
      const size_t begin = size_t{part} * kCardinality;
      return pack_of({stored.begin() + static_cast<std::ptrdiff_t>(begin),
                      stored.begin() + static_cast<std::ptrdiff_t>(std::min<size_t>(begin + kCardinality, size))});
    };
    std::vector<uint32_t> counts(20);
    counts[group] = 6;
    PackStore store(kCardinality, counts, load, PackStore::Stored::movable);
    REQUIRE(store.hands_out_all_stored());
    REQUIRE(store.index_of(group, 5) == 5 + first);
    std::vector<ClosedPack> closed;
    for (size_t n = 2; n < 16; n += 2) {
      std::string text = stored[n];
      if (n < 14) text[7] = 'x';  // else it equals one in an old pack
      SegmentText segment{group, false, 60, {text.begin(), text.end()}};
      segment.sketch = group == kRaw ? sketch_symbols(segment.text) : sketch_text(segment.text);
      REQUIRE(store.add(std::move(segment), closed) == texts.size());
      texts.push_back(text);
    }
    REQUIRE(closed.empty());
    std::vector<std::string> found;
    for (const ClosedPack& pack : close_all(store)) {
      REQUIRE(pack.group == group);
      REQUIRE(pack.part == found.size() / kCardinality);
      REQUIRE_FALSE(pack.stored);
      std::string plain(pack.plain.begin(), pack.plain.end());
      for (size_t end = 0; (end = plain.find('\xFF')) != std::string::npos; plain.erase(0, end + 1)) {
        found.push_back(plain.substr(0, end));
      }
    }
    REQUIRE(found.size() == texts.size() - 3);
    size_t moved = 0;
    for (uint32_t text = 0; text < texts.size(); ++text) {
      CHECK(found.at(store.index_of(group, text) - first) == texts[text]);
      moved += store.index_of(group, text) != text + first;
    }
    CHECK(moved > 4);
    if (group == kRaw) CHECK(store.index_of(group, 0) == 0);  // the dummy entry
  }
}

TEST_CASE("Movable texts stay, and all packs come out, if there is no cause or a record was told", "[stored_packs]") {
  for (const bool told : {false, true}) {
    std::vector<uint32_t> counts(20);
    counts[kLz] = 3;
    PackStore store(
        kCardinality, counts,
        [](uint32_t, uint32_t) {
          return pack_of({"A", "B"});
        },
        PackStore::Stored::movable);
    std::vector<ClosedPack> closed;
    if (told) store.keep_stored();
    std::vector<uint32_t> numbers;
    for (const char* text : {"C", "D", "E"}) {
      if (told || numbers.empty()) numbers.push_back(store.add({kLz, false, 1, {static_cast<uint8_t>(*text)}}, closed));
    }
    REQUIRE(closed.empty());
    const std::vector<ClosedPack> packs = close_all(store);
    REQUIRE(packs.size() == (told ? 4 : 3));
    CHECK(is_stored(packs[0], kLz, 0));
    CHECK(is_stored(packs[1], kLz, 1));
    CHECK(packs[2].part == 2);
    CHECK_FALSE(packs[2].stored);
    CHECK(packs[2].plain.size() == 6);
    CHECK(store.index_of(kLz, 4) == 5);
    CHECK(store.index_of(kLz, numbers[0]) >= 9);
  }
}

TEST_CASE("More packs than indices are refused", "[stored_packs]") {
  CHECK_THROWS_AS(Fixture(kLz, 0xFFFFFFFF, {}), Error);
}

}  // namespace
}  // namespace agc
