// Where a contig is cut into units of work. Pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "encode/query.h"
#include "encode/splitters.h"

namespace agc {

// Stretches of at most about `most` symbols that cover [0, length) and overlap by `overlap`; the last
// is never short. One stretch for a short contig, an empty one for length 0.
std::vector<Interval> cut_evenly(uint64_t length, uint64_t most, uint64_t overlap);

// Groups of neighbouring splitter intervals, each of at most about `most` symbols.
std::vector<std::span<const SplitterInterval>> cut_at_splitters(std::span<const SplitterInterval> intervals,
                                                                uint64_t most);

}  // namespace agc
