// A stretch of a contig as the encoder looks at it: both strands packed, and the islands between
// runs of symbols that have no two-bit value.
#pragma once

#include <cstdint>
#include <vector>

#include "seq/packed_sequence.h"

namespace agc {

struct Interval {
  uint64_t begin = 0;
  uint64_t end = 0;

  uint64_t length() const { return end - begin; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

class Query {
 public:
  // Runs of exceptions shorter than this stay inside an island and count as mismatches there.
  static constexpr uint64_t kIslandGap = 16;

  explicit Query(PackedSequence sequence);

  uint64_t size() const { return forward_.size(); }
  const PackedSequence& forward() const { return forward_; }
  const PackedSequence& reverse() const { return reverse_; }
  const PackedSequence& strand(bool reverse) const { return reverse ? reverse_ : forward_; }
  const std::vector<Interval>& islands() const { return islands_; }  // ascending

 private:
  PackedSequence forward_;
  PackedSequence reverse_;  // reverse complement
  std::vector<Interval> islands_;
};

}  // namespace agc
