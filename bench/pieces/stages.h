// The encoder's stages in a row, one unit at a time, called as EncodePipeline calls them and with the same result;
// nothing is written. What each step takes goes to the meter. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "encode/emitter.h"
#include "encode/gap_mapper.h"
#include "encode/grower.h"
#include "encode/repeat_parser.h"
#include "pieces/input.h"
#include "pieces/meter.h"
#include "pipeline/encoder_state.h"
#include "pipeline/waiting_batches.h"

namespace agc::bench {

// A unit after its way through the stages.
struct KeptUnit {
  UnitPlan plan;
  size_t mapped = 0;    // of the alignments, so many were found by mapping; the others are with its own new pieces
  uint64_t sample = 0;  // from 1 on
};

struct PayloadBytes {
  uint64_t packs = 0;
  uint64_t references = 0;
  uint64_t records = 0;
};

class Stages {
 public:
  Stages(const Reference& reference, Meter& meter, bool keeps_units);
  Stages(const Stages&) = delete;
  Stages& operator=(const Stages&) = delete;

  void begin_sample(std::string name);
  void begin_contig(const std::string& name) { state_.collection.begin_contig(name); }
  void add(UnitPlan unit);
  void finish();

  const EncoderState& state() const { return state_; }
  std::span<const KeptUnit> kept() const { return kept_; }
  const PayloadBytes& bytes() const { return bytes_; }

 private:
  PoolView next_view() const;
  void map(UnitPlan& unit);
  void look_again(UnitPlan& unit, Cost diverged_from);
  void grow(UnitPlan& unit);
  void grow_references(UnitPlan& unit);
  void emit(const UnitPlan& unit);
  void store(std::vector<SegmentText> segments, uint64_t symbols);
  void finish_batches();
  void compress(std::span<const ClosedPack> packs);
  EncodedPart compress_symbols(std::span<const uint8_t> plain, const ZstdSettings& zstd);
  void choose_splitters();
  void compress_reference(uint32_t group);
  std::vector<ZstdCopy> copies_in(std::span<const uint8_t> symbols, Row row);

  Meter& meter_;
  const bool keeps_units_;
  EncoderState state_;
  Mapper mapper_;
  GapMapper gap_mapper_;
  Chainer chainer_;
  Emitter emitter_;
  RepeatParser repeat_parser_;
  ReferenceGrower grower_;
  ZstdCompressor compressor_;
  WaitingBatches batches_;
  EncoderSettings::Volume volume_;
  uint64_t samples_ = 0;
  bool begins_sample_ = false;         // the next unit does
  std::vector<uint64_t> left_behind_;  // pool sizes, by unit
  std::vector<KeptUnit> kept_;
  PayloadBytes bytes_;
};

// A whole collection through all stages.
std::unique_ptr<Stages> encode(std::span<const std::string> paths, Meter& meter, bool keeps_units);

}  // namespace agc::bench
