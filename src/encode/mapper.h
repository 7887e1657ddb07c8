// Finds, in a view of the reference pool, alignments for a stretch of a query.
//
// Scans for seeds where nothing is aligned yet; takes the best of a seed's candidates; extends it;
// and, where the result is poor (mismatches close together), looks for competitors. What to use is
// decided later, by chaining. The result depends on query, stretch and view alone.
//
// Threads: pure but for its scratch memory; one Mapper per worker.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "encode/alignment.h"
#include "encode/query.h"
#include "encode/reference_pool.h"
#include "encode/seed_index.h"

namespace agc {

class Mapper {
 public:
  Mapper(const ReferencePool& pool, const SeedIndex& index) : pool_(pool), index_(index) {}

  // Adds to `found` the alignments of [stretch.begin, stretch.end) with positions inside `view`.
  // Alignments may reach beyond the stretch and overlap one another.
  void map(const Query& query, Interval stretch, PoolView view, AlignmentSet& found);

 private:
  struct Candidate {
    uint64_t pool_position = 0;  // of the seed's first symbol in pool orientation
    bool reverse = false;
    int64_t score = 0;
  };

  void scan(const Query& query, Interval island, Interval stretch, PoolView view, AlignmentSet& found);
  // Best candidate for the seed at `position`, other than on `excluded`; false if there is none.
  bool best_candidate(const Query& query, Interval island, uint64_t position, uint64_t hash, PoolView view,
                      const Alignment* excluded, const Alignment* previous, Candidate& best);
  uint64_t diagonal_of(const Candidate& candidate, uint64_t position) const;  // of the seed at that query position
  void put_nearest_first(std::span<Candidate> candidates, const Alignment& previous, uint64_t position) const;
  // Of a candidate's surroundings; less than that if it cannot be more than `least`.
  int64_t quick_score(const Query& query, Interval island, uint64_t position, const Candidate& candidate,
                      int64_t least) const;
  bool extend(const Query& query, Interval bounds, uint64_t position, const Candidate& candidate, AlignmentSet& found);
  void add_competitors(const Query& query, Interval island, PoolView view, uint32_t alignment, AlignmentSet& found);

  const ReferencePool& pool_;
  const SeedIndex& index_;
  std::vector<uint64_t> left_;   // scratch: mismatch distances
  std::vector<uint64_t> right_;  // scratch: mismatch offsets
};

}  // namespace agc
