// From a seed, a k-mer that query and pool share, to the gapless alignment around it.
//
// Threads: pure but for its scratch memory; one for each worker.
#pragma once

#include <cstdint>
#include <vector>

#include "encode/alignment.h"
#include "encode/extend.h"
#include "encode/query.h"
#include "encode/reference_pool.h"

namespace agc {

struct Seed {
  uint64_t position = 0;  // in the query, forward
  uint32_t length = 0;
  uint64_t pool_position = 0;  // of the seed's first symbol in pool orientation
  bool reverse = false;

  uint64_t diagonal() const { return reverse ? pool_position + position + length : pool_position - position; }
};

class SeedExtender {
 public:
  explicit SeedExtender(const ReferencePool& pool) : pool_(pool) {}

  // Score of the seed's surroundings, at most so many symbols from its first one on and before it. If it cannot be more
  // than `least`, some number that is not either.
  struct Probe {
    uint64_t right;
    uint64_t left;
    int64_t least;
  };
  int64_t score(const Query& query, Interval bounds, const Seed& seed, const Probe& probe) const;

  // Mismatches among the kWindowSymbols symbols before the seed and those behind it. What is outside `bounds` or the
  // piece counts as one.
  uint32_t mismatches_beside(const Query& query, Interval bounds, const Seed& seed) const;

  // Adds the alignment, inside `bounds` of the query and one piece of the pool, to `found`; false if the seed itself
  // does not lie in both.
  bool extend(const Query& query, Interval bounds, const Seed& seed, AlignmentSet& found);

 private:
  // Where a seed lies in the oriented query and in its piece.
  struct Place {
    Diagonal diagonal;     // at the seed's first symbol
    uint64_t left_limit;   // symbols to the left of it
    uint64_t right_limit;  // symbols from its first symbol on
  };
  Place place(const Query& query, Interval bounds, const Seed& seed) const;

  const ReferencePool& pool_;
  std::vector<uint64_t> left_;   // scratch: mismatch distances
  std::vector<uint64_t> right_;  // scratch: mismatch offsets
};

}  // namespace agc
