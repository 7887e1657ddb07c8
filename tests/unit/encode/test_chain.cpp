// Chains against every chain there is, for few alignments; and what holds for many.

#include <catch2/catch.hpp>
#include <numeric>
#include <tuple>

#include "encode/chain.h"
#include "encode/mapper.h"
#include "unit/encode/known_pool.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::KnownPool;
using test::Symbols;

constexpr uint32_t kOverlap = 31;

// Cost of [begin, end) on an alignment: equal runs and mismatches one by one.
Cost aligned_cost(const AlignmentSet& set, const Alignment& alignment, uint64_t begin, uint64_t end,
                  const CostModel& costs) {
  Cost cost = 0;
  uint64_t run_begin = begin;
  for (const uint64_t mismatch : set.mismatches_of(alignment)) {
    if (mismatch < begin || mismatch >= end) continue;
    cost += costs.run(mismatch - run_begin) + CostModel::kLiteral;
    run_begin = mismatch + 1;
  }
  return cost + costs.run(end - run_begin);
}

Cost change_cost(const Alignment& from, uint64_t from_end, const Alignment& to, uint64_t to_begin) {
  if (from.group != to.group || from.reverse != to.reverse) {
    // Of the k symbols that both segments hold, those that only one of the alignments covers.
    uint64_t repeated = kOverlap;
    for (uint64_t i = to.query_begin; i < from.query_end && repeated > 0; ++i) --repeated;
    return CostModel::kSwitch + CostModel::literals(repeated);
  }
  const auto skipped = static_cast<int64_t>(to_begin - from_end) + 1;
  const auto last = static_cast<int64_t>(from.pool_position(from_end - 1));
  const int64_t expected = from.reverse ? last - skipped : last + skipped;
  const int64_t distance = static_cast<int64_t>(to.pool_position(to_begin)) - expected;
  return distance == 0 ? 0 : CostModel::jump(static_cast<uint64_t>(distance < 0 ? -distance : distance));
}

Cost cost_of(const AlignmentSet& set, const std::vector<Span>& spans, const CostModel& costs) {
  Cost cost = 0;
  const Span* last = nullptr;
  for (const Span& span : spans) {
    if (!span.covered()) {
      cost += CostModel::literals(span.end - span.begin);
      continue;
    }
    const Alignment& alignment = set.alignments[span.alignment];
    cost += aligned_cost(set, alignment, span.begin, span.end, costs);
    if (last) cost += change_cost(set.alignments[last->alignment], last->end, alignment, span.begin);
    last = &span;
  }
  return cost;
}

void require_partition(const AlignmentSet& set, const std::vector<Span>& spans, Interval stretch) {
  uint64_t position = stretch.begin;
  for (size_t i = 0; i < spans.size(); ++i) {
    REQUIRE(spans[i].begin == position);
    REQUIRE(spans[i].end > spans[i].begin);
    position = spans[i].end;
    if (i > 0) REQUIRE(spans[i].alignment != spans[i - 1].alignment);
    if (!spans[i].covered()) continue;
    REQUIRE(set.alignments[spans[i].alignment].query_begin <= spans[i].begin);
    REQUIRE(set.alignments[spans[i].alignment].query_end >= spans[i].end);
  }
  REQUIRE(position == stretch.end);
}

AlignmentSet random_alignments(GenomeMaker& maker, uint64_t count, uint64_t query_length) {
  AlignmentSet set;
  for (uint64_t n = 0; n < count; ++n) {
    Alignment alignment;
    alignment.query_begin = maker.below(query_length - 20);
    alignment.query_end = alignment.query_begin + 1 + maker.below(query_length - alignment.query_begin);
    alignment.pool_begin = 1000000 + maker.below(5000);
    alignment.group = static_cast<uint32_t>(16 + maker.below(2));
    alignment.reverse = maker.below(4) == 0;
    alignment.first_mismatch = static_cast<uint32_t>(set.mismatches.size());
    const double rate = static_cast<double>(maker.below(60)) / 100;
    for (uint64_t i = alignment.query_begin; i < alignment.query_end; ++i) {
      if (maker.happens(rate)) set.mismatches.push_back(i);
    }
    alignment.mismatch_count = static_cast<uint32_t>(set.mismatches.size() - alignment.first_mismatch);
    set.alignments.push_back(alignment);
  }
  return set;
}

