// What is found for gaps between alignments, in the group and on the strand of what lies beside them.

#include <catch2/catch.hpp>
#include <optional>

#include "encode/gap_mapper.h"
#include "encode/seed_indexes.h"
#include "unit/encode/known_pool.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::KnownPool;
using test::Symbols;

// Two groups of random symbols, and a query that a gap divides: a stretch of the first group before it and one behind.
struct Bench {
  static constexpr uint64_t kSide = 1000;

  Bench(const Symbols& gap, bool reverse) {
    for (int n = 0; n < 2; ++n) {
      stored.push_back(maker.bases(20000));
      in_group.insert(known.pool, known.store(stored.back()));
    }
    symbols.assign(stored[0].begin() + 2000, stored[0].begin() + 2000 + kSide);
    symbols.insert(symbols.end(), gap.begin(), gap.end());
    symbols.insert(symbols.end(), stored[0].begin() + 3000, stored[0].begin() + 3000 + kSide);
    const uint64_t size = symbols.size();
    const uint32_t group = known.pool.piece(0).group;
    const uint64_t left = known.pool.piece(0).pool_begin + (reverse ? 3000 : 2000);
    const uint64_t right = known.pool.piece(0).pool_begin + (reverse ? 2000 : 3000);
    found.alignments = {{0, kSide, left, group, reverse, 0, 0}, {size - kSide, size, right, group, reverse, 0, 0}};
    spans = {{0, kSide, 0}, {kSide, size - kSide, Span::kNone}, {size - kSide, size, 1}};
    if (reverse) symbols = test::reverse_complement_of(symbols);
  }

  // The alignments that are added.
  std::vector<Alignment> map(std::vector<Interval> novel = {}, std::optional<PoolView> view = std::nullopt) {
    const Query query{PackedSequence(symbols)};
    const size_t before = found.alignments.size();
    GapMapper(known.pool, in_group).map(query, spans, novel, view.value_or(known.everything()), found);
    std::vector<Alignment> added(found.alignments.begin() + static_cast<std::ptrdiff_t>(before),
                                 found.alignments.end());
    for (const Alignment& alignment : added) {
      REQUIRE(test::holds(known.pool, query, found, alignment));
      REQUIRE(alignment.group == found.alignments[0].group);
      REQUIRE(alignment.reverse == found.alignments[0].reverse);
      REQUIRE(alignment.query_begin >= spans[1].begin);
      REQUIRE(alignment.query_end <= spans[1].end);
    }
    return added;
  }

  GenomeMaker maker{7};
  KnownPool known;
  SeedIndex in_group{SeedIndexes::kSeedInGroup, 8, 1 << 18, SeedIndex::Scope::group};
  std::vector<Symbols> stored;
  Symbols symbols;
  AlignmentSet found;
  std::vector<Span> spans;
};

// Of the groups that every Bench has.
Symbols slice_of_group(size_t group, size_t begin, size_t length) {
  const Bench bench({}, false);
  const auto first = bench.stored[group].begin() + static_cast<std::ptrdiff_t>(begin);
  return {first, first + static_cast<std::ptrdiff_t>(length)};
}

TEST_CASE("A gap is found in the group of what lies beside it, on either strand", "[encode][gap_mapper]") {
  for (const bool reverse : {false, true}) {
    for (const size_t length : {20u, 23u, 60u, 700u}) {
      for (size_t begin = 12000; begin < 12009; ++begin) {
        Bench bench(slice_of_group(0, begin, length), reverse);
        const std::vector<Alignment> added = bench.map();
        REQUIRE(added.size() == 1);
        CHECK(added[0].length() == length);
        CHECK(added[0].pool_begin == bench.known.pool.piece(0).pool_begin + begin);
      }
    }
  }
}

TEST_CASE("Mismatches are gone across", "[encode][gap_mapper]") {
  Symbols gap = slice_of_group(0, 12000, 100);
  for (const size_t position : {30u, 31u, 60u}) gap[position] ^= 1;
  Bench bench(gap, false);
  const std::vector<Alignment> added = bench.map();
  REQUIRE(added.size() == 1);
  CHECK(added[0].length() == 100);
  CHECK(added[0].mismatch_count == 3);
}

TEST_CASE("What another group has, is new, short or out of sight, is left alone", "[encode][gap_mapper]") {
  CHECK(Bench(slice_of_group(1, 12000, 60), false).map().empty());
  CHECK(Bench(slice_of_group(0, 12000, 15), false).map().empty());
  CHECK(Bench(test::reverse_complement_of(slice_of_group(0, 12000, 60)), false).map().empty());
  const Symbols gap = slice_of_group(0, 12000, 60);
  CHECK(Bench(gap, false).map({{Bench::kSide + 10, Bench::kSide + 20}}).empty());
  CHECK(Bench(gap, false).map({{10, 20}, {Bench::kSide + 60, Bench::kSide + 90}}).size() == 1);
  CHECK(Bench(gap, false).map({}, PoolView{0, 0}).empty());
}

TEST_CASE("A query of which nothing is known has no neighbours", "[encode][gap_mapper]") {
  Bench bench(slice_of_group(0, 12000, 60), false);
  bench.spans = {{0, bench.symbols.size(), Span::kNone}};
  AlignmentSet found;
  const Query query{PackedSequence(bench.symbols)};
  GapMapper(bench.known.pool, bench.in_group).map(query, bench.spans, {}, bench.known.everything(), found);
  CHECK(found.alignments.empty());
}

}  // namespace
}  // namespace agc
