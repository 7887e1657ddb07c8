// Goes through the segment records of samples, in the order in which they are stored. `samples` may be const.
#pragma once

namespace agc {

template <typename Samples, typename Visit>
void for_each_segment(Samples&& samples, Visit visit) {
  for (auto& sample : samples) {
    for (auto& contig : sample.contigs) {
      for (auto& segment : contig.segments) visit(segment);
    }
  }
}

}  // namespace agc
