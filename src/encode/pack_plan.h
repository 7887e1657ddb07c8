// How texts of a group are divided into packs and ordered in them. A pack is one zstd frame, so what several texts
// have in common is stored once if they are in the same one. A pure function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "encode/shared_hashes.h"

namespace agc {

struct PackRoom {
  std::span<const uint32_t> held;  // hashes of what the first pack has already
  size_t first = 0;                // texts that it takes yet
  size_t cardinality = 0;          // texts of every other pack; the last one may have fewer
};

// Positions in `texts`, which are the oldest first, pack by pack; as many packs as it takes that no more than
// `most_left` texts are left out.
std::vector<std::vector<uint32_t>> plan_packs(std::span<const PackCandidate> texts, const PackRoom& room,
                                              size_t most_left);

}  // namespace agc
