// The letters of a contig from its segments, which overlap by k symbols. docs/format.md, "Contigs from segments".
// Thread-safe: what changes is the caller's.
//
// Where two neighbours are both decoded, what they share must be equal: the strongest check of the contents that the
// format allows without digests.
#pragma once

#include <cstdint>
#include <vector>

#include "agc/types.h"
#include "reader/segment_decoder.h"
#include "reader/segment_records.h"
#include "reader/segment_walk.h"

namespace agc {

// What is held for the lengths of a contig's segments.
struct SegmentLengths {
  const RecordedLengths* recorded = nullptr;  // not needed without rewrites
  uint32_t rewrites = 0;                      // see recorded_lengths.h
  std::vector<uint32_t> decoded = {};         // if not empty, these count

  bool are_as_recorded() const { return decoded.empty() && rewrites == 0; }
  uint64_t of(const SegmentRecord& record, size_t number) const {
    if (!decoded.empty()) return decoded[number];
    return rewrites == 0 ? record.raw_length : recorded->length(record, rewrites);
  }
};

class SegmentJoiner {
 public:
  // `decoder` must outlive the joiner.
  SegmentJoiner(uint32_t kmer_length, const SegmentDecoder& decoder) : kmer_length_(kmer_length), decoder_(decoder) {}

  // Symbols of the contig. Throws Error{corrupt} for a segment that is too short to overlap a neighbour.
  uint64_t total(const SegmentRecords& records, const SegmentLengths& lengths) const;
  // What the segments really have.
  std::vector<uint32_t> decode_lengths(const SegmentRecords& records, DecodeScratch& scratch) const;

  // Writes the letters of `range`, decoding no more than these need. False at the first decoded segment of another
  // length. Throws Error{corrupt} for damage. Requires: range.end <= total().
  bool write(const SegmentRecords& records, const SegmentLengths& lengths, const LetterRange& range, char* out,
             DecodeScratch& scratch) const;

 private:
  // Before the segments that go beyond `position`.
  SegmentWalk walk_before(uint64_t position, const SegmentRecords& records, const SegmentLengths& lengths) const;

  uint32_t kmer_length_;
  const SegmentDecoder& decoder_;
};

}  // namespace agc
