// What is new becomes reference, once.

#include <catch2/catch.hpp>

#include "encode/grower.h"
#include "unit/encode/encoder_bench.h"

namespace agc {
namespace {

using test::EncoderBench;
using test::GenomeMaker;
using test::holds;
using test::piece_symbols;
using test::reference_of;
using test::Symbols;

// Query positions that alignments reproduce exactly; exceptions never are.
uint64_t reproduced(const EncoderBench& bench, const UnitPlan& unit) {
  std::vector<bool> good(unit.query.size(), false);
  for (const Alignment& alignment : unit.found.alignments) {
    REQUIRE(holds(bench.pool, unit.query, unit.found, alignment));
    const auto mismatches = unit.found.mismatches_of(alignment);
    for (uint64_t i = alignment.query_begin; i < alignment.query_end; ++i) {
      if (!std::ranges::binary_search(mismatches, i)) good[i] = true;
    }
  }
  for (const ExceptionRun& run : unit.query.forward().exceptions()) {
    for (uint64_t i = run.begin; i < run.end(); ++i) good[i] = false;
  }
  return static_cast<uint64_t>(std::ranges::count(good, true));
}

UnitPlan grown(EncoderBench& bench, const Symbols& symbols) {
  UnitPlan unit = bench.plan(symbols);
  bench.map(unit);
  bench.grow(unit);
  return unit;
}

TEST_CASE("All of a first unit becomes reference", "[encode][grower]") {
  GenomeMaker maker(1);
  for (const uint64_t length : {1000, 59999, 60001, 200000}) {
    EncoderBench bench;
    const UnitPlan unit = grown(bench, maker.bases(length));
    REQUIRE(reproduced(bench, unit) == length);
    REQUIRE(bench.pool.symbols() >= length);
    REQUIRE(bench.pool.symbols() <= length + 100 * bench.params.kmer_length);
    REQUIRE(unit.group_count == bench.groups.count());
    REQUIRE(unit.group_count > kRawGroupCount);
  }
}

TEST_CASE("The same unit again adds nothing, on either strand", "[encode][grower]") {
  GenomeMaker maker(2);
  EncoderBench bench;
  const Symbols symbols = maker.bases(150000);
  grown(bench, symbols);
  const uint64_t symbols_before = bench.pool.symbols();
  const uint32_t groups_before = bench.groups.count();
  for (const Symbols& again : {symbols, test::reverse_complement_of(symbols)}) {
    const UnitPlan unit = grown(bench, again);
    REQUIRE(unit.novel.empty());
    REQUIRE(reproduced(bench, unit) == again.size());
    REQUIRE(bench.pool.symbols() == symbols_before);
    REQUIRE(bench.groups.count() == groups_before);
  }
}

TEST_CASE("What came into the pool since a unit was mapped is not stored twice", "[encode][grower]") {
  GenomeMaker maker(3);
  EncoderBench bench;
  const Symbols symbols = maker.bases(50000);
  UnitPlan first = bench.plan(symbols);
  UnitPlan second = bench.plan(test::reverse_complement_of(symbols));
  bench.map(first);
  bench.map(second);  // sees nothing of the first
  REQUIRE(second.novel.size() == 1);
  bench.grow(first);
  const uint64_t symbols_before = bench.pool.symbols();
  bench.grow(second);
  REQUIRE(bench.pool.symbols() == symbols_before);
  REQUIRE(reproduced(bench, second) == symbols.size());
}

TEST_CASE("Of a relative only the new parts become reference", "[encode][grower]") {
  GenomeMaker maker(4);
  EncoderBench bench;
  const Symbols symbols = maker.bases(100000);
  grown(bench, symbols);
  const uint64_t symbols_before = bench.pool.symbols();
  Symbols relative = maker.mutate(symbols, {3, 0.3, 0, 0});
  const Symbols novel = maker.bases(3000);
  relative.insert(relative.begin() + 40000, novel.begin(), novel.end());
  const UnitPlan unit = grown(bench, relative);
  REQUIRE(bench.pool.symbols() - symbols_before > 2900);
  REQUIRE(bench.pool.symbols() - symbols_before < 3500);
  REQUIRE(reproduced(bench, unit) > relative.size() * 98 / 100);
}

TEST_CASE("Long runs of N never become reference", "[encode][grower]") {
  GenomeMaker maker(5);
  EncoderBench bench;
  Symbols symbols = maker.bases(5000);
  symbols.insert(symbols.begin() + 2000, 30000, kCodeN);
  grown(bench, symbols);
  REQUIRE(bench.pool.symbols() <= 5000 + 2 * bench.params.kmer_length);
  EncoderBench nothing;
  const UnitPlan unit = grown(nothing, Symbols(5000, kCodeN));
  REQUIRE(nothing.pool.piece_count() == 0);
  REQUIRE(unit.group_count == kRawGroupCount);
}

TEST_CASE("References are as long as their groups say and keep their beginnings", "[encode][grower]") {
  GenomeMaker maker(6);
  ArchiveParams params;
  params.segment_size = 2000;
  EncoderBench bench(params);
  const Symbols ancestor = maker.bases(20000);
  std::vector<Symbols> references;
  for (int n = 0; n < 15; ++n) {
    grown(bench, maker.mutate(ancestor, {40, 3, 2, 1}));
    for (uint32_t group = kRawGroupCount; group < bench.groups.count(); ++group) {
      const Symbols reference = reference_of(bench.pool, bench.groups, group);
      REQUIRE(reference.size() == bench.groups.reference_length(group));
      REQUIRE_FALSE(reference.empty());
      if (group - kRawGroupCount == references.size()) references.push_back(reference);
      Symbols& before = references[group - kRawGroupCount];
      REQUIRE(std::equal(before.begin(), before.end(), reference.begin()));
      before = reference;
    }
  }
  for (uint32_t n = 0; n < bench.pool.piece_count(); ++n) {
    const Piece& piece = bench.pool.piece(n);
    const Symbols& reference = references[piece.group - kRawGroupCount];
    REQUIRE(piece.group_offset + piece.length <= reference.size());
    const Symbols symbols = piece_symbols(bench.pool, piece);
    REQUIRE(std::equal(symbols.begin(), symbols.end(),
                       reference.begin() + static_cast<std::ptrdiff_t>(piece.group_offset)));
  }
}

}  // namespace
}  // namespace agc
