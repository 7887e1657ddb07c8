// The reader's side of the pipeline: contigs in, checked for what an archive cannot hold, cut into
// units, submitted. Reader thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

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

  // Names of the archive that is added to.
  void reserve_samples(const std::vector<std::string>& names) { stored_samples_.insert(names.begin(), names.end()); }

  void begin_input() { pipeline_.begin_input(); }
  // Throws Error{input} if the name is taken. `source` names the file for messages.
  void begin_sample(const std::string& name, const std::string& source);
  bool has_sample(const std::string& name) const { return samples_.contains(name); }
  bool in_sample(const std::string& name) const { return current_ && *current_ == name; }

  // A contig of the sample begun last. `finder` is given for the reference: it then cuts the contig
  // at splitters. Throws Error{input} for a name that the sample or the format cannot hold.
  void add_contig(const ContigInput& contig, SplitterFinder* finder);

 private:
  void check_contig_name(const std::string& name);
  void submit(const PackedSequence& sequence, Interval stretch, std::span<const SplitterInterval> intervals);

  EncodePipeline& pipeline_;
  const EncoderSettings& settings_;
  DigestCollector& digests_;
  std::unordered_set<std::string> stored_samples_;
  std::unordered_set<std::string> samples_;
  std::unordered_set<std::string> contigs_;    // of the current sample
  std::optional<std::string> current_;         // sample
  std::string source_;                         // file of the current sample
  std::string previous_contig_;                // full name, for the name coding
  std::optional<std::string> pending_sample_;  // names that the next unit takes along
  std::optional<std::string> pending_contig_;
};

}  // namespace agc
