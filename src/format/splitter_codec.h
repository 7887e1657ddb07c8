// Streams `splitters` and `segment-splitters`: where contigs are cut, and which group the segments
// between two cuts belong to. Only a program that adds to an archive needs them.
// docs/format.md, "Splitters and group keys". Pure functions between records and parts.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "format/container.h"

namespace agc {

// Stands for "this end of the segment is no splitter".
inline constexpr uint64_t kNoKmer = UINT64_MAX;

// Canonical k-mers, left-aligned in 64 bits, at the start and the end of a group's reference.
struct GroupKey {
  uint64_t first = kNoKmer;
  uint64_t second = kNoKmer;
  uint32_t group = 0;

  friend auto operator<=>(const GroupKey&, const GroupKey&) = default;
};

// Both lists are stored and returned in ascending order, whatever the order of the argument or of
// the file. A writer's group keys must include a default GroupKey{}: raw segments go to group 0.
EncodedPart encode_splitters(std::span<const uint64_t> splitters);
std::vector<uint64_t> decode_splitters(uint64_t metadata, std::span<const uint8_t> payload);

EncodedPart encode_group_keys(std::span<const GroupKey> keys);
std::vector<GroupKey> decode_group_keys(uint64_t metadata, std::span<const uint8_t> payload);

}  // namespace agc
