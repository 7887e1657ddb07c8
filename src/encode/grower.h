// Turns what is new in a unit into reference: the only stage that changes the pool, the index and
// the groups. One thread at a time, units in the reader's order.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "encode/chain.h"
#include "encode/groups.h"
#include "encode/mapper.h"
#include "encode/novelty.h"
#include "encode/seed_indexes.h"
#include "encode/splitter_choice.h"
#include "encode/unit.h"

namespace agc {

class ReferenceGrower {
 public:
  ReferenceGrower(ReferencePool& pool, SeedIndexes& indexes, Groups& groups, const CostModel& costs,
                  const NoveltyRule& interval_rule, uint32_t kmer_length);

  // Looks for all of the unit, too, in what the pool got since its view, and plans anew: for what was unknown there.
  void look_again(UnitPlan& unit, Cost diverged_from);

  // Symbols that grow() may add for this unit: for SeedIndexes::needs_growth().
  static uint64_t novel_symbols(const UnitPlan& unit);

  // Requires: the indexes have room. Looks for the unit's novel stretches in what the pool got since the
  // unit's view, stores the rest as pieces and adds an alignment for each to unit.found.
  void grow(UnitPlan& unit);

  SplitterChoice::Chosen chosen_splitters() const { return splitters_.choose(); }

 private:
  void grow_between(UnitPlan& unit);  // what is new goes beside what is known
  void grow_keyed(UnitPlan& unit);    // a group for each splitter interval
  // The part of `stretch` that nothing in what the pool got since the unit's view makes cheaper.
  std::vector<Interval> remaining(UnitPlan& unit, Interval stretch, const NoveltyRule& rule);
  void store_interval(UnitPlan& unit, const SplitterInterval& interval, std::span<const Interval> stretches);
  const Piece& store(UnitPlan& unit, Interval stretch, uint32_t group, bool reverse);

  ReferencePool& pool_;
  SeedIndexes& indexes_;
  Groups& groups_;
  CostModel costs_;
  NoveltyRule interval_rule_;  // for the first sample's splitter intervals
  uint32_t kmer_length_;
  Mapper mapper_;
  Chainer chainer_;
  AlignmentSet local_;  // scratch
  SplitterChoice splitters_;
};

}  // namespace agc
