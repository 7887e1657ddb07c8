#include "reader/segment_joiner.h"

#include <algorithm>

#include "agc/error.h"

namespace agc {

void SegmentWalk::next(uint64_t length) {
  if (count_ > 1 && length < kmer_length_) {
    throw Error(ErrorKind::corrupt, "segment " + std::to_string(seen_) + ": expected at least " +
                                        std::to_string(kmer_length_) + " symbols: found " + std::to_string(length));
  }
  const uint64_t overlap = seen_ == 0 ? 0 : kmer_length_;
  begin_ = end_ - overlap;
  new_begin_ = end_;
  end_ = begin_ + length;
  ++seen_;
}

void SegmentJoiner::add(size_t number, const Segment& segment, size_t begin, size_t end) {
  if (last_number_ && *last_number_ + 1 == number) check_overlap(number, segment);
  segment.append_letters(begin, end, out_);
  last_letters_.clear();
  segment.append_letters(segment.size() - std::min<size_t>(kmer_length_, segment.size()), segment.size(),
                         last_letters_);
  last_number_ = number;
}

void SegmentJoiner::check_overlap(size_t number, const Segment& segment) {
  first_letters_.clear();
  segment.append_letters(0, std::min<size_t>(kmer_length_, segment.size()), first_letters_);
  if (first_letters_ != last_letters_) {
    throw Error(ErrorKind::corrupt, "segment " + std::to_string(number) + ": expected it to begin with \"" +
                                        last_letters_ + "\" as the one before ends: found \"" + first_letters_ + "\"");
  }
}

}  // namespace agc
