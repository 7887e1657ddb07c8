#include "reader/group_store.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "agc/error.h"
#include "format/pack_entries.h"
#include "format/segment_codec.h"

namespace agc {
namespace {

[[noreturn]] void fail(uint32_t group, const std::string& expected, const std::string& found) {
  throw Error(ErrorKind::corrupt, "group " + std::to_string(group) + ": expected " + expected + ": found " + found);
}

uint64_t reference_key(uint32_t group) { return uint64_t{group} << 32; }
uint64_t pack_key(uint32_t group, uint32_t pack) { return (uint64_t{group} << 32) + pack + 1; }

std::vector<uint32_t> find_entries(std::span<const uint8_t> bytes, uint32_t group, uint32_t cardinality) {
  if (bytes.size() > UINT32_MAX) fail(group, "a pack below 4 GiB", std::to_string(bytes.size()) + " bytes");
  std::vector<uint32_t> begins = {0};
  const uint8_t* const first = bytes.data();
  size_t position = 0;
  while (position < bytes.size()) {
    const void* end = std::memchr(first + position, kEntryEnd, bytes.size() - position);
    if (end == nullptr) fail(group, "a pack whose last entry is terminated", "one that is not");
    if (begins.size() > cardinality) fail(group, std::to_string(cardinality) + " entries in a pack", "more");
    position = static_cast<size_t>(static_cast<const uint8_t*>(end) - first) + 1;
    begins.push_back(static_cast<uint32_t>(position));
  }
  begins.shrink_to_fit();
  return begins;
}

}  // namespace

std::shared_ptr<const DecodedPart> GroupStore::reference(uint32_t group, DecodeScratch& scratch) {
  return cache_.get(reference_key(group), [&] { return load_reference(group, scratch); });
}

EntryView GroupStore::delta_entry(uint32_t group, uint64_t entry, DecodeScratch& scratch) {
  const uint32_t cardinality = layout_.params().pack_cardinality;
  const uint64_t pack = entry / cardinality;
  if (pack >= UINT32_MAX) fail(group, "an entry in one of its packs", "number " + std::to_string(entry));
  auto part = cache_.get(pack_key(group, static_cast<uint32_t>(pack)),
                         [&] { return load_pack(group, static_cast<uint32_t>(pack), scratch); });
  const size_t in_pack = static_cast<size_t>(entry % cardinality);
  if (in_pack >= part->entry_count()) {
    fail(group, "entry " + std::to_string(in_pack) + " of pack " + std::to_string(pack),
         std::to_string(part->entry_count()) + " entries");
  }
  const std::span<const uint8_t> bytes = part->entry(in_pack);
  text_bytes_.fetch_add(bytes.size(), std::memory_order_relaxed);
  return {std::move(part), bytes};
}

DecodedPart GroupStore::load_reference(uint32_t group, DecodeScratch& scratch) const {
  const auto stream = layout_.find_group_stream({group, GroupStreamKind::reference});
  if (!stream) fail(group, "a reference stream", "none");
  const PartView part = layout_.container().read_part(*stream, 0, scratch.part);
  return {decode_reference_text(part.metadata, part.payload, scratch.decompressor), {}, {}};
}

DecodedPart GroupStore::load_pack(uint32_t group, uint32_t pack, DecodeScratch& scratch) {
  const auto stream = layout_.find_group_stream({group, GroupStreamKind::delta});
  if (!stream) fail(group, "a delta stream", "none");
  const PartView part = layout_.container().read_part(*stream, pack, scratch.part);
  DecodedPart decoded;
  decoded.bytes = decode_pack(part.metadata, part.payload, scratch.decompressor);
  pack_bytes_.fetch_add(decoded.bytes.size(), std::memory_order_relaxed);
  decoded.entry_begin = find_entries(decoded.bytes, group, layout_.params().pack_cardinality);
  return decoded;
}

}  // namespace agc
