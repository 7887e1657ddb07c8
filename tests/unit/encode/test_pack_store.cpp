// Packs, in-group numbers and repeated texts.

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "encode/groups.h"
#include "encode/pack_store.h"
#include "encode/text_sketch.h"
#include "unit/encode/close_all.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::close_all;
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
  uint32_t number;
  Text text;
};

// A text of up to 80 symbols made from one of a few, so that many are alike.
Text alike_text(GenomeMaker& maker, const std::vector<Text>& models) {
  Text text = models[maker.below(models.size())];
  for (uint64_t changes = 1 + maker.below(4); changes > 0; --changes) text[maker.below(text.size())] = 65;
  return text;
}

TEST_CASE("Every text is where its index says, for any cardinality", "[encode][packs]") {
  for (const uint32_t cardinality : {1u, 3u, 50u, 1500u}) {
    GenomeMaker maker(cardinality);
    PackStore store(cardinality);
    Packs packs;
    std::vector<Added> added;
    std::vector<ClosedPack> closed;
    const std::vector<Text> models = {maker.bases(80), maker.bases(40), maker.bases(60)};
    // Most in one group, whose window runs over; of packs of the usual size twice.
    for (int n = 0; n < (cardinality == 50 ? 5000 : 3000); ++n) {
      SegmentText segment;
      segment.group = static_cast<uint32_t>(maker.below(9) == 0 ? maker.below(2) * 18 : kRawGroupCount);
      segment.text = maker.below(3) == 0 ? maker.bases(1 + maker.below(4)) : alike_text(maker, models);
      segment.sketch = sketch_text(segment.text);
      const Text text = segment.text;
      const uint32_t group = segment.group;
      added.push_back({group, store.add(std::move(segment), closed), text});
      if (maker.below(50) == 0) {
        const Added& any = added[maker.below(added.size())];
        if (store.index_of(any.group, any.number) == PackStore::kNoIndex) {
          store.settled_index(any.group, any.number, closed);
          REQUIRE(store.index_of(any.group, any.number) != PackStore::kNoIndex);
        }
      }
    }
    for (const ClosedPack& pack : closed) keep(packs, pack);
    for (const ClosedPack& pack : close_all(store)) keep(packs, pack);
    REQUIRE(store.memory_bytes() == 0);
    REQUIRE(close_all(store).empty());
    for (const Added& one : added) {
      REQUIRE(text_at(packs, one.group, store.index_of(one.group, one.number), cardinality) == one.text);
    }
    for (const auto& [group, parts] : packs) {
      std::set<std::string> distinct;
      for (size_t part = 0; part < parts.size(); ++part) {
        const std::vector<Text> entries = entries_of(parts[part]);
        REQUIRE((part + 1 == parts.size() ? entries.size() <= cardinality && !entries.empty()
                                          : entries.size() == cardinality));
        for (const Text& entry : entries) REQUIRE(distinct.emplace(entry.begin(), entry.end()).second);
      }
    }
  }
}

TEST_CASE("An index that was told stays", "[encode][packs]") {
  GenomeMaker maker(3);
  PackStore store(4);
  std::vector<ClosedPack> closed;
  std::vector<uint32_t> known;
  for (uint32_t n = 0; n < 5000; ++n) {
    SegmentText segment{16, false, 1, maker.bases(30)};
    segment.sketch = sketch_text(segment.text);
    REQUIRE(store.add(std::move(segment), closed) == n);
    known.push_back(PackStore::kNoIndex);
    for (uint32_t text = n < 50 ? 0 : n - 50; text <= n; ++text) {
      if (known[text] != PackStore::kNoIndex) REQUIRE(store.index_of(16, text) == known[text]);
      known[text] = store.index_of(16, text);
    }
  }
}

TEST_CASE("Texts that are alike share a pack", "[encode][packs]") {
  GenomeMaker maker(7);
  constexpr uint32_t kCardinality = 10;
  const std::vector<Text> models = {maker.bases(400), maker.bases(400), maker.bases(400)};
  PackStore store(kCardinality);
  std::vector<ClosedPack> closed;
  std::vector<std::pair<size_t, uint32_t>> added;  // model and number
  for (int n = 0; n < 300; ++n) {
    const size_t model = maker.below(models.size());
    SegmentText segment{16, false, 1, models[model]};
    segment.text[maker.below(400)] = static_cast<uint8_t>(70 + n % 7);
    segment.text[maker.below(400)] = 65;
    segment.sketch = sketch_text(segment.text);
    added.emplace_back(model, store.add(std::move(segment), closed));
  }
  close_all(store);
  std::map<uint32_t, std::set<size_t>> models_in;
  for (const auto& [model, number] : added) models_in[(store.index_of(16, number) - 1) / kCardinality].insert(model);
  const auto mixed = std::ranges::count_if(models_in, [](const auto& pack) { return pack.second.size() > 1; });
  REQUIRE(models_in.size() >= 25);
  REQUIRE(mixed <= 3);  // where one model's texts come to their end
}

TEST_CASE("Inside a pack a text lies beside those that are like it", "[encode][packs]") {
  GenomeMaker maker(8);
  const std::vector<Text> models = {maker.bases(400), maker.bases(400)};
  for (const uint32_t group : {2u, 16u}) {
    PackStore store(50);
    std::vector<ClosedPack> closed;
    std::vector<uint32_t> numbers;
    for (size_t n = 0; n < 40; ++n) {
      SegmentText segment{group, false, 1, models[n % 2]};
      segment.text[maker.below(400)] = static_cast<uint8_t>(70 + n);
      segment.sketch = sketch_of_group(group, segment.text);
      numbers.push_back(store.add(std::move(segment), closed));
    }
    REQUIRE(close_all(store).size() == 1);
    // The first one's family and then the other one; behind the dummy entry or the reference.
    REQUIRE(store.index_of(group, numbers[0]) == 1);
    for (size_t n = 0; n < 40; ++n) REQUIRE((store.index_of(group, numbers[n]) - 1) / 20 == n % 2);
  }
}

