// The texts that a caller is going to ask for. A pack holds texts of many samples; who fetches a few samples needs a
// small part of it, and only that is worth being kept. Constant once made, free to share between threads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "reader/collection_index.h"

namespace agc {

class ExpectedTexts {
 public:
  ExpectedTexts() = default;
  // Those of the samples. Records that cannot be read are left out: fetching will tell.
  ExpectedTexts(const CollectionIndex& index, std::span<const uint32_t> samples);

  bool contains(uint32_t group, uint64_t entry) const;  // counted over all packs
  // Of entries [begin, end) of the group those that are expected, ascending: group << 32 | entry.
  std::span<const uint64_t> of(uint32_t group, uint64_t begin, uint64_t end) const;

 private:
  std::vector<uint64_t> texts_;  // ascending
};

}  // namespace agc
