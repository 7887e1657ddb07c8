// Betters a choice of packs: whatever several texts of a pack have in common is stored once, so what packs cost is the
// number of different hashes that each of them holds. Texts of two packs change places as long as that makes the
// sum smaller. Deterministic; one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "encode/shared_hashes.h"

namespace agc {

// `packs` hold each text once at most, and fewer than 2^16; their sizes stay as they are. The first pack is the one
// that has shared.held().
void exchange_texts(const SharedHashes& shared, std::vector<std::vector<uint32_t>>& packs);

}  // namespace agc
