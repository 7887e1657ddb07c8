// An archive on its way from contigs to the file: what creating and adding, from files and from memory, have in
// common. The caller's thread is the pipeline's reader thread.
//
// Of a new archive the reference comes first: all that is added before the second sample begins or, if
// every record is a sample, before the second input or a quarter of a billion symbols. It is held until it is
// whole, because splitters need all of it before its first contig can be cut. An archive of one sample, encoded as
// one to which nothing will be added, is encoded again when something is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "agc/archive_writer.h"
#include "pipeline/archive_completion.h"
#include "pipeline/contig_feeder.h"
#include "pipeline/input_names.h"
#include "pipeline/stage_clock.h"
#include "pipeline/stored_archive.h"

namespace agc {

class ArchiveBuilder {
 public:
  // A new archive. Of the options' inputs nothing is read here and in the other constructor.
  explicit ArchiveBuilder(const CreateOptions& options);
  // An archive and what is added. Throws Error{input} if inputs of one sample each name one that is there.
  explicit ArchiveBuilder(const AppendOptions& options);
  // Without finish() no file is made or changed.
  ~ArchiveBuilder();

  // What follows is from a further input. This and the next two throw as InputNames does.
  void begin_input();
  void begin_sample(const std::string& name, const std::string& source);
  void add_contig(const std::string& name, std::span<const uint8_t> symbols);
  const InputNames& names() const { return names_; }

  // Call once, last.
  CreateReport finish();

 private:
  // From when the encoder's state is known.
  struct Run {
    Run(EncoderState initial, const EncodePipeline::Limits& limits, ArchiveSink& sink, StageClock& clock)
        : state(std::move(initial)), pipeline(state, limits, sink, clock), feeder(pipeline, state.settings) {}

    EncoderState state;
    EncodePipeline pipeline;
    ContigFeeder feeder;
  };
  struct ReferenceContig {
    std::optional<std::string> sample;  // that it begins
    ContigInput contig;
  };

  void start_with_stored();
  void hold_stored();
  void start_with_reference(bool is_all);
  ArchiveDescription describe_contents() const;
  ArchiveDescription describe() const;

  StageClock clock_;
  StageLap reader_{clock_, Stage::read};  // the caller's time
  const FileLock lock_;
  const std::unique_ptr<const StoredArchive> stored_;  // null for a new archive
  OutputFile output_;
  ArchiveSink sink_;
  EncodePipeline::Limits limits_;
  const ArchiveParams params_;
  const int level_;
  const bool records_are_samples_;
  const bool with_sequence_digests_;
  const std::function<void(const std::string&)> before_commit_;  // may be empty
  InputNames names_;
  DigestCollector digests_;
  std::optional<std::string> pending_sample_;
  std::vector<ReferenceContig> reference_;  // until it is whole
  uint64_t reference_symbols_ = 0;
  std::unique_ptr<Run> run_;
  CreateReport old_;  // of what is encoded again
};

}  // namespace agc
