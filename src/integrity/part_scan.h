// The parts of an archive of version 3 whose footer is lost, found by what they look like: zstd frames with the numbers
// around them that parts have, and what lies between those. Which group a pack or reference is of, this does not tell.
// Pure functions. docs/format.md, "Container".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/file.h"

namespace agc {

enum class FoundKind {
  sample_names,
  contig_names,
  details,
  reference,
  pack,
  params,
  splitters,
  group_keys,
  file_type_info,
  content_digests,
  checks,
  damaged,  // a frame whose content is lost
};

struct FoundPart {
  FoundKind kind = FoundKind::damaged;
  uint64_t offset = 0;   // of the metadata number; of a damaged frame that of the frame
  uint64_t payload = 0;  // where it begins
  uint64_t size = 0;     // of the payload
  uint64_t metadata = 0;
  bool after_unknown = false;  // what lies between this part and the one before is none

  uint64_t end() const { return payload + size; }
};

// In file order. Throws Error{io}.
std::vector<FoundPart> scan_parts(const InputFile& file);

// Bytes of the frame at `offset`, by the headers of its blocks alone. Nothing if there is none, or not all of it.
std::optional<uint64_t> frame_extent(const InputFile& file, uint64_t offset);

// The parts without frames in `bytes`, which lie at `offset` behind the part `before`.
std::vector<FoundPart> scan_plain_parts(std::span<const uint8_t> bytes, uint64_t offset,
                                        std::optional<FoundKind> before);

}  // namespace agc
