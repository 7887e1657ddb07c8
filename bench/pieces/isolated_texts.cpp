#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "encode/breakpoints.h"
#include "encode/pack_choice.h"
#include "encode/pack_exchange.h"
#include "encode/pack_order.h"
#include "encode/pack_plan.h"
#include "encode/run_writer.h"
#include "encode/text_sketch.h"
#include "format/hash.h"
#include "pieces/isolated.h"

namespace agc::bench {
namespace {

using Spans = std::vector<Span>;

// Of units that stay symbols there are none.
std::vector<Spans> chain_all(const Stages& stages, Meter& meter) {
  Chainer chainer(stages.state().settings.costs, stages.state().settings.params.kmer_length);
  std::vector<Spans> chains;
  meter.time(Row::chain_again, [&] {
    for (const auto& [plan, mapped, sample] : stages.kept()) {
      chains.push_back(plan.plain ? Spans() : chainer.chain(plan.found, {0, plan.query.size()}));
    }
  });
  for (const auto& [plan, mapped, sample] : stages.kept()) {
    if (!plan.plain) meter.count(Row::chain_again, plan.found.alignments.size(), plan.query.size());
  }
  return chains;
}

void move_breakpoints(const Stages& stages, std::vector<Spans>& chains, Meter& meter) {
  meter.time(Row::breakpoints, [&] {
    for (size_t i = 0; i < chains.size(); ++i) place_breakpoints(stages.kept()[i].plan.found, chains[i]);
  });
  for (const Spans& spans : chains) {
    meter.count(Row::breakpoints, spans.size());
    for (const Span& span : spans) meter.use(span.end);
  }
}

// Spans of one group and strand, with what is uncovered behind and before them. A segment without its overlaps.
std::vector<std::span<const Span>> cut_where_groups_change(const AlignmentSet& set, std::span<const Span> spans) {
  std::vector<std::span<const Span>> runs;
  const Alignment* last = nullptr;
  size_t first = 0;
  for (size_t i = 0; i < spans.size(); ++i) {
    if (!spans[i].covered()) continue;
    const Alignment& alignment = set.alignments[spans[i].alignment];
    if (last != nullptr && (last->group != alignment.group || last->reverse != alignment.reverse)) {
      runs.push_back(spans.subspan(first, i - first));
      first = i;
    }
    last = &alignment;
  }
  if (last != nullptr) runs.push_back(spans.subspan(first));
  return runs;
}

class LzTextBench {
 public:
  explicit LzTextBench(const Stages& stages) : pool_(*stages.state().pool), costs_(stages.state().settings.costs) {}

  // Returns the bytes of the text.
  size_t write(const UnitPlan& unit, std::span<const Span> run) {
    const auto covered = std::ranges::find_if(run, &Span::covered);
    const bool reverse = unit.found.alignments[covered->alignment].reverse;
    text_.clear();
    RunWriter writer(unit.query.strand(reverse), costs_, text_);
    for (size_t i = 0; i < run.size(); ++i) write_span(unit, run[reverse ? run.size() - 1 - i : i], reverse, writer);
    return text_.size();
  }

 private:
  void write_span(const UnitPlan& unit, const Span& span, bool reverse, RunWriter& writer) const {
    const uint64_t size = unit.query.size();
    const Interval here = reverse ? Interval{size - span.end, size - span.begin} : Interval{span.begin, span.end};
    if (!span.covered()) return writer.uncovered(here.begin, here.end);
    const Alignment& alignment = unit.found.alignments[span.alignment];
    const uint64_t position = alignment.pool_position(reverse ? span.end - 1 : span.begin);
    const Piece& piece = pool_.piece_at(position);
    writer.aligned(here.begin, here.end, pool_.data(position), ReferencePool::local(position),
                   piece.group_offset + (position - piece.pool_begin));
  }

