// The encoder's stages in a row, one unit at a time, and the decoding of what comes out.
#pragma once

#include <catch2/catch.hpp>
#include <utility>
#include <vector>

#include "encode/emitter.h"
#include "encode/grower.h"
#include "encode/novelty.h"
#include "encode/settings.h"
#include "unit/encode/known_pool.h"
#include "unit/support/whole_text.h"

namespace agc::test {

struct EncoderBench {
  explicit EncoderBench(const ArchiveParams& archive_params = {})
      : params(archive_params),
        settings(make_encoder_settings(params, 3, {})),
        index(16, 4, 1 << 18),
        groups(settings.groups),
        grower(pool, index, groups, settings.costs, settings.novelty.first_sample, params.kmer_length),
        mapper(pool, index.everywhere),
        chainer(settings.costs, params.kmer_length),
        emitter(pool, settings.costs, params.kmer_length) {}

  UnitPlan plan(const Symbols& symbols) const { return UnitPlan(PackedSequence(symbols)); }

  // What a worker does before the references grow; the unit sees all there is.
  void map(UnitPlan& unit) {
    const Interval whole = {0, unit.query.size()};
    unit.view = {0, pool.size()};
    mapper.map(unit.query, whole, unit.view, unit.found);
    unit.spans = chainer.chain(unit.found, whole);
    unit.novel = novel_stretches(unit.found, unit.spans, settings.costs, unit.novelty);
  }

  void grow(UnitPlan& unit) {
    const uint64_t more = ReferenceGrower::novel_symbols(unit);
    if (index.needs_growth(more)) index.grow(pool, more);
    grower.grow(unit);
  }

  std::vector<SegmentText> encode(const Symbols& symbols) {
    UnitPlan unit = plan(symbols);
    map(unit);
    grow(unit);
    return emitter.emit(unit);
  }

  // A segment's symbols in the orientation of its contig.
  Symbols decode(const SegmentText& segment) const {
    const Symbols symbols = segment.group < kRawGroupCount ? segment.text : symbols_of(letters_of_text(segment));
    return segment.reverse ? reverse_complement_of(symbols) : symbols;
  }

  std::string letters_of_text(const SegmentText& segment) const {
    const ReferenceText reference = ReferenceText::from_symbols(reference_of(pool, groups, segment.group));
    return decode_whole(segment.text, reference, {.min_match_length = params.min_match_length}, uint64_t{1} << 32);
  }

  // Segments are true to their records, neighbours share k symbols, and all of them are `symbols`.
  void require_decodes(const std::vector<SegmentText>& segments, const Symbols& symbols) const {
    Symbols whole;
    const auto k = static_cast<std::ptrdiff_t>(params.kmer_length);
    for (const SegmentText& segment : segments) {
      REQUIRE_FALSE(segment.text.empty());
      const Symbols part = decode(segment);
      REQUIRE(part.size() == segment.raw_length);
      if (whole.empty()) {
        whole = part;
        continue;
      }
      REQUIRE(part.size() >= params.kmer_length);
      REQUIRE(whole.size() >= params.kmer_length);
      REQUIRE(std::equal(whole.end() - k, whole.end(), part.begin()));
      whole.insert(whole.end(), part.begin() + k, part.end());
    }
    REQUIRE(whole == symbols);
  }

  ArchiveParams params;
  EncoderSettings settings;
  ReferencePool pool;
  SeedIndexes index;
  Groups groups;
  ReferenceGrower grower;
  Mapper mapper;
  Chainer chainer;
  Emitter emitter;
};

}  // namespace agc::test
