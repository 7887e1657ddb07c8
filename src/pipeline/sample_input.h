// FASTA records on their way into the pipeline: which sample each of them belongs to. Reader thread only.
#pragma once

#include <optional>
#include <string>

#include "agc/archive_writer.h"
#include "io/fasta_reader.h"
#include "pipeline/contig_feeder.h"

namespace agc {

// The sample#haplotype of a record named sample#haplotype#contig; none for names of another form.
std::optional<std::string> pansn_sample(const std::string& name);

// Opens samples as the inputs ask for it.
class SampleInput {
 public:
  // `with_sequence_digests` as CreateOptions::sequence_digests.
  SampleInput(ContigFeeder& feeder, SampleGrouping grouping, bool with_sequence_digests)
      : feeder_(feeder), grouping_(grouping), with_sequence_digests_(with_sequence_digests) {}

  void begin_file(const std::string& path);
  void begin_record(const std::string& name);
  // A record of any sample but the reference.
  void add(const FastaRecord& record);

 private:
  std::string require_pansn_sample(const std::string& name) const;

  ContigFeeder& feeder_;
  SampleGrouping grouping_;
  bool with_sequence_digests_;
  std::string path_;
};

// All records of a file.
void feed_file(const std::string& path, NonIupacPolicy policy, SampleInput& input);

}  // namespace agc
