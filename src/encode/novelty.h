// Which stretches of a query are worth storing as reference: those that cost more, as literals and
// mismatches, than `per_symbol` for every symbol. A pure function.
#pragma once

#include <span>
#include <vector>

#include "encode/alignment.h"
#include "encode/query.h"

namespace agc {

struct NoveltyRule {
  Cost per_symbol = kBit;  // a symbol of reference is worth this much
  // A piece must save so much over its price. Inside a contig every use of it takes a jump there and
  // one back; at a contig's end there is nothing to come back to.
  Cost min_excess = 250 * kBit;
  Cost min_excess_at_end = 140 * kBit;
  Cost drop = 400 * kBit;    // a piece ends where so much has been lost again
  uint64_t min_length = 64;  // symbols
};

struct NoveltyRules {
  // For the first sample, whose contigs are laid down as groups: an interval in one piece takes fewer jumps, and other
  // programs look for a segment in the group of its ends only.
  NoveltyRule first_sample;
  // For the same against what was stored while it was mapped: that lies beside it, and references hold copies of
  // themselves.
  NoveltyRule first_sample_beside;
  // For what differs throughout from all that is known.
  NoveltyRule diverged;
  // The same for a sample that comes behind so many others, 1 or more. What many samples lack few of those to come
  // will have: the later it is seen first, the less it pays to store it.
  NoveltyRule behind(uint64_t samples) const;
};

// Maximal stretches, ascending and disjoint. `spans` as Chainer::chain() makes them.
std::vector<Interval> novel_stretches(const AlignmentSet& set, std::span<const Span> spans, const CostModel& costs,
                                      const NoveltyRule& rule);

}  // namespace agc
