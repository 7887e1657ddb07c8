// LZ text of one segment: walks the oriented query, stretch by stretch, and writes what differs from
// the reference on the alignment's diagonal and what equals it.
#pragma once

#include <cstdint>
#include <vector>

#include "encode/cost_model.h"
#include "seq/lz_text.h"
#include "seq/packed_sequence.h"

namespace agc {

class RunWriter {
 public:
  RunWriter(const PackedSequence& oriented, const CostModel& costs, std::vector<uint8_t>& text)
      : oriented_(oriented), costs_(costs), text_(costs.min_match_length, text) {}

  // Symbols [begin, end) that no alignment covers.
  void uncovered(uint64_t begin, uint64_t end);

  // Symbols [begin, end) beside `pool` from `pool_position` on, which is `reference_position` in the
  // group's reference.
  void aligned(uint64_t begin, uint64_t end, const uint8_t* pool, uint64_t pool_position, uint64_t reference_position);

 private:
  // The first exception run that ends behind `position`; nullptr if there is none.
  const ExceptionRun* exception_from(uint64_t position);
  // Writes the exception symbols at `position`, not beyond `end`; returns where it stopped.
  uint64_t write_exception(const ExceptionRun& run, uint64_t position, uint64_t end);
  void literals(uint64_t begin, uint64_t end);
  void equal_run(uint64_t begin, uint64_t end, uint64_t reference_position);

  const PackedSequence& oriented_;
  const CostModel& costs_;
  LzTextWriter text_;
  size_t next_exception_ = 0;
};

}  // namespace agc
