// What one thread needs while it decodes: a zstd context and buffers that keep their memory.
#pragma once

#include <cstdint>
#include <vector>

#include "format/zstd_codec.h"
#include "reader/resource_pool.h"

namespace agc {

struct DecodeScratch {
  ZstdDecompressor decompressor;
  std::vector<uint8_t> part;       // a part as it is in the file
  std::vector<uint8_t> pack;       // a pack of which some texts are kept
  std::vector<uint8_t> reference;  // symbols before they are packed
  std::vector<char> letters;       // of a segment, before they are turned round
};

using ScratchPool = ResourcePool<DecodeScratch>;

}  // namespace agc
