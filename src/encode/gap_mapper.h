// Looks once more for stretches of a query that nothing was found for and that are too short to be stored: in the
// group, and on the strand, of what lies beside them. Elsewhere they would not pay for a segment of their own, but a
// jump inside the group takes a few bytes.
//
// Threads: pure but for its scratch memory; one for each worker.
#pragma once

#include <cstdint>
#include <span>

#include "encode/alignment.h"
#include "encode/query.h"
#include "encode/seed_extender.h"
#include "encode/seed_index.h"

namespace agc {

class GapMapper {
 public:
  // The index is one of groups. Neither is copied.
  GapMapper(const ReferencePool& pool, const SeedIndex& index) : pool_(pool), index_(index), extender_(pool) {}

  // Adds alignments for uncovered spans, with positions inside `view`, to `found`; but not where a span reaches into a
  // stretch of `novel`, which is going to be reference. `spans` as Chainer::chain() makes them of `found`, `novel`
  // ascending and disjoint.
  void map(const Query& query, std::span<const Span> spans, std::span<const Interval> novel, PoolView view,
           AlignmentSet& found);

 private:
  struct Neighbour {
    uint32_t group;
    bool reverse;
    friend bool operator==(const Neighbour&, const Neighbour&) = default;
  };

  void map_gap(const Query& query, Interval gap, Neighbour beside, PoolView view, AlignmentSet& found);
  void map_island(const Query& query, Interval stretch, Neighbour beside, PoolView view, AlignmentSet& found);
  // A position of the query with the k-mer there.
  struct Word {
    uint64_t position;
    uint64_t kmer;
    uint64_t key;  // for the index
  };
  Word word_at(const Query& query, uint64_t position, uint32_t group) const;
  // The seed of the word with the best surroundings, if they are good enough for a jump.
  bool best_seed(const Query& query, Interval stretch, const Word& word, Neighbour beside, PoolView view,
                 Seed& best) const;

  const ReferencePool& pool_;
  const SeedIndex& index_;
  SeedExtender extender_;
};

}  // namespace agc
