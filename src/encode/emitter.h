// Writes a unit as segments: final chaining, cutting where group or strand change, LZ text.
//
// Neighbouring segments share k symbols; the cut is placed where the shared symbols are covered on
// both sides if that is possible anywhere. Threads: one Emitter per worker.
#pragma once

#include <cstdint>
#include <vector>

#include "encode/chain.h"
#include "encode/unit.h"
#include "seq/lz_text.h"

namespace agc {

class Emitter {
 public:
  Emitter(const ReferencePool& pool, const CostModel& costs, uint32_t kmer_length)
      : pool_(pool), costs_(costs), kmer_length_(kmer_length), chainer_(costs, kmer_length) {}

  // Requires: unit.found's alignments lie in parts of the pool that no longer change.
  std::vector<SegmentText> emit(const UnitPlan& unit);

 private:
  // Spans [first, last) that one segment codes, and the query stretch that it holds.
  struct Run {
    size_t first;
    size_t last;
    uint32_t group;
    bool reverse;
    Interval stretch;
  };

  std::vector<Run> make_runs(const UnitPlan& unit, const std::vector<Span>& spans) const;
  void place_cuts(const UnitPlan& unit, const std::vector<Span>& spans, std::vector<Run>& runs) const;
  SegmentText emit_run(const UnitPlan& unit, const std::vector<Span>& spans, const Run& run);
  SegmentText emit_uncovered(const UnitPlan& unit);
  std::vector<SegmentText> emit_plain(const UnitPlan& unit) const;

  const ReferencePool& pool_;
  CostModel costs_;
  uint32_t kmer_length_;
  Chainer chainer_;
};

}  // namespace agc
