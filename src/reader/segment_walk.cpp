#include "reader/segment_walk.h"

#include <string>

#include "agc/error.h"

namespace agc {

void SegmentWalk::fail_too_short(uint64_t length) const {
  throw Error(ErrorKind::corrupt, "segment " + std::to_string(seen_) + ": expected at least " +
                                      std::to_string(kmer_length_) + " symbols: found " + std::to_string(length));
}

}  // namespace agc
