#include "format/splitter_codec.h"

#include <algorithm>

#include "format/byte_reader.h"
#include "format/byte_writer.h"

namespace agc {

namespace {

constexpr size_t kSplitterBytes = 8;
constexpr size_t kGroupKeyBytes = 20;

}  // namespace

EncodedPart encode_splitters(std::span<const uint64_t> splitters) {
  std::vector<uint64_t> sorted(splitters.begin(), splitters.end());
  std::sort(sorted.begin(), sorted.end());
  EncodedPart part{sorted.size(), {}};
  part.payload.reserve(sorted.size() * kSplitterBytes);
  ByteWriter writer(part.payload);
  for (const uint64_t splitter : sorted) writer.le64(splitter);
  return part;
}

std::vector<uint64_t> decode_splitters(uint64_t metadata, std::span<const uint8_t> payload) {
  ByteReader reader(payload, "splitters");
  reader.check_count(metadata, kSplitterBytes, "splitters");
  std::vector<uint64_t> splitters(metadata);
  for (uint64_t& splitter : splitters) splitter = reader.le64();
  reader.expect_end();
  std::sort(splitters.begin(), splitters.end());
  return splitters;
}

EncodedPart encode_group_keys(std::span<const GroupKey> keys) {
  std::vector<GroupKey> sorted(keys.begin(), keys.end());
  std::sort(sorted.begin(), sorted.end());
  EncodedPart part{sorted.size(), {}};
  part.payload.reserve(sorted.size() * kGroupKeyBytes);
  ByteWriter writer(part.payload);
  for (const GroupKey& key : sorted) {
    writer.le64(key.first);
    writer.le64(key.second);
    writer.le32(key.group);
  }
  return part;
}

std::vector<GroupKey> decode_group_keys(uint64_t metadata, std::span<const uint8_t> payload) {
  ByteReader reader(payload, "segment-splitters");
  reader.check_count(metadata, kGroupKeyBytes, "group keys");
  std::vector<GroupKey> keys(metadata);
  for (GroupKey& key : keys) {
    key.first = reader.le64();
    key.second = reader.le64();
    key.group = reader.le32();
  }
  reader.expect_end();
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace agc
