// The collection of file version 2: one part of names, and segment records in batches of samples.
// Read only; archives are written as version 3. docs/format.md, "Collection". Pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "format/collection_tables.h"
#include "format/container.h"
#include "format/zstd_codec.h"

namespace agc {

struct CollectionV2 {
  uint32_t details_batch_size = 0;  // samples; at least 1
  std::vector<std::string> sample_names;
  ContigNames names;                     // of all samples
  std::vector<uint32_t> segment_counts;  // of every contig; unchecked until the details are read
  std::vector<CommandLine> command_lines;
};

// Both throw Error{corrupt}; every count is checked before memory is taken for it.
CollectionV2 decode_collection_main_v2(uint64_t metadata, std::span<const uint8_t> payload,
                                       ZstdDecompressor& decompressor);

SegmentTable decode_details_v2(const CollectionV2& collection, uint32_t batch, const PartView& part,
                               ZstdDecompressor& decompressor);

}  // namespace agc
