#include <algorithm>
#include <numeric>
#include <vector>

#include "encode/divergence.h"
#include "encode/seed_extender.h"
#include "encode/seed_index.h"
#include "pieces/isolated.h"

namespace agc::bench {
namespace {

void insert_all(const ReferencePool& pool, SeedIndex& index, Row row, Meter& meter) {
  uint64_t kmers = 0;
  for (uint32_t number = 0; number < pool.piece_count(); ++number) {
    const uint32_t length = pool.piece(number).length;
    if (length >= index.seed_length()) kmers += (length - index.seed_length()) / index.step() + 1;
  }
  meter.count(row, kmers, pool.symbols());
  meter.time(row, [&] {
    for (uint32_t number = 0; number < pool.piece_count(); ++number) index.insert(pool, pool.piece(number));
  });
}

// In batches, as the mapper looks k-mers up. Returns the hits, of which the tags alone are compared.
uint64_t look_up_all(const Query& query, Interval island, const SeedIndex& index, PoolView view) {
  constexpr uint64_t kBatch = 16;
  const uint64_t mask = symbol_mask(index.seed_length());
  const uint64_t end = island.end - index.seed_length() + 1;
  uint64_t hashes[kBatch];
  uint64_t hits = 0;
  for (uint64_t begin = island.begin; begin < end; begin += kBatch) {
    const uint64_t count = std::min(kBatch, end - begin);
    for (uint64_t i = 0; i < count; ++i) {
      hashes[i] = canonical_hash(load_symbols(query.forward().data(), begin + i) & mask, index.seed_length());
      index.prefetch(hashes[i]);
    }
    for (uint64_t i = 0; i < count; ++i) index.lookup(hashes[i], view, [&](uint64_t) { ++hits; });
  }
  return hits;
}

void look_up_last_sample(const Stages& stages, Meter& meter) {
  const SeedIndex& index = stages.state().indexes->everywhere;
  const PoolView everything = {0, stages.state().pool->size()};
  const uint64_t last = stages.kept().back().sample;
  uint64_t kmers = 0;
  uint64_t hits = 0;
  meter.time(Row::look_up, [&] {
    for (const KeptUnit& unit : stages.kept()) {
      if (unit.sample != last) continue;
      for (const Interval& island : unit.plan.query.islands()) {
        if (island.length() < index.seed_length()) continue;
        kmers += island.length() - index.seed_length() + 1;
        hits += look_up_all(unit.plan.query, island, index, everything);
      }
    }
  });
  meter.count(Row::look_up, kmers, kmers);
  meter.use(hits);
}

// The first run of equal symbols that is as long as a seed, or the longest one.
Seed seed_in(const AlignmentSet& set, const Alignment& alignment, uint32_t seed_length) {
  Interval best;
  uint64_t begin = alignment.query_begin;
  const auto consider = [&](uint64_t end) {
    if (best.length() < seed_length && end - begin > best.length()) best = {begin, end};
    begin = end + 1;
  };
  for (const uint64_t mismatch : set.mismatches_of(alignment)) consider(mismatch);
  consider(alignment.query_end);
  const auto length = static_cast<uint32_t>(std::min<uint64_t>(best.length(), seed_length));
  const uint64_t first = alignment.reverse ? best.begin + length - 1 : best.begin;
  return {best.begin, length, alignment.pool_position(first), alignment.reverse};
}

struct Extended {
  const Query* query;
  Interval bounds;
  Seed seed;
};

// To the right as far as it goes; to the left, where others bounded it, as far as it went.
std::vector<Extended> seeds_of(const KeptUnit& unit, uint32_t seed_length) {
  std::vector<Extended> seeds;
  const Query& query = unit.plan.query;
  const AlignmentSet& found = unit.plan.found;
  for (const Alignment& alignment : std::span(found.alignments).first(unit.mapped)) {
    const auto island = std::ranges::upper_bound(query.islands(), alignment.query_begin, {}, &Interval::end);
    seeds.push_back({&query, {alignment.query_begin, island->end}, seed_in(found, alignment, seed_length)});
  }
  return seeds;
}

void extend_all(const Stages& stages, Meter& meter) {
  SeedExtender extender(*stages.state().pool);
  AlignmentSet found;
  for (const KeptUnit& unit : stages.kept()) {
    const std::vector<Extended> seeds = seeds_of(unit, stages.state().settings.seed_length);
    found.clear();
    meter.time(Row::extend, [&] {
      for (const Extended& one : seeds) extender.extend(*one.query, one.bounds, one.seed, found);
    });
    uint64_t symbols = 0;
    for (const Alignment& alignment : found.alignments) symbols += alignment.length();
    meter.count(Row::extend, seeds.size(), symbols);
    meter.use(found.mismatches.size());
  }
}

// Of symbols between the mismatches of all alignments.
std::vector<uint64_t> runs_of(const Stages& stages) {
  std::vector<uint64_t> runs;
  for (const KeptUnit& unit : stages.kept()) {
    const AlignmentSet& set = unit.plan.found;
    for (const Alignment& alignment : set.alignments) {
      uint64_t begin = alignment.query_begin;
      for (const uint64_t mismatch : set.mismatches_of(alignment)) {
        runs.push_back(mismatch - begin);
        begin = mismatch + 1;
      }
      runs.push_back(alignment.query_end - begin);
    }
  }
  return runs;
}

void weigh_runs(const Stages& stages, Meter& meter) {
  const CostModel& costs = stages.state().settings.costs;
  const std::vector<uint64_t> runs = runs_of(stages);
  Cost sum = 0;
  meter.time(Row::weigh_runs, [&] {
    for (const uint64_t length : runs) sum += costs.run(length);
  });
  meter.count(Row::weigh_runs, runs.size(), std::reduce(runs.begin(), runs.end()));
  meter.use(static_cast<uint64_t>(sum));
}

// Each piece as if its neighbour was in the group in which it is.
void choose_groups(const Stages& stages, Meter& meter) {
  const EncoderState& state = stages.state();
  Groups groups(state.settings.groups);
  while (groups.count() < state.groups.count()) groups.open_new();
  uint64_t chosen = 0;
  meter.time(Row::choose_groups, [&] {
    for (uint32_t number = 0; number < state.pool->piece_count(); ++number) {
      const Piece& piece = state.pool->piece(number);
      const uint32_t group = groups.choose(piece.length, piece.group);
      groups.add_piece(group, number, piece.length);
      chosen += group;
    }
  });
  meter.count(Row::choose_groups, state.pool->piece_count());
  meter.use(chosen);
}

void weigh_all(const Stages& stages, Meter& meter) {
  const EncoderSettings& settings = stages.state().settings;
  uint64_t diverged = 0;
  meter.time(Row::all_diverged, [&] {
    for (const KeptUnit& unit : stages.kept()) {
      diverged += is_diverged(unit.plan.found, unit.plan.spans, settings.costs, kDivergedGenome);
    }
  });
  uint64_t novel = 0;
  meter.time(Row::all_novel, [&] {
    for (const auto& [plan, mapped, sample] : stages.kept()) {
      novel += novel_stretches(plan.found, plan.spans, settings.costs, plan.novelty).size();
    }
  });
  for (const KeptUnit& unit : stages.kept()) {
    for (const Row row : {Row::all_diverged, Row::all_novel}) {
      meter.count(row, unit.plan.spans.size(), unit.plan.query.size());
    }
  }
  meter.use(diverged);
  meter.use(novel);
}

}  // namespace

void measure_tables(const Stages& stages, Meter& meter) {
  const EncoderState& state = stages.state();
  SeedIndexes fresh(state.settings.seed_length, state.settings.seed_step, state.pool->symbols());
  insert_all(*state.pool, fresh.everywhere, Row::insert, meter);
  insert_all(*state.pool, fresh.in_group, Row::insert_in_group, meter);
  look_up_last_sample(stages, meter);
}

void measure_mapping(const Stages& stages, Meter& meter) {
  extend_all(stages, meter);
  weigh_runs(stages, meter);
  weigh_all(stages, meter);
  choose_groups(stages, meter);
}

}  // namespace agc::bench
