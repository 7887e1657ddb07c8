// Which parts of the collection's streams hold which batch of samples. Batch b is part b, but other
// writers leave surplus batches without contigs, and put those that follow at wrong places.
// docs/format.md, "Known defects of other writers". File version 3 only; constant once made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reader/archive_layout.h"
#include "reader/decode_scratch.h"

namespace agc {

struct BatchPlaces {
  std::vector<std::optional<uint32_t>> parts;  // by batch; nothing where it cannot be told
  bool surplus = false;                        // there are more parts than batches
  std::string moved;                           // a message if batches are not where they should be
  std::string lost;                            // a message if there are fewer parts than batches
  std::string doubt;                           // a message if some part with contigs may be of no batch
};

// Reads no part unless there are more of them than batches, and all of them only if surplus ones are
// not empty. Parts that are missing are not looked for: reading them fails.
BatchPlaces locate_batches(const ArchiveLayout& layout, size_t sample_count, ScratchPool& scratch);

}  // namespace agc
