// The reader's side of the pipeline: contigs in, cut into units, submitted. Reader thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "encode/splitters.h"
#include "format/hash.h"
#include "pipeline/digest_collector.h"
#include "pipeline/encode_pipeline.h"
#include "pipeline/sequence_hash.h"

namespace agc {

struct ContigInput {
  ContigInput(std::string contig_name, std::span<const uint8_t> symbols, bool with_sequence_digests)
      : name(std::move(contig_name)), sequence(symbols), digest(digest128(symbols)) {
    if (with_sequence_digests) sequence_digests = digest_symbols(symbols);
  }

  std::string name;  // the whole header line
  PackedSequence sequence;
  Digest128 digest;  // of the symbols as they were read
  std::optional<RawSequenceDigests> sequence_digests;
};

class ContigFeeder {
 public:
  // All must outlive the feeder.
  ContigFeeder(EncodePipeline& pipeline, const EncoderSettings& settings, DigestCollector& digests)
      : pipeline_(pipeline), settings_(settings), digests_(digests) {}

  void begin_sample(const std::string& name);
  // A contig of the sample begun last, by names that are right. `finder` is given for the reference: it then cuts
  // the contig at splitters.
  void add_contig(const ContigInput& contig, SplitterFinder* finder);

 private:
  void submit(const PackedSequence& sequence, Interval stretch, std::span<const SplitterInterval> intervals);

  EncodePipeline& pipeline_;
  const EncoderSettings& settings_;
  DigestCollector& digests_;
  std::optional<std::string> pending_sample_;  // names that the next unit takes along
  std::optional<std::string> pending_contig_;
};

}  // namespace agc
