// Which stretches count as new.

#include <catch2/catch.hpp>

#include "encode/chain.h"
#include "encode/mapper.h"
#include "encode/novelty.h"
#include "unit/encode/known_pool.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::KnownPool;
using test::Symbols;

std::vector<Interval> novel_of(const KnownPool& known, const Symbols& symbols) {
  const Query query{PackedSequence(symbols)};
  const CostModel costs;
  AlignmentSet found;
  Mapper(known.pool, known.index).map(query, {0, query.size()}, known.everything(), found);
  const std::vector<Span> spans = Chainer(costs, 31).chain(found, {0, query.size()});
  return novel_stretches(found, spans, costs, NoveltyRule{});
}

TEST_CASE("All of an unknown sequence is new", "[encode][novelty]") {
  const CostModel costs;
  const NoveltyRule rule;
  for (const uint64_t length : {uint64_t{1000}, uint64_t{100000}}) {
    const std::vector<Span> spans = {{0, length, Span::kNone}};
    REQUIRE(novel_stretches({}, spans, costs, rule) == std::vector<Interval>{{0, length}});
  }
  REQUIRE(novel_stretches({}, {}, costs, rule).empty());
}

TEST_CASE("A stretch too short to pay for itself is not new", "[encode][novelty]") {
  const CostModel costs;
  const NoveltyRule rule;
  for (uint64_t length = 1; length < 400; ++length) {
    const std::vector<Span> spans = {{0, length, Span::kNone}};
    const Cost excess = CostModel::literals(length) - rule.per_symbol * static_cast<Cost>(length);
    const bool pays = length >= rule.min_length && excess >= rule.min_excess_at_end;
    REQUIRE(novel_stretches({}, spans, costs, rule).size() == (pays ? 1 : 0));
  }
}

TEST_CASE("Nothing of a copy is new", "[encode][novelty]") {
  GenomeMaker maker(1);
  KnownPool known;
  const Symbols stored = maker.bases(20000);
  known.store(stored);
  REQUIRE(novel_of(known, stored).empty());
  REQUIRE(novel_of(known, test::reverse_complement_of(stored)).empty());
  REQUIRE(novel_of(known, maker.mutate(stored, {3, 0.2, 0, 0})).empty());
}

TEST_CASE("An insertion is new, and hardly anything else", "[encode][novelty]") {
  GenomeMaker maker(2);
  KnownPool known;
  const Symbols stored = maker.bases(20000);
  known.store(stored);
  for (int round = 0; round < 30; ++round) {
    const uint64_t at = 1000 + maker.below(18000);
    const Symbols inserted = maker.bases(400 + maker.below(2000));
    Symbols query = stored;
    query.insert(query.begin() + static_cast<std::ptrdiff_t>(at), inserted.begin(), inserted.end());
    const std::vector<Interval> novel = novel_of(known, query);
    REQUIRE(novel.size() == 1);
    REQUIRE(novel[0].begin >= at - 40);
    REQUIRE(novel[0].begin <= at + 40);
    REQUIRE(novel[0].end >= at + inserted.size() - 40);
    REQUIRE(novel[0].end <= at + inserted.size() + 40);
  }
}

TEST_CASE("New stretches are ascending, disjoint and inside the query", "[encode][novelty]") {
  GenomeMaker maker(3);
  const NoveltyRule rule;
  for (int round = 0; round < 40; ++round) {
    KnownPool known;
    const Symbols stored = maker.bases(10000);
    known.store(stored);
    const Symbols query = maker.mutate(stored, {static_cast<double>(maker.below(250)), 5, 2, 3});
    uint64_t position = 0;
    for (const Interval& novel : novel_of(known, query)) {
      REQUIRE(novel.begin >= position);
      REQUIRE(novel.length() >= rule.min_length);
      position = novel.end;
    }
    REQUIRE(position <= query.size());
  }
}

TEST_CASE("The more samples lack it, the more what is new must save", "[encode][novelty]") {
  const NoveltyRules rules;
  Cost last = 0;
  for (uint64_t samples = 1; samples < 200; ++samples) {
    const Cost price = rules.behind(samples).per_symbol;
    REQUIRE(price >= last);
    last = price;
  }
  REQUIRE(rules.behind(1).per_symbol < rules.diverged.per_symbol);
  REQUIRE(last > rules.diverged.per_symbol);
  // What nothing known is like is stored whenever it comes.
  REQUIRE(rules.behind(uint64_t{1} << 40).per_symbol < CostModel::kLiteral);
  REQUIRE(rules.behind(5).min_length == rules.diverged.min_length);
}

}  // namespace
}  // namespace agc
