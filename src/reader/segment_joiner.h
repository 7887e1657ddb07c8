// The text of a contig, or of a range of it, from its segments in order. One per call; not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "reader/segment_decoder.h"

namespace agc {

// Where the segments of a contig lie in it, one after the other.
class SegmentWalk {
 public:
  SegmentWalk(uint64_t kmer_length, size_t segment_count) : kmer_length_(kmer_length), count_(segment_count) {}

  // Moves on to the next segment. Throws Error{corrupt} if it is too short to overlap a neighbour.
  void next(uint64_t length);

  uint64_t begin() const { return begin_; }          // of its text, with the overlap before
  uint64_t new_begin() const { return new_begin_; }  // of what it adds to those before
  uint64_t end() const { return end_; }

 private:
  uint64_t kmer_length_;
  size_t count_;
  size_t seen_ = 0;
  uint64_t begin_ = 0;
  uint64_t new_begin_ = 0;
  uint64_t end_ = 0;
};

class SegmentJoiner {
 public:
  SegmentJoiner(uint64_t kmer_length, std::string& out) : kmer_length_(kmer_length), out_(out) {}

  // Appends letters [begin, end) of segment number `number` of the contig. Throws Error{corrupt} if
  // the segment added before is its neighbour and they do not share the overlap.
  void add(size_t number, const Segment& segment, size_t begin, size_t end);

 private:
  void check_overlap(size_t number, const Segment& segment);

  uint64_t kmer_length_;
  std::string& out_;
  std::optional<size_t> last_number_;
  std::string last_letters_;  // the last k of the segment added before
  std::string first_letters_;
};

}  // namespace agc
