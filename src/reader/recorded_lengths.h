// How far the recorded length of a segment can be trusted.
//
// Releases 3.0 to 3.2.1 of AGC coded the lengths of appended samples with another prediction than
// they are decoded with, and nothing marks such an archive. So a recorded length has a few candidates:
// as decoded, or unfolded once more for every such append that rewrote its batch. All segments of a
// sample have been rewritten equally often; one decoded segment tells for the sample. In archives that
// no other program has written to every length is right and has one candidate.
// Thread-safe. docs/format.md, "Hazards".
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "agc/types.h"
#include "reader/archive_layout.h"

namespace agc {

class RecordedLengths {
 public:
  RecordedLengths(const ArchiveLayout& layout, size_t samples);

  // Requires: rewrites < candidate_count().
  uint32_t length(const SegmentRecord& record, uint32_t rewrites) const;
  uint32_t candidate_count() const { return candidates_; }

  // The smallest number of rewrites that explains the length of the decoded segment.
  std::optional<uint32_t> rewrites_explaining(const SegmentRecord& record, uint64_t length) const;
  uint32_t longest(const SegmentRecord& record) const;  // of all candidates
  // Whether the candidates differ.
  bool tells(const SegmentRecord& record) const;

  std::optional<uint32_t> rewrites_of(uint32_t sample) const;  // if known
  void remember(uint32_t sample, uint32_t rewrites);

 private:
  uint32_t predicted_length_;
  uint32_t kmer_length_;
  uint32_t candidates_;
  std::vector<std::atomic<uint8_t>> rewrites_;  // by sample; kUnknown at first
};

}  // namespace agc
