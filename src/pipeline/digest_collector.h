// Digests of what was read, from the first sample to the last, in as much detail as its share of the archive
// allows: of every contig, of every sample, or of some samples together. Reader thread only.
// docs/format.md, "Digests".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "format/digest_stream.h"
#include "format/sequence_digests.h"

namespace agc {

class DigestCollector {
 public:
  // To go on after the samples of an archive that is added to.
  explicit DigestCollector(ContentDigests stored = {}, std::vector<SampleSequenceDigests> stored_sequences = {});

  void begin_sample(const std::string& name);
  // A contig of the sample begun last; `sequence` as contig_digest() wants it.
  void add_contig(const std::string& name, const Digest128& sequence, uint64_t length);

  // Of the contig added last.
  void add_sequence_digests(const RawSequenceDigests& digests);
  // By sample; shorter than the samples are many where the last ones have none.
  const std::vector<SampleSequenceDigests>& sequence_digests() const { return sequence_digests_; }

  struct Share {
    uint64_t bytes = 0;  // that the digests may take
    uint64_t unit = 1;   // samples that are joined, and multiples of them, where bytes are short
  };
  // Call once, last. `sample_names` = those of the archive. Never less than one digest.
  ContentDigests finish(const std::vector<std::string>& sample_names, const Share& share);

 private:
  void end_sample();

  ContentDigests digests_;
  std::vector<SampleSequenceDigests> sequence_digests_;
  uint64_t samples_ = 0;  // begun or stored
  bool in_sample_ = false;
  std::string sample_name_;
  uint64_t sample_symbols_ = 0;
};

}  // namespace agc
