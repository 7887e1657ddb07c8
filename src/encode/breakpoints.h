// Where, in a chain, one alignment gives way to the next. Where both cover the query the place is free: it is put
// where the fewest mismatches are left. Of equal places the last one along the reference counts, so that
// alignments of one strand meet in the same place as those of the other one in the contig's reverse complement. A pure
// function.
#pragma once

#include <vector>

#include "encode/alignment.h"

namespace agc {

// `spans` as Chainer::chain() makes them: each goes to its alignment's end. Moves where they meet; none becomes empty.
void place_breakpoints(const AlignmentSet& set, std::vector<Span>& spans);

}  // namespace agc
