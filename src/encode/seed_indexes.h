// The tables over the reference pool: where k-mers occur in all of it, for what nothing is known of; and where shorter
// ones occur in a group, for what lies beside something that the group has. They grow together.
//
// Threads: as SeedIndex.
#pragma once

#include <cstdint>

#include "encode/seed_index.h"

namespace agc {

struct SeedIndexes {
  // A match in a group is told from chance by fewer symbols than in all of the pool, and pays from about 18 symbols on.
  static constexpr uint32_t kSeedInGroup = 12;

  // `step` of the table of everything; that of groups takes half as many positions.
  SeedIndexes(uint32_t seed_length, uint32_t step, uint64_t expected_symbols)
      : everywhere(seed_length, step, expected_symbols),
        in_group(kSeedInGroup, 2 * step, expected_symbols, SeedIndex::Scope::group) {}

  void insert(const ReferencePool& pool, const Piece& piece) {
    everywhere.insert(pool, piece);
    in_group.insert(pool, piece);
  }
  bool needs_growth(uint64_t more_symbols) const {
    return everywhere.needs_growth(more_symbols) || in_group.needs_growth(more_symbols);
  }
  void grow(const ReferencePool& pool, uint64_t more_symbols) {
    everywhere.grow(pool, more_symbols);
    in_group.grow(pool, more_symbols);
  }
  void discard() {
    everywhere.discard();
    in_group.discard();
  }

  SeedIndex everywhere;
  SeedIndex in_group;
};

}  // namespace agc
