// Turns what is new in a unit into reference: the only stage that changes the pool, the index and
// the groups. One thread at a time, units in the reader's order.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "encode/chain.h"
#include "encode/groups.h"
#include "encode/mapper.h"
#include "encode/novelty.h"
#include "encode/unit.h"
#include "format/splitter_codec.h"

namespace agc {

class ReferenceGrower {
 public:
  ReferenceGrower(ReferencePool& pool, SeedIndex& index, Groups& groups, const CostModel& costs,
                  const NoveltyRule& rule, uint32_t kmer_length);

  // Symbols that grow() may add for this unit: for SeedIndex::needs_growth().
  static uint64_t novel_symbols(const UnitPlan& unit);

  // Requires: the index has room. Looks for the unit's novel stretches in what the pool got since the
  // unit's view, stores the rest as pieces and adds an alignment for each to unit.found.
  void grow(UnitPlan& unit);

  const std::vector<GroupKey>& group_keys() const { return keys_; }

 private:
  struct Neighbour {
    uint32_t group;
    bool reverse;
  };

  void grow_stretch(UnitPlan& unit, Interval stretch, std::optional<Neighbour> left, std::optional<Neighbour> right,
                    const SplitterInterval* keyed);
  void store(UnitPlan& unit, Interval stretch, uint32_t group, bool reverse);
  void store_keyed(UnitPlan& unit, Interval stretch, const SplitterInterval& keyed);

  ReferencePool& pool_;
  SeedIndex& index_;
  Groups& groups_;
  CostModel costs_;
  NoveltyRule rule_;
  uint32_t kmer_length_;
  Mapper mapper_;
  Chainer chainer_;
  AlignmentSet local_;  // scratch
  std::vector<GroupKey> keys_;
};

}  // namespace agc
