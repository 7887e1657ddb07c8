// Where the segments of a contig lie in it, one after the other. One per call; not thread-safe.
// docs/format.md, "Contigs from segments".
#pragma once

#include <cstddef>
#include <cstdint>

namespace agc {

class SegmentWalk {
 public:
  SegmentWalk(uint64_t kmer_length, size_t segment_count) : kmer_length_(kmer_length), count_(segment_count) {}
  // From a segment on that is known to begin with the overlap with those before, which end at `end_before`.
  SegmentWalk(uint64_t kmer_length, size_t segment_count, size_t number, uint64_t end_before)
      : kmer_length_(kmer_length), count_(segment_count), seen_(number), end_(end_before) {}

  // Moves on to the next segment. Throws Error{corrupt} if it is too short to overlap a neighbour.
  void next(uint64_t length) {
    if (length < kmer_length_ && count_ > 1) fail_too_short(length);
    const uint64_t overlap = seen_ == 0 ? 0 : kmer_length_;
    begin_ = end_ - overlap;
    end_ = begin_ + length;
    ++seen_;
  }

  size_t number() const { return seen_; }    // of the segment that next() moves to
  uint64_t begin() const { return begin_; }  // of its text, with the overlap before
  uint64_t end() const { return end_; }

 private:
  [[noreturn]] void fail_too_short(uint64_t length) const;

  uint64_t kmer_length_;
  size_t count_;
  size_t seen_ = 0;
  uint64_t begin_ = 0;
  uint64_t end_ = 0;
};

}  // namespace agc
