#include "pipeline/unit_cutter.h"

namespace agc {

std::vector<Interval> cut_evenly(uint64_t length, uint64_t most, uint64_t overlap) {
  std::vector<Interval> stretches;
  uint64_t begin = 0;
  for (;;) {
    uint64_t end = begin + most + overlap;
    if (end + most / 4 >= length) end = length;
    stretches.push_back({begin, end});
    if (end == length) return stretches;
    begin = end - overlap;
  }
}

std::vector<std::span<const SplitterInterval>> cut_at_splitters(std::span<const SplitterInterval> intervals,
                                                                uint64_t most) {
  std::vector<std::span<const SplitterInterval>> groups;
  for (size_t first = 0; first < intervals.size();) {
    size_t last = first + 1;
    while (last < intervals.size() && intervals[last].stretch.end - intervals[first].stretch.begin <= most) ++last;
    groups.push_back(intervals.subspan(first, last - first));
    first = last;
  }
  return groups;
}

}  // namespace agc