  const ReferencePool& pool_;
  const CostModel& costs_;
  std::vector<uint8_t> text_;
};

void write_texts(const Stages& stages, const std::vector<Spans>& chains, Meter& meter) {
  LzTextBench bench(stages);
  for (size_t i = 0; i < chains.size(); ++i) {
    const UnitPlan& unit = stages.kept()[i].plan;
    const auto runs = cut_where_groups_change(unit.found, chains[i]);
    uint64_t bytes = 0;
    meter.time(Row::lz_text, [&] {
      for (const std::span<const Span> run : runs) bytes += bench.write(unit, run);
    });
    for (const std::span<const Span> run : runs) meter.count(Row::lz_text, 1, run.back().end - run.front().begin);
    meter.use(bytes);
  }
}

// Of all units, group by group, in the order of coming.
std::map<uint32_t, std::vector<SegmentText>> emit_all(const Stages& stages) {
  const EncoderState& state = stages.state();
  Emitter emitter(*state.pool, state.settings.costs, state.settings.params.kmer_length);
  std::map<uint32_t, std::vector<SegmentText>> texts;
  for (const KeptUnit& unit : stages.kept()) {
    if (unit.plan.query.size() == 0) continue;
    for (SegmentText& text : emitter.emit(unit.plan)) texts[text.group].push_back(std::move(text));
  }
  return texts;
}

void leave_out_equal_ones(std::vector<SegmentText>& texts) {
  std::set<std::array<uint8_t, 16>> known;
  std::erase_if(texts, [&](const SegmentText& text) { return !known.insert(digest128(text.text).bytes()).second; });
}

void sketch_all(std::span<const SegmentText> texts, Meter& meter) {
  uint64_t hashes = 0;
  meter.time(Row::sketch, [&] {
    for (const SegmentText& text : texts) hashes += sketch_of_group(text.group, text.text).size();
  });
  for (const SegmentText& text : texts) meter.count(Row::sketch, 1, text.text.size());
  meter.use(hashes);
}

// The steps of plan_packs(), for packs of as many texts as are usual.
void plan_in_steps(std::span<const PackCandidate> texts, const PackRoom& room, Meter& meter) {
  for (const Row row : {Row::share_hashes, Row::choose, Row::exchange, Row::order}) meter.count(row, texts.size());
  const SharedHashes shared = meter.time(Row::share_hashes, [&] { return SharedHashes(texts, room.held); });
  std::vector<std::vector<uint32_t>> packs;
  meter.time(Row::choose, [&] {
    PackChooser chooser(texts, shared);
    while (chooser.left() > 0) packs.push_back(chooser.take({}, packs.empty() ? room.first : room.cardinality));
  });
  meter.time(Row::exchange, [&] { exchange_texts(shared, packs); });
  meter.time(Row::order, [&] {
    PackOrder order(texts, shared);
    for (std::vector<uint32_t>& pack : packs) order.order(pack);
  });
  for (const std::vector<uint32_t>& pack : packs) meter.use(pack.front());
}

void plan(std::span<const SegmentText> texts, uint32_t cardinality, Meter& meter) {
  std::vector<PackCandidate> candidates;
  for (const SegmentText& text : texts) candidates.push_back({text.sketch, text.text.size()});
  const PackRoom room = {{}, cardinality, cardinality};
  const auto packs = meter.time(Row::plan, [&] { return plan_packs(candidates, room, 0); });
  meter.count(Row::plan, candidates.size());
  for (const std::vector<uint32_t>& pack : packs) meter.use(pack.front());
  if (candidates.size() > 1) plan_in_steps(candidates, room, meter);
}

}  // namespace

void measure_emitting(const Stages& stages, Meter& meter) {
  std::vector<Spans> chains = chain_all(stages, meter);
  move_breakpoints(stages, chains, meter);
  write_texts(stages, chains, meter);
}

void measure_plans(const Stages& stages, Meter& meter) {
  constexpr size_t kMostWaiting = 2048;
  for (auto& [group, texts] : emit_all(stages)) {
    sketch_all(texts, meter);
    leave_out_equal_ones(texts);
    for (size_t first = 0; first < texts.size(); first += kMostWaiting) {
      const size_t count = std::min(kMostWaiting, texts.size() - first);
      plan(std::span(texts).subspan(first, count), stages.state().settings.params.pack_cardinality, meter);
    }
  }
}

}  // namespace agc::bench
