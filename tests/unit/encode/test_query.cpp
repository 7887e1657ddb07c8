// Islands of a query against a scan symbol by symbol.

#include <catch2/catch.hpp>

#include "encode/query.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::Symbols;

// Stretches between gaps; a gap is kIslandGap symbols above 3 in a row or more.
std::vector<Interval> naive_islands(const Symbols& symbols) {
  std::vector<bool> in_gap(symbols.size(), false);
  for (uint64_t begin = 0; begin < symbols.size(); ++begin) {
    uint64_t end = begin;
    while (end < symbols.size() && symbols[end] > 3) ++end;
    if (end - begin < Query::kIslandGap) continue;
    for (uint64_t i = begin; i < end; ++i) in_gap[i] = true;
  }
  std::vector<Interval> islands;
  for (uint64_t i = 0; i < symbols.size(); ++i) {
    if (in_gap[i]) continue;
    if (i == 0 || in_gap[i - 1]) islands.push_back({i, i});
    islands.back().end = i + 1;
  }
  return islands;
}

TEST_CASE("Islands are what lies between long runs of exceptions", "[encode][query]") {
  GenomeMaker maker(1);
  for (int round = 0; round < 500; ++round) {
    Symbols symbols;
    for (uint64_t parts = maker.below(8); parts > 0; --parts) {
      Symbols part = maker.below(2) == 0 ? maker.bases(maker.below(50))
                                         : Symbols(maker.below(40), static_cast<uint8_t>(4 + maker.below(3)));
      symbols.insert(symbols.end(), part.begin(), part.end());
    }
    const Query query{PackedSequence(symbols)};
    REQUIRE(query.islands() == naive_islands(symbols));
    REQUIRE(test::symbols_of(query.strand(false)) == symbols);
    REQUIRE(test::symbols_of(query.strand(true)) == test::reverse_complement_of(symbols));
  }
}

TEST_CASE("Two short runs that touch make one gap", "[encode][query]") {
  Symbols symbols(10, 1);
  symbols.insert(symbols.end(), 8, uint8_t{4});
  symbols.insert(symbols.end(), 8, uint8_t{5});
  symbols.insert(symbols.end(), 10, uint8_t{2});
  REQUIRE(Query{PackedSequence(symbols)}.islands() == std::vector<Interval>{{0, 10}, {26, 36}});
}

TEST_CASE("A query of exceptions alone, or of nothing, has no islands", "[encode][query]") {
  REQUIRE(Query{PackedSequence(Symbols(100, 4))}.islands().empty());
  REQUIRE(Query{PackedSequence()}.islands().empty());
}

}  // namespace
}  // namespace agc
