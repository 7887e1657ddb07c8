// Orders in which commands go through the samples of an archive. Versions 1 and 2 are extracted sorted.
#pragma once

#include <cstdint>
#include <vector>

#include "agc/archive_reader.h"

namespace agc::cli {

// By name, as listings have them.
std::vector<uint32_t> listing_order(const ArchiveReader& reader);

// As getcol writes them.
std::vector<uint32_t> collection_order(const ArchiveReader& reader);

}  // namespace agc::cli
