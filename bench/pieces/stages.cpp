#include "pieces/stages.h"

#include <algorithm>
#include <utility>

#include "format/collection_v3.h"
#include "format/segment_codec.h"
#include "pipeline/sample_input.h"

namespace agc::bench {
namespace {

uint64_t covered_symbols(std::span<const Span> spans, bool covered) {
  uint64_t symbols = 0;
  for (const Span& span : spans) symbols += span.covered() == covered ? span.end - span.begin : 0;
  return symbols;
}

uint64_t count_gaps(std::span<const Span> spans) {
  return static_cast<uint64_t>(std::ranges::count_if(spans, [](const Span& span) { return !span.covered(); }));
}

// The pipeline's own is out of reach, and not measured here.
std::vector<uint8_t> reference_symbols_of(const ReferencePool& pool, const std::vector<uint32_t>& pieces) {
  std::vector<uint8_t> symbols;
  for (const uint32_t number : pieces) {
    const Piece& piece = pool.piece(number);
    const uint8_t* const data = pool.data(piece.pool_begin);
    const uint64_t begin = ReferencePool::local(piece.pool_begin);
    for (uint64_t i = 0; i < piece.length; ++i) symbols.push_back(symbol_at(data, begin + i));
  }
  return symbols;
}

}  // namespace

Stages::Stages(const Reference& reference, Meter& meter, bool keeps_units)
    : meter_(meter),
      keeps_units_(keeps_units),
      state_(meter.time(Row::make_tables, [&] { return make_new_state(reference.settings, reference.symbols); })),
      mapper_(*state_.pool, state_.indexes->everywhere),
      gap_mapper_(*state_.pool, state_.indexes->in_group),
      chainer_(state_.settings.costs, state_.settings.params.kmer_length),
      emitter_(*state_.pool, state_.settings.costs, state_.settings.params.kmer_length),
      grower_(*state_.pool, *state_.indexes, state_.groups, state_.settings.costs,
              state_.settings.novelty.first_sample_beside, state_.settings.params.kmer_length),
      batches_(state_.packs) {
  meter_.count(Row::make_tables, 1);
}

void Stages::begin_sample(std::string name) {
  ++samples_;
  begins_sample_ = true;
  meter_.count(Row::records, 1);
  std::optional<RecordBatch> batch = state_.collection.begin_sample(std::move(name));
  if (!batch) return;
  batches_.push(std::move(*batch));
  finish_batches();
}

// What the unit `lag` places before the next one left behind, as where units are mapped at the same time.
PoolView Stages::next_view() const {
  const uint64_t lag = state_.settings.lag;
  return {0, left_behind_.size() < lag ? 0 : left_behind_[left_behind_.size() - lag]};
}

void Stages::add(UnitPlan unit) {
  const NoveltyRules& novelty = state_.settings.novelty;
  unit.novelty = samples_ > 1 ? novelty.behind(samples_ - 1) : novelty.first_sample;
  unit.view = next_view();
  map(unit);
  const size_t mapped = unit.found.alignments.size();
  grow(unit);
  left_behind_.push_back(state_.pool->size());
  emit(unit);
  if (keeps_units_) kept_.push_back({std::move(unit), mapped, samples_});
}

void Stages::map(UnitPlan& unit) {
  const EncoderSettings& settings = state_.settings;
  const uint64_t size = unit.query.size();
  const Interval whole = {0, size};
  meter_.time(Row::map, [&] { mapper_.map(unit.query, whole, unit.view, unit.found); });
  meter_.count(Row::map, unit.found.alignments.size(), size);
  unit.spans = meter_.time(Row::chain, [&] { return chainer_.chain(unit.found, whole); });
  meter_.count(Row::chain, unit.found.alignments.size(), size);
  const bool is_short = size <= settings.short_contig;
  unit.diverged = meter_.time(Row::diverged, [&] {
    return is_diverged(unit.found, unit.spans, settings.costs, is_short ? kDivergedGenome : kDivergedStretch);
  });
  meter_.count(Row::diverged, unit.spans.size(), size);
  if (unit.diverged && !is_short) unit.novelty = settings.novelty.diverged;
  unit.novel =
      meter_.time(Row::novel, [&] { return novel_stretches(unit.found, unit.spans, settings.costs, unit.novelty); });
  meter_.count(Row::novel, unit.spans.size(), size);
  meter_.time(Row::map_gaps, [&] { gap_mapper_.map(unit.query, unit.spans, unit.novel, unit.view, unit.found); });
  meter_.count(Row::map_gaps, count_gaps(unit.spans), covered_symbols(unit.spans, false));
  meter_.use(unit.found.alignments.size() + unit.found.mismatches.size());
}

void Stages::look_again(UnitPlan& unit, Cost diverged_from) {
  meter_.time(Row::look_again, [&] { grower_.look_again(unit, diverged_from); });
  meter_.count(Row::look_again, 1, unit.query.size());
}

void Stages::grow(UnitPlan& unit) {
  const uint64_t size = unit.query.size();
  DivergenceMeter& divergence = state_.divergence;
  StrangeStretches& strange = state_.strange_stretches;
  if (std::exchange(begins_sample_, false)) {
    divergence.begin_sample();
    strange.begin_sample();
  }
  const bool is_short = size <= state_.settings.short_contig;
  const bool is_first = !unit.splitter_intervals.empty();
  const auto is_new = [&] { return unit.diverged || is_unknown(unit.spans); };
  if (is_short && divergence.has_samples() && is_unknown(unit.spans)) look_again(unit, kDivergedGenome);
  const bool is_early = unit.view.end < state_.pool->size() / 2;
  if (!is_short && !is_first && is_new() && (is_early || strange.stay_symbols())) look_again(unit, kDivergedStretch);
  const bool is_strange = !is_short && !is_first && is_new();
  unit.plain = is_short ? unit.diverged && divergence.diverged() : is_strange && strange.stay_symbols();
  if (unit.plain) unit.novel.clear();
  divergence.add(size, unit.diverged);
  const uint64_t more_symbols = ReferenceGrower::novel_symbols(unit);
  if (state_.indexes->needs_growth(more_symbols)) {
    meter_.time(Row::make_tables, [&] { state_.indexes->grow(*state_.pool, more_symbols); });
    meter_.count(Row::make_tables, 1);
  }
  const uint64_t symbols = state_.pool->symbols();
  grow_references(unit);
  if (!is_short) strange.add(size, is_strange, state_.pool->symbols() - symbols);
}

void Stages::grow_references(UnitPlan& unit) {
  const uint64_t symbols = state_.pool->symbols();
  const uint32_t pieces = state_.pool->piece_count();
  const bool is_first = !unit.splitter_intervals.empty();
  meter_.time(is_first ? Row::grow_first : Row::grow_later, [&] { grower_.grow(unit); });
  if (is_first) {
    meter_.count(Row::grow_first, state_.pool->piece_count() - pieces, state_.pool->symbols() - symbols);
  } else {
    meter_.count(Row::grow_later, 1);
  }
  meter_.use(state_.pool->size());
}

void Stages::emit(const UnitPlan& unit) {
  const uint64_t size = unit.query.size();
  std::vector<SegmentText> segments;
  if (size > 0) segments = meter_.time(Row::emit, [&] { return emitter_.emit(unit); });
  meter_.count(Row::emit, segments.size(), size);
  store(std::move(segments), size);
}

void Stages::store(std::vector<SegmentText> segments, uint64_t symbols) {
  volume_.symbols += symbols;
  const uint64_t bytes_before = volume_.text_bytes;
  for (const SegmentText& segment : segments) volume_.text_bytes += segment.text.size();
  meter_.count(Row::store, segments.size(), volume_.text_bytes - bytes_before);
  std::vector<ClosedPack> closed;
  meter_.time(Row::store, [&] {
    for (SegmentText& segment : segments) {
      SegmentRecord record{segment.group, 0, segment.reverse, segment.raw_length};
      record.index = state_.packs.add(std::move(segment), closed);
      state_.collection.add_segment(record);
      meter_.use(record.index);
    }
  });
  compress(closed);
}

void Stages::finish_batches() {
  const uint32_t predicted_length = state_.settings.params.segment_size + state_.settings.params.kmer_length;
  std::vector<ClosedPack> closed;
  const uint64_t before = bytes_.records;
  meter_.time(Row::records, [&] {
    while (const std::optional<std::vector<SampleRecord>> batch = batches_.take(closed)) {
      bytes_.records += encode_contig_names(*batch, compressor_).payload.size();
      bytes_.records += encode_details(*batch, predicted_length, compressor_).payload.size();
    }
  });
  meter_.count(Row::records, 0, bytes_.records - before);
  compress(closed);
}

void Stages::compress(std::span<const ClosedPack> packs) {
  for (const ClosedPack& pack : packs) {
    const ZstdSettings& zstd = state_.settings.zstd_for_pack(pack.group, pack.plain.size(), volume_);
    const bool is_symbols = pack.group < kRawGroupCount;
    const Row row = is_symbols ? Row::compress_symbols : Row::compress_texts;
    const EncodedPart part = is_symbols ? compress_symbols(pack.plain, zstd)
                                        : meter_.time(row, [&] { return encode_pack(pack.plain, compressor_, zstd); });
    meter_.count(row, 1, pack.plain.size());
    meter_.use(part.payload.size());
    bytes_.packs += part.payload.size();
  }
}

EncodedPart Stages::compress_symbols(std::span<const uint8_t> plain, const ZstdSettings& zstd) {
  const std::vector<ZstdCopy> copies = copies_in(plain, Row::parse_symbols);
  return meter_.time(Row::compress_symbols, [&] { return encode_framed_pack(plain, copies, compressor_, zstd); });
}

std::vector<ZstdCopy> Stages::copies_in(std::span<const uint8_t> symbols, Row row) {
  if (symbols.size() > RepeatParser::kMostBytes) return {};
  std::vector<ZstdCopy> copies = meter_.time(row, [&] { return repeat_parser_.parse(symbols); });
  meter_.count(row, copies.size(), symbols.size());
  return copies;
}

void Stages::choose_splitters() {
  const SplitterChoice::Chosen chosen = meter_.time(Row::choose_splitters, [&] { return grower_.chosen_splitters(); });
  meter_.count(Row::choose_splitters, chosen.splitters.size());
  meter_.use(chosen.keys.size());
}

void Stages::compress_reference(uint32_t group) {
  const std::vector<uint8_t> symbols = reference_symbols_of(*state_.pool, state_.groups.pieces(group));
  const std::vector<ZstdCopy> copies = copies_in(symbols, Row::parse_references);
  const EncodedPart part = meter_.time(Row::compress_references, [&] {
    return encode_reference(symbols, copies, compressor_, state_.settings.reference_zstd);
  });
  meter_.count(Row::compress_references, 1, symbols.size());
  meter_.use(part.payload.size());
  bytes_.references += part.payload.size();
}

void Stages::finish() {
  for (uint32_t group = 0; group < state_.packs.group_count(); ++group) {
    const std::vector<ClosedPack> packs = meter_.time(Row::plan_last, [&] { return state_.packs.close_group(group); });
    for (const ClosedPack& pack : packs) meter_.count(Row::plan_last, 1, pack.plain.size());
    compress(packs);
  }
  if (RecordBatch batch = state_.collection.finish(); !batch.samples.empty()) batches_.push(std::move(batch));
  finish_batches();
  choose_splitters();
  for (uint32_t group = kRawGroupCount; group < state_.groups.count(); ++group) compress_reference(group);
}

std::unique_ptr<Stages> encode(std::span<const std::string> paths, Meter& meter, bool keeps_units) {
  const Reference reference = read_reference(paths[0], paths.size() == 1, meter);
  auto stages = std::make_unique<Stages>(reference, meter, keeps_units);
  const auto add = [&](UnitPlan unit) { stages->add(std::move(unit)); };
  stages->begin_sample(sample_name_from_path(paths[0]));
  for (size_t number = 0; number < reference.contigs.size(); ++number) {
    const ContigInput& contig = reference.contigs[number];
    stages->begin_contig(contig.name);
    cut_at_splitters(contig, reference.intervals[number], reference.settings, meter, add);
  }
  for (const std::string& path : paths.subspan(1)) {
    stages->begin_sample(sample_name_from_path(path));
    read_contigs(path, meter, [&](const ContigInput& contig) {
      stages->begin_contig(contig.name);
      cut_evenly(contig, reference.settings, meter, add);
    });
  }
  stages->finish();
  return stages;
}

}  // namespace agc::bench
