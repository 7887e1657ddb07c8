// Packs, in-group numbers and repeated texts.

#include <catch2/catch.hpp>
#include <map>

#include "encode/groups.h"
#include "encode/pack_store.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::GenomeMaker;
using Text = std::vector<uint8_t>;

// Packs of every group, by part.
using Packs = std::map<uint32_t, std::vector<Text>>;

void keep(Packs& packs, const ClosedPack& pack) {
  REQUIRE(pack.part == packs[pack.group].size());
  packs[pack.group].push_back(pack.plain);
}

std::vector<Text> entries_of(const Text& plain) {
  std::vector<Text> entries(1);
  for (const uint8_t byte : plain) {
    if (byte == 0xFF) {
      entries.emplace_back();
    } else {
      entries.back().push_back(byte);
    }
  }
  REQUIRE(entries.back().empty());  // every entry is terminated
  entries.pop_back();
  return entries;
}

// As docs/format.md, "Packs", has it.
Text text_at(const Packs& packs, uint32_t group, uint32_t index, uint32_t cardinality) {
  const bool raw = group < kRawGroupCount;
  REQUIRE((raw || index > 0));
  const uint32_t entry = raw ? index : index - 1;
  return entries_of(packs.at(group).at(entry / cardinality)).at(entry % cardinality);
}

struct Added {
  uint32_t group;
  uint32_t index;
  Text text;
};

TEST_CASE("Every text is where its number says, for any cardinality", "[encode][packs]") {
  for (const uint32_t cardinality : {1u, 2u, 3u, 7u, 50u}) {
    GenomeMaker maker(cardinality);
    PackStore store(cardinality);
    Packs packs;
    std::vector<Added> added;
    for (int n = 0; n < 1500; ++n) {
      SegmentText segment;
      segment.group = static_cast<uint32_t>(maker.below(2) == 0 ? 0 : kRawGroupCount + maker.below(9));
      segment.text = maker.bases(1 + maker.below(4));  // many repeat
      std::vector<ClosedPack> closed;
      const uint32_t index = store.add(segment, closed);
      for (const ClosedPack& pack : closed) keep(packs, pack);
      added.push_back({segment.group, index, segment.text});
    }
    for (const ClosedPack& pack : store.close_all()) keep(packs, pack);
    REQUIRE(store.memory_bytes() == 0);
    REQUIRE(store.close_all().empty());
    for (const Added& one : added) REQUIRE(text_at(packs, one.group, one.index, cardinality) == one.text);
    for (const auto& [group, parts] : packs) {
      for (size_t part = 0; part < parts.size(); ++part) {
        const size_t entries = entries_of(parts[part]).size();
        REQUIRE((part + 1 == parts.size() ? entries <= cardinality && entries > 0 : entries == cardinality));
      }
    }
  }
}

TEST_CASE("A text that its group holds keeps its number; another group's does not count", "[encode][packs]") {
  PackStore store(3);
  std::vector<ClosedPack> closed;
  const auto add = [&](uint32_t group, Text text) { return store.add({group, false, 1, std::move(text)}, closed); };
  const uint32_t first = add(16, {65});
  const uint32_t second = add(16, {66});
  REQUIRE(first != second);
  REQUIRE(add(16, {65}) == first);
  REQUIRE(add(16, {67}) != first);
  REQUIRE(closed.size() == 1);
  REQUIRE(add(16, {65}) == first);  // from a pack that is gone
  REQUIRE(closed.size() == 1);
  add(17, {1});
  REQUIRE(add(17, {65}) == 2);
}

TEST_CASE("Raw groups begin with a dummy entry where a pack has room for it", "[encode][packs]") {
  std::vector<ClosedPack> closed;
  PackStore wide(50);
  REQUIRE(wide.add({0, false, 1, {2}}, closed) == 1);
  REQUIRE(wide.close_all().at(0).plain == Text{0x7F, 0xFF, 2, 0xFF});
  PackStore narrow(1);
  REQUIRE(narrow.add({0, false, 1, {2}}, closed) == 0);
  REQUIRE(closed.at(0).plain == Text{2, 0xFF});
}

TEST_CASE("Texts that differ in their last byte, their length or trailing zeros are told apart", "[encode][packs]") {
  PackStore store(100000);
  std::vector<ClosedPack> closed;
  std::vector<uint32_t> seen;
  for (uint32_t length = 1; length < 60; ++length) {
    for (uint8_t last = 0; last < 4; ++last) {
      Text text(length, 0);
      text.back() = last;
      seen.push_back(store.add({20, false, length, text}, closed));
    }
  }
  std::ranges::sort(seen);
  REQUIRE(std::ranges::adjacent_find(seen) == seen.end());
}

TEST_CASE("Texts in the open pack are compared: a collision of hashes mixes none", "[encode][packs]") {
  PackStore store(8, [](std::span<const uint8_t>) { return Digest128{}; });
  std::vector<ClosedPack> closed;
  std::vector<uint32_t> numbers;
  for (uint8_t text = 0; text < 8; ++text) {
    numbers.push_back(store.add({20, false, 1, {text}}, closed));
    if (text < 7) REQUIRE(store.add({20, false, 1, {0}}, closed) == numbers.front());
  }
  REQUIRE(numbers == std::vector<uint32_t>{1, 2, 3, 4, 5, 6, 7, 8});
  REQUIRE(closed.size() == 1);
  REQUIRE(closed.front().plain == Text{0, 0xFF, 1, 0xFF, 2, 0xFF, 3, 0xFF, 4, 0xFF, 5, 0xFF, 6, 0xFF, 7, 0xFF});
}

TEST_CASE("Hashes of texts are others in every run", "[encode][packs]") {
  const Text text(100, 7);
  REQUIRE(KeyedHash()(text) != KeyedHash()(text));
  const KeyedHash hash;
  REQUIRE(hash(text) == hash(text));
}

TEST_CASE("Groups fill to their limits", "[encode][groups]") {
  Groups groups({.first_fill = 1000, .cap = 4000});
  REQUIRE(groups.count() == kRawGroupCount);
  GenomeMaker maker(9);
  uint32_t pieces = 0;
  std::optional<uint32_t> neighbour;
  for (int n = 0; n < 2000; ++n) {
    const uint64_t length = 1 + maker.below(900);
    const uint32_t group = groups.choose(length, neighbour);
    REQUIRE(group >= kRawGroupCount);
    REQUIRE(group < groups.count());
    const uint64_t before = groups.reference_length(group);
    groups.add_piece(group, pieces++, length);
    REQUIRE(groups.reference_length(group) == before + length);
    REQUIRE(groups.reference_length(group) <= 4000);
    REQUIRE(groups.pieces(group).back() == pieces - 1);
    neighbour = maker.below(3) == 0
                    ? std::nullopt
                    : std::optional<uint32_t>(kRawGroupCount +
                                              static_cast<uint32_t>(maker.below(groups.count() - kRawGroupCount)));
  }
  const uint32_t count = groups.count();
  REQUIRE(groups.open_new() == count);
  REQUIRE(groups.reference_length(count) == 0);
}

}  // namespace
}  // namespace agc
