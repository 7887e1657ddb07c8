// Pieces that are inside others, by themselves, on what they got when a collection went through the stages. One thread.
#pragma once

#include "pieces/meter.h"
#include "pieces/stages.h"

namespace agc::bench {

// Tables: all pieces of the pool into fresh ones; every k-mer of the last sample in the full one.
void measure_tables(const Stages& stages, Meter& meter);
// Mapping: each alignment once more from a seed in it; what its runs cost; whether what was mapped differs, and what of
// it is new; to which group that goes.
void measure_mapping(const Stages& stages, Meter& meter);
// Emitting: chain, breakpoints, LZ text and sketch, each for all units.
void measure_emitting(const Stages& stages, Meter& meter);
// Packs: all texts of a group, as they would be planned if they had waited together, up to 2,048 of them.
void measure_plans(const Stages& stages, Meter& meter);

}  // namespace agc::bench
