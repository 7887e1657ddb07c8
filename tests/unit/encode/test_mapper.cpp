// The mapper finds planted copies, says only what is true, and depends on its view alone.

#include <catch2/catch.hpp>

#include "encode/mapper.h"
#include "unit/encode/known_pool.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::holds;
using test::KnownPool;
using test::Symbols;

AlignmentSet map_whole(const KnownPool& known, const Query& query, PoolView view) {
  AlignmentSet found;
  Mapper(known.pool, known.index).map(query, {0, query.size()}, view, found);
  return found;
}

// Symbols of [begin, end) that some alignment covers without a mismatch.
uint64_t covered(const AlignmentSet& found, uint64_t begin, uint64_t end) {
  std::vector<bool> good(end, false);
  for (const Alignment& alignment : found.alignments) {
    for (uint64_t i = alignment.query_begin; i < std::min(alignment.query_end, end); ++i) good[i] = true;
    for (const uint64_t mismatch : found.mismatches_of(alignment)) {
      if (mismatch < end) good[mismatch] = false;
    }
  }
  return static_cast<uint64_t>(std::count(good.begin() + static_cast<std::ptrdiff_t>(begin), good.end(), true));
}

Symbols joined(std::initializer_list<Symbols> parts) {
  Symbols whole;
  for (const Symbols& part : parts) whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

TEST_CASE("A planted copy is found whole, forward and reverse", "[encode][mapper]") {
  GenomeMaker maker(1);
  for (int round = 0; round < 60; ++round) {
    KnownPool known;
    const Symbols stored = maker.bases(3000);
    known.store(maker.bases(2000));
    known.store(stored);
    const bool reverse = round % 2 == 1;
    const uint64_t begin = maker.below(1000);
    const uint64_t length = 40 + maker.below(1500);
    Symbols copy(stored.begin() + static_cast<std::ptrdiff_t>(begin),
                 stored.begin() + static_cast<std::ptrdiff_t>(begin + length));
    if (reverse) test::reverse_complement(copy);
    const Symbols before = maker.bases(maker.below(500));
    const Query query{PackedSequence(joined({before, copy, maker.bases(maker.below(500))}))};
    const AlignmentSet found = map_whole(known, query, known.everything());
    const auto whole = std::ranges::find_if(found.alignments, [&](const Alignment& alignment) {
      return alignment.reverse == reverse && alignment.query_begin <= before.size() &&
             alignment.query_end >= before.size() + length;
    });
    REQUIRE(whole != found.alignments.end());
    REQUIRE(whole->pool_position(before.size()) ==
            known.pool.piece(1).pool_begin + (reverse ? begin + length - 1 : begin));
  }
}

TEST_CASE("Alignments go across mismatches and over short runs of N", "[encode][mapper]") {
  GenomeMaker maker(2);
  for (const bool reverse : {false, true}) {
    KnownPool known;
    const Symbols stored = maker.bases(6000);
    known.store(stored);
    Symbols copy = stored;
    for (uint64_t i = 100; i < copy.size(); i += 100) copy[i] = static_cast<uint8_t>((copy[i] + 1) & 3);
    for (uint64_t i = 3050; i < 3058; ++i) copy[i] = kCodeN;
    if (reverse) test::reverse_complement(copy);
    const Query query{PackedSequence(copy)};
    const AlignmentSet found = map_whole(known, query, known.everything());
    REQUIRE(found.alignments.size() == 1);
    REQUIRE(found.alignments[0].length() == copy.size());
    REQUIRE(found.alignments[0].mismatch_count >= 59);
    REQUIRE(holds(known.pool, query, found, found.alignments[0]));
  }
}

TEST_CASE("What lies behind a long run of N is found, too", "[encode][mapper]") {
  GenomeMaker maker(3);
  KnownPool known;
  const Symbols left = maker.bases(800);
  const Symbols right = maker.bases(900);
  known.store(joined({left, right}));
  const Query query{PackedSequence(joined({Symbols(40, 4), left, Symbols(500, 4), right, Symbols(17, 9)}))};
  const AlignmentSet found = map_whole(known, query, known.everything());
  REQUIRE(covered(found, 40, 840) == 800);
  REQUIRE(covered(found, 1340, 2240) == 900);
  for (const Alignment& alignment : found.alignments) {
    REQUIRE((alignment.query_end <= 840 || alignment.query_begin >= 1340));
  }
}

TEST_CASE("Every alignment says what is true", "[encode][mapper]") {
  GenomeMaker maker(4);
  for (int round = 0; round < 40; ++round) {
    KnownPool known;
    const Symbols ancestor = maker.bases(8000);
    known.store(ancestor, round % 2 == 1);
    known.store(maker.mutate(ancestor, {30, 5, 0, 0}));
    Symbols relative = maker.mutate(ancestor, {static_cast<double>(maker.below(120)), 3, 1, 2});
    if (maker.below(2) == 0) test::reverse_complement(relative);
    const Query query{PackedSequence(relative)};
    const AlignmentSet found = map_whole(known, query, known.everything());
    REQUIRE_FALSE(found.alignments.empty());
    for (const Alignment& alignment : found.alignments) REQUIRE(holds(known.pool, query, found, alignment));
  }
}

TEST_CASE("A relative at one difference in a hundred is covered almost whole", "[encode][mapper]") {
  GenomeMaker maker(5);
  KnownPool known;
  const Symbols ancestor = maker.bases(100000);
  known.store(ancestor);
  const Symbols relative = maker.mutate(ancestor, {10, 1, 0.05, 0});
  const AlignmentSet found = map_whole(known, Query{PackedSequence(relative)}, known.everything());
  REQUIRE(covered(found, 0, relative.size()) > relative.size() * 90 / 100);
}

bool equal_sets(const AlignmentSet& a, const AlignmentSet& b) {
  const auto equal = [](const Alignment& x, const Alignment& y) {
    return x.query_begin == y.query_begin && x.query_end == y.query_end && x.pool_begin == y.pool_begin &&
           x.group == y.group && x.reverse == y.reverse && x.first_mismatch == y.first_mismatch &&
           x.mismatch_count == y.mismatch_count;
  };
  return a.mismatches == b.mismatches &&
         std::equal(a.alignments.begin(), a.alignments.end(), b.alignments.begin(), b.alignments.end(), equal);
}

TEST_CASE("The result for a view stays the same while pool and index grow", "[encode][mapper]") {
  GenomeMaker maker(6);
  KnownPool known(4000);  // so that the index grows, too
  const Symbols ancestor = maker.bases(5000);
  known.store(ancestor);
  known.store(maker.mutate(ancestor, {20, 2, 1, 0}));
  const Query query{PackedSequence(maker.mutate(ancestor, {30, 2, 1, 1}))};
  const PoolView view = known.everything();
  const AlignmentSet expected = map_whole(known, query, view);
  REQUIRE_FALSE(expected.alignments.empty());
  const uint64_t memory_before = known.index.memory_bytes();
  for (int n = 0; n < 30; ++n) {
    known.store(n % 3 == 0 ? maker.bases(3000) : maker.mutate(ancestor, {10, 1, 0, 0}));
    REQUIRE(equal_sets(map_whole(known, query, view), expected));
  }
  REQUIRE(known.index.memory_bytes() > memory_before);
  // More is found by who may see more: the test above could fail.
  REQUIRE_FALSE(equal_sets(map_whole(known, query, known.everything()), expected));
}

TEST_CASE("Nothing outside the view is used", "[encode][mapper]") {
  GenomeMaker maker(7);
  KnownPool known;
  const Symbols first = maker.bases(1000);
  const Symbols second = maker.bases(1000);
  known.store(first);
  const uint64_t size_between = known.pool.size();
  known.store(second);
  const Query query{PackedSequence(joined({first, second}))};
  REQUIRE(map_whole(known, query, {0, 0}).alignments.empty());
  REQUIRE(covered(map_whole(known, query, {0, size_between}), 1000, 2000) < 100);
  REQUIRE(covered(map_whole(known, query, {size_between, known.pool.size()}), 0, 1000) < 100);
}

TEST_CASE("Queries too short for a seed have no alignments", "[encode][mapper]") {
  GenomeMaker maker(8);
  KnownPool known;
  const Symbols stored = maker.bases(1000);
  known.store(stored);
  for (uint64_t length = 0; length < 16; ++length) {
    const Query query{PackedSequence(Symbols(stored.begin(), stored.begin() + static_cast<std::ptrdiff_t>(length)))};
    REQUIRE(map_whole(known, query, known.everything()).alignments.empty());
  }
  REQUIRE(map_whole(known, Query{PackedSequence(Symbols(500, 4))}, known.everything()).alignments.empty());
}

}  // namespace
}  // namespace agc
