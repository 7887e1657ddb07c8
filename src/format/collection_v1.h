// The collection of file version 1: one part that holds names, segment records and command lines.
// Read only; archives are written as version 3. docs/format.md, "Collection". Pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "format/collection_tables.h"
#include "format/zstd_codec.h"

namespace agc {

class ByteReader;

struct CollectionV1 {
  std::vector<std::string> sample_names;
  ContigNames names;
  SegmentTable segments;
  std::vector<CommandLine> command_lines;
};

// Throws Error{corrupt}; every count is checked before memory is taken for it.
CollectionV1 decode_collection_v1(uint64_t metadata, std::span<const uint8_t> payload, ZstdDecompressor& decompressor);

// How versions 1 and 2 end their part: a count, then pairs of strings up to the end.
std::vector<CommandLine> read_command_lines(ByteReader& reader);

}  // namespace agc
