// The unit of encoding work: a stretch of one contig on its way through the pipeline.
//
//   map (parallel) -> grow (one at a time, in order) -> emit (parallel) -> register (in order)
//
// A contig is one unit or several; neighbouring units of a contig overlap by k symbols, as
// neighbouring segments do. The members are filled stage by stage.
#pragma once

#include <cstdint>
#include <vector>

#include "encode/alignment.h"
#include "encode/novelty.h"
#include "encode/query.h"
#include "encode/splitters.h"

namespace agc {

struct UnitPlan {
  Query query;
  // Reference sample only: stretches between splitters (query coordinates, overlapping by k) that
  // become the first pieces, and their group keys.
  std::vector<SplitterInterval> splitter_intervals;

  NoveltyRule novelty;          // of its sample, or of what is diverged
  PoolView view;                // what mapping may see; set when the unit is scheduled
  AlignmentSet found;           // map: alignments; grow: adds those with new pieces
  std::vector<Span> spans;      // map: the cheapest way with what was visible
  bool diverged = false;        // map: as is_diverged() has it; grow: looked at again if it was unknown
  std::vector<Interval> novel;  // map: what that way leaves to be stored
  bool plain = false;           // grow: stored as symbols, none of it becomes reference or is coded against one
  uint32_t group_count = 0;     // grow: groups that exist when this unit is emitted

  explicit UnitPlan(PackedSequence sequence) : query(std::move(sequence)) {}
};

// One segment, ready for its group's pack.
struct SegmentText {
  uint32_t group = 0;  // below kRawGroupCount: `text` is the symbols themselves
  bool reverse = false;
  uint32_t raw_length = 0;
  std::vector<uint8_t> text;
  std::vector<uint32_t> sketch = {};  // of the text
};

}  // namespace agc
