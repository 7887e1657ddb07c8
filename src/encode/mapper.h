// Finds, in a view of the reference pool, alignments for a stretch of a query.
//
// Scans for seeds where nothing is aligned yet; takes the best of a seed's candidates; extends it;
// and, where the result is poor (mismatches close together), looks for competitors. What to use is
// decided later, by chaining. The result depends on query, stretch and view alone.
//
// Threads: pure but for its scratch memory; one Mapper per worker.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "encode/alignment.h"
#include "encode/query.h"
#include "encode/reference_pool.h"
#include "encode/seed_extender.h"
#include "encode/seed_index.h"

namespace agc {

class Mapper {
 public:
  Mapper(const ReferencePool& pool, const SeedIndex& index) : pool_(pool), index_(index), extender_(pool) {}

  // Adds to `found` the alignments of [stretch.begin, stretch.end) with positions inside `view`.
  // Alignments may reach beyond the stretch and overlap one another.
  void map(const Query& query, Interval stretch, PoolView view, AlignmentSet& found);

 private:
  struct Candidate {
    Seed seed;
    int64_t score = 0;
  };

  void scan(const Query& query, Interval island, Interval stretch, PoolView view, AlignmentSet& found);
  using Candidates = std::array<Candidate, SeedIndex::kSlots>;

  // All with the k-mer at `position`; returns how many.
  uint32_t find_candidates(const Query& query, uint64_t position, uint64_t hash, PoolView view,
                           Candidates& found) const;
  // The best of some, by their surroundings and by what comes before.
  Candidate best_of(const Query& query, Interval island, std::span<Candidate> candidates,
                    const Alignment* previous) const;
  // Leaves, of candidates at one position, those that may be better than the alignment around it.
  uint32_t keep_rivals(const Query& query, Interval island, const AlignmentSet& found, const Alignment& challenged,
                       std::span<Candidate> candidates) const;
  static void put_nearest_first(std::span<Candidate> candidates, const Alignment& previous);
  void add_competitors(const Query& query, Interval island, PoolView view, uint32_t alignment, AlignmentSet& found);

  const ReferencePool& pool_;
  const SeedIndex& index_;
  SeedExtender extender_;
};

}  // namespace agc
