// The reader's side of the pipeline: contigs in, cut into units, submitted. Reader thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "encode/splitters.h"
#include "pipeline/encode_pipeline.h"

namespace agc {

struct ContigInput {
  std::string name;  // the whole header line
  PackedSequence sequence;
};

class ContigFeeder {
 public:
  // All must outlive the feeder.
  ContigFeeder(EncodePipeline& pipeline, const EncoderSettings& settings) : pipeline_(pipeline), settings_(settings) {}

  void begin_sample(const std::string& name) { pending_sample_ = name; }
  // A contig of the sample begun last, by names that are right.
  void add_contig(const ContigInput& contig);
  // One of the reference, which is cut at splitters into these intervals.
  void add_contig(const ContigInput& contig, std::span<const SplitterInterval> intervals);

 private:
  void submit(const PackedSequence& sequence, Interval stretch, std::span<const SplitterInterval> intervals);

  EncodePipeline& pipeline_;
  const EncoderSettings& settings_;
  std::optional<std::string> pending_sample_;  // names that the next unit takes along
  std::optional<std::string> pending_contig_;
};

}  // namespace agc
