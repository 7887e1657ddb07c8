#include "encode/query.h"

#include <utility>

namespace agc {

Query::Query(PackedSequence sequence) : forward_(std::move(sequence)) {
  reverse_.assign_reverse_complement(forward_);
  // Neighbouring exception runs (NNNN then RYR) join into one gap when they touch.
  uint64_t island_begin = 0;
  const auto& runs = forward_.exceptions();
  for (size_t i = 0; i < runs.size();) {
    const uint64_t gap_begin = runs[i].begin;
    uint64_t gap_end = runs[i].end();
    for (++i; i < runs.size() && runs[i].begin == gap_end; ++i) gap_end = runs[i].end();
    if (gap_end - gap_begin < kIslandGap) continue;
    if (gap_begin > island_begin) islands_.push_back({island_begin, gap_begin});
    island_begin = gap_end;
  }
  if (island_begin < forward_.size()) islands_.push_back({island_begin, forward_.size()});
}

}  // namespace agc