// The cheapest of all sequences of alignments in which each goes to its end and the next takes over.
Cost cheapest(const AlignmentSet& set, Interval stretch, const CostModel& costs) {
  std::vector<uint32_t> order(set.alignments.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto begin_of = [&](uint32_t n) { return std::max(set.alignments[n].query_begin, stretch.begin); };
  const auto end_of = [&](uint32_t n) { return std::min(set.alignments[n].query_end, stretch.end); };
  std::ranges::sort(order, [&](uint32_t a, uint32_t b) {
    return std::tuple(begin_of(a), end_of(a), a) < std::tuple(begin_of(b), end_of(b), b);
  });
  constexpr uint64_t shortest = 12;  // what a chain may use of an alignment
  Cost best = CostModel::literals(stretch.length());
  for (uint32_t chosen = 1; chosen < 1u << order.size(); ++chosen) {
    std::vector<Span> spans;
    uint64_t position = stretch.begin;
    bool possible = true;
    for (size_t i = 0; i < order.size(); ++i) {
      if ((chosen >> i & 1) == 0) continue;
      const uint64_t start = std::max(begin_of(order[i]), position);
      possible = possible && start + shortest <= end_of(order[i]);
      if (!possible) break;
      if (start > position) spans.push_back({position, start, Span::kNone});
      spans.push_back({start, end_of(order[i]), order[i]});
      position = end_of(order[i]);
    }
    if (!possible) continue;
    if (position < stretch.end) spans.push_back({position, stretch.end, Span::kNone});
    best = std::min(best, cost_of(set, spans, costs));
  }
  return best;
}

TEST_CASE("A chain of few alignments is the cheapest there is", "[encode][chain]") {
  GenomeMaker maker(1);
  CostModel costs;
  Chainer chainer(costs, kOverlap);
  size_t most_changes = 0;
  for (int round = 0; round < 400; ++round) {
    const AlignmentSet set = random_alignments(maker, maker.below(9), 4000);
    const uint64_t begin = maker.below(1000);
    const Interval stretch = {begin, begin + 1 + maker.below(3000)};
    const std::vector<Span> spans = chainer.chain(set, stretch);
    require_partition(set, spans, stretch);
    REQUIRE(cost_of(set, spans, costs) == cheapest(set, stretch, costs));
    const auto used = std::ranges::count_if(spans, [](const Span& span) { return span.covered(); });
    most_changes = std::max(most_changes, static_cast<size_t>(used));
  }
  REQUIRE(most_changes > 3);
}

TEST_CASE("A chain of many alignments partitions its stretch and beats literals", "[encode][chain]") {
  GenomeMaker maker(2);
  for (int round = 0; round < 60; ++round) {
    CostModel costs;
    costs.min_match_length = static_cast<uint32_t>(15 + maker.below(18));
    const AlignmentSet set = random_alignments(maker, 100 + maker.below(100), 3000);
    const Interval stretch = {maker.below(100), 2000 + maker.below(1000)};
    const std::vector<Span> spans = Chainer(costs, kOverlap).chain(set, stretch);
    require_partition(set, spans, stretch);
    REQUIRE(cost_of(set, spans, costs) <= CostModel::literals(stretch.length()));
  }
}

TEST_CASE("Without alignments a chain is literals", "[encode][chain]") {
  Chainer chainer(CostModel{}, kOverlap);
  const std::vector<Span> spans = chainer.chain({}, {5, 10});
  REQUIRE(spans.size() == 1);
  REQUIRE(spans[0].begin == 5);
  REQUIRE(spans[0].end == 10);
  REQUIRE_FALSE(spans[0].covered());
  REQUIRE(chainer.chain({}, {0, 0}).empty());
}

TEST_CASE("Found alignments of a relative code nearly all of it", "[encode][chain]") {
  GenomeMaker maker(3);
  KnownPool known;
  const Symbols ancestor = maker.bases(50000);
  known.store(ancestor);
  const Symbols relative = maker.mutate(ancestor, {5, 1, 0.05, 0});
  const Query query{PackedSequence(relative)};
  AlignmentSet found;
  Mapper(known.pool, known.index).map(query, {0, query.size()}, known.everything(), found);
  const CostModel costs;
  const std::vector<Span> spans = Chainer(costs, kOverlap).chain(found, {0, query.size()});
  require_partition(found, spans, {0, query.size()});
  REQUIRE(cost_of(found, spans, costs) * 5 < CostModel::literals(query.size()));
}

}  // namespace
}  // namespace agc
