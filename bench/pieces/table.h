// The table that is printed.
#pragma once

#include <span>

#include "pieces/meter.h"

namespace agc::bench {

// Medians of the runs, which are of the same work. `stages` fill the rows up to kFirstIsolated, `isolated` the others.
void print_table(std::span<const Meter> stages, std::span<const Meter> isolated);

}  // namespace agc::bench
