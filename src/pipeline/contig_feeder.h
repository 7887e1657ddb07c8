// The reader's side of the pipeline: contigs in, checked for what an archive cannot hold, cut into
// units, submitted. Reader thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "encode/splitters.h"
#include "pipeline/encode_pipeline.h"

namespace agc {

class ContigFeeder {
 public:
  ContigFeeder(EncodePipeline& pipeline, const EncoderSettings& settings) : pipeline_(pipeline), settings_(settings) {}

  // Names of the archive that is added to.
  void reserve_samples(const std::vector<std::string>& names) { stored_samples_.insert(names.begin(), names.end()); }

  void begin_input() { pipeline_.begin_input(); }
  // Throws Error{input} if the name is taken. `source` names the file for messages.
  void begin_sample(const std::string& name, const std::string& source);
  bool has_sample(const std::string& name) const { return samples_.contains(name); }
  bool in_sample(const std::string& name) const { return current_ && *current_ == name; }

  // A contig of the sample begun last. `finder` is given for the reference: it then cuts the contig
  // at splitters. Throws Error{input} for a name that the sample or the format cannot hold.
  void add_contig(const std::string& name, const PackedSequence& sequence, SplitterFinder* finder);

 private:
  void check_contig_name(const std::string& name);
  void submit(const PackedSequence& sequence, Interval stretch, std::span<const SplitterInterval> intervals);

  EncodePipeline& pipeline_;
  const EncoderSettings& settings_;
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