TEST_CASE("A pack that a text was settled in goes on with texts like it", "[encode][packs]") {
  GenomeMaker maker(11);
  // The other model's texts are the larger ones, with which a pack would begin.
  const std::vector<Text> models = {maker.bases(500), maker.bases(300)};
  PackStore store(4);
  std::vector<ClosedPack> closed;
  std::vector<uint32_t> numbers;
  for (size_t n = 0; n < 8; ++n) {
    SegmentText segment{16, false, 1, models[n % 2]};
    segment.text[maker.below(300)] = static_cast<uint8_t>(70 + n);
    segment.sketch = sketch_text(segment.text);
    numbers.push_back(store.add(std::move(segment), closed));
  }
  REQUIRE(store.settled_index(16, numbers[5], closed) == 1);
  REQUIRE(closed.size() == 2);
  for (size_t n = 0; n < 8; ++n) REQUIRE((store.index_of(16, numbers[n]) <= 4) == (n % 2 == 1));
}

TEST_CASE("A group that has its fill packs half of what waits", "[encode][packs]") {
  GenomeMaker maker(12);
  PackStore store(64);
  std::vector<ClosedPack> closed;
  for (uint32_t n = 0; n < 2048; ++n) {
    REQUIRE(closed.empty());
    SegmentText segment{16, false, 1, maker.bases(30)};
    segment.sketch = sketch_text(segment.text);
    REQUIRE(store.add(std::move(segment), closed) == n);
  }
  REQUIRE(closed.size() == 1024 / 64);
  size_t waiting = 0;
  for (uint32_t n = 0; n < 2048; ++n) waiting += store.index_of(16, n) == PackStore::kNoIndex;
  REQUIRE(waiting == 1024);
}

TEST_CASE("Much that waits is packed before groups have their fill of it", "[encode][packs]") {
  PackStore store(50);
  std::vector<ClosedPack> closed;
  constexpr size_t kText = size_t{1} << 20;
  for (uint32_t n = 0; n < 400; ++n) {
    SegmentText segment{16 + n % 4, false, 1, Text(kText, 65)};
    segment.text[n] = 66;
    store.add(std::move(segment), closed);
    REQUIRE(store.memory_bytes() < 450 * kText);
  }
  REQUIRE_FALSE(closed.empty());
}

TEST_CASE("A text that its group holds keeps its number, another group's does not count", "[encode][packs]") {
  PackStore store(3);
  std::vector<ClosedPack> closed;
  const auto add = [&](uint32_t group, Text text) { return store.add({group, false, 1, std::move(text)}, closed); };
  const uint32_t first = add(16, {65});
  const uint32_t second = add(16, {66});
  REQUIRE(first != second);
  REQUIRE(add(16, {65}) == first);
  const uint32_t third = add(16, {67});
  REQUIRE(third != first);
  store.settled_index(16, first, closed);
  REQUIRE(closed.size() == 1);      // with the two others, which fill it
  REQUIRE(add(16, {65}) == first);  // from a pack that is gone
  close_all(store);
  REQUIRE(closed.size() == 1);
  REQUIRE(store.index_of(16, first) == 1);
  add(17, {1});
  REQUIRE(add(17, {65}) == 1);
}

TEST_CASE("Raw groups begin with a dummy entry where a pack has room for it", "[encode][packs]") {
  std::vector<ClosedPack> closed;
  PackStore wide(50);
  const uint32_t text = wide.add({0, false, 1, {2}}, closed);
  REQUIRE(close_all(wide).at(0).plain == Text{0x7F, 0xFF, 2, 0xFF});
  REQUIRE(wide.index_of(0, text) == 1);
  PackStore narrow(1);
  const uint32_t only = narrow.add({0, false, 1, {2}}, closed);
  REQUIRE(close_all(narrow).at(0).plain == Text{2, 0xFF});
  REQUIRE(narrow.index_of(0, only) == 0);
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

TEST_CASE("Texts that wait or are in the open pack are compared: a collision of hashes mixes none", "[encode][packs]") {
  for (const bool settled : {false, true}) {
    PackStore store(8, [](std::span<const uint8_t>) { return Digest128{}; });
    std::vector<ClosedPack> closed;
    std::vector<uint32_t> numbers;
    for (uint8_t text = 0; text < 8; ++text) {
      numbers.push_back(store.add({20, false, 1, {text}}, closed));
      if (settled) store.settled_index(20, text, closed);
      if (text < 7) REQUIRE(store.add({20, false, 1, {0}}, closed) == numbers.front());
    }
    REQUIRE(numbers == std::vector<uint32_t>{0, 1, 2, 3, 4, 5, 6, 7});
    if (!settled) closed = close_all(store);
    REQUIRE(closed.size() == 1);
    REQUIRE(closed.front().plain == Text{0, 0xFF, 1, 0xFF, 2, 0xFF, 3, 0xFF, 4, 0xFF, 5, 0xFF, 6, 0xFF, 7, 0xFF});
  }
}

TEST_CASE("Hashes of texts are others in every run", "[encode][packs]") {
  const Text text(100, 7);
  REQUIRE(KeyedHash()(text) != KeyedHash()(text));
  const KeyedHash hash;
  REQUIRE(hash(text) == hash(text));
}

TEST_CASE("Groups fill to their limits", "[encode][groups]") {
  Groups groups({.first_fill = 1000});
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
    REQUIRE(groups.reference_length(group) <= groups.limits().cap());
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
