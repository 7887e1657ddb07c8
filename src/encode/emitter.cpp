#include "encode/emitter.h"

#include <algorithm>

#include "encode/breakpoints.h"
#include "encode/groups.h"
#include "encode/run_writer.h"
#include "encode/text_sketch.h"

namespace agc {
namespace {

// An uncovered unit up to this long is stored as plain symbols.
constexpr uint64_t kMaxRawSegment = 4096;
// What stays symbols is cut into segments of no more than this, and the overlap: a range of one takes its whole pack.
constexpr uint64_t kMaxPlainSegment = 1 << 16;

}  // namespace

std::vector<Emitter::Run> Emitter::make_runs(const UnitPlan& unit, const std::vector<Span>& spans) const {
  std::vector<Run> runs;
  for (size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].covered()) {
      const Alignment& alignment = unit.found.alignments[spans[i].alignment];
      if (runs.empty() || runs.back().group != alignment.group || runs.back().reverse != alignment.reverse) {
        runs.push_back({runs.empty() ? 0 : i, i, alignment.group, alignment.reverse, {}});
      }
    }
    if (!runs.empty()) runs.back().last = i + 1;
  }
  return runs;
}

void Emitter::place_cuts(const UnitPlan& unit, const std::vector<Span>& spans, std::vector<Run>& runs) const {
  const uint64_t size = unit.query.size();
  std::vector<Run> placed;
  for (Run& run : runs) {
    if (placed.empty()) {
      run.stretch = {0, size};
      placed.push_back(run);
      continue;
    }
    // The new segment takes over at `start`, where its first alignment does; it begins up to k
    // symbols before, where that alignment begins if it can.
    const Span& head = spans[run.first];
    const uint64_t start = head.begin;
    const uint64_t earliest = start > kmer_length_ ? start - kmer_length_ : 0;
    uint64_t cut = std::clamp(unit.found.alignments[head.alignment].query_begin, earliest, start);
    cut = std::max(cut, placed.back().stretch.begin + 1);
    if (cut + kmer_length_ >= size) {
      placed.back().last = run.last;  // nothing but the overlap would be left
      continue;
    }
    placed.back().stretch.end = cut + kmer_length_;
    run.stretch = {cut, size};
    placed.push_back(run);
  }
  runs = std::move(placed);
}

SegmentText Emitter::emit_run(const UnitPlan& unit, const std::vector<Span>& spans, const Run& run) {
  SegmentText segment{run.group, run.reverse, static_cast<uint32_t>(run.stretch.length()), {}};
  const uint64_t size = unit.query.size();
  const Interval bounds = run.reverse ? Interval{size - run.stretch.end, size - run.stretch.begin} : run.stretch;
  RunWriter writer(unit.query.strand(run.reverse), costs_, segment.text);
  uint64_t position = bounds.begin;
  const size_t count = run.last - run.first;
  for (size_t n = 0; n < count; ++n) {
    const Span& span = spans[run.reverse ? run.last - 1 - n : run.first + n];
    if (!span.covered()) continue;
    const Alignment& alignment = unit.found.alignments[span.alignment];
    if (alignment.group != run.group || alignment.reverse != run.reverse) continue;
    // At the segment's ends the alignment serves as far as it reaches.
    Interval use = {span.begin, span.end};
    if (use.begin <= run.stretch.begin + kmer_length_) use.begin = std::min(use.begin, alignment.query_begin);
    if (use.end + kmer_length_ >= run.stretch.end) use.end = std::max(use.end, alignment.query_end);
    use = {std::max(use.begin, run.stretch.begin), std::min(use.end, run.stretch.end)};
    Interval here = run.reverse ? Interval{size - use.end, size - use.begin} : use;
    here.begin = std::max(here.begin, position);
    if (here.begin >= here.end) continue;
    writer.uncovered(position, here.begin);
    const uint64_t query_position = run.reverse ? size - 1 - here.begin : here.begin;
    const uint64_t pool_position = alignment.pool_position(query_position);
    const Piece& piece = pool_.piece_at(pool_position);
    writer.aligned(here.begin, here.end, pool_.data(pool_position), ReferencePool::local(pool_position),
                   piece.group_offset + (pool_position - piece.pool_begin));
    position = here.end;
  }
  writer.uncovered(position, bounds.end);
  return segment;
}

SegmentText Emitter::emit_uncovered(const UnitPlan& unit) {
  const uint64_t size = unit.query.size();
  SegmentText segment{0, false, static_cast<uint32_t>(size), {}};
  if (size > kMaxRawSegment && unit.group_count > kRawGroupCount) {
    segment.group = kRawGroupCount;
    RunWriter(unit.query.forward(), costs_, segment.text).uncovered(0, size);
  } else {
    unit.query.forward().unpack(0, size, segment.text);
  }
  return segment;
}

std::vector<SegmentText> Emitter::emit_plain(const UnitPlan& unit) const {
  std::vector<SegmentText> segments;
  const uint64_t size = unit.query.size();
  const uint64_t count = std::max<uint64_t>(1, (size + kMaxPlainSegment - 1) / kMaxPlainSegment);
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t begin = size * i / count;
    const uint64_t end = std::min(size * (i + 1) / count + (i + 1 < count ? kmer_length_ : 0), size);
    segments.push_back({0, false, static_cast<uint32_t>(end - begin), {}});
    unit.query.forward().unpack(begin, end, segments.back().text);
  }
  return segments;
}

std::vector<SegmentText> Emitter::emit(const UnitPlan& unit) {
  std::vector<SegmentText> segments;
  if (unit.plain) {
    segments = emit_plain(unit);
  } else {
    std::vector<Span> spans = chainer_.chain(unit.found, {0, unit.query.size()});
    place_breakpoints(unit.found, spans);
    std::vector<Run> runs = make_runs(unit, spans);
    place_cuts(unit, spans, runs);
    for (const Run& run : runs) segments.push_back(emit_run(unit, spans, run));
  }
  if (segments.empty()) segments.push_back(emit_uncovered(unit));
  for (SegmentText& segment : segments) {
    segment.text.shrink_to_fit();  // it may wait long
    segment.sketch = sketch_of_group(segment.group, segment.text);
  }
  return segments;
}

}  // namespace agc
