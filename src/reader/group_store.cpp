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

constexpr uint32_t kMostPacks = uint32_t{1} << 30;  // of a group; leaves room for marks in the keys

uint64_t reference_key(uint32_t group) { return uint64_t{group} << 32; }
uint64_t pack_key(uint32_t group, uint32_t pack) { return reference_key(group) + pack + 1; }
// Of the texts of a pack that were expected when it was decoded.
uint64_t texts_key(uint32_t group, uint32_t pack) { return pack_key(group, pack) + (uint64_t{1} << 31); }

// A larger buffer is not kept for the packs to come.
constexpr size_t kMostBuffered = size_t{16} << 20;

FrameChecksum checksum_of(const PartView& part) {
  return part.is_checked ? FrameChecksum::ignore : FrameChecksum::compare;
}

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

void GroupStore::expect(ExpectedTexts texts) {
  auto shared = std::make_shared<const ExpectedTexts>(std::move(texts));
  const std::lock_guard lock(mutex_);
  expected_ = std::move(shared);
  expects_ = true;
}

std::shared_ptr<const ExpectedTexts> GroupStore::expected() const {
  if (!expects_.load(std::memory_order_relaxed)) return nullptr;
  const std::lock_guard lock(mutex_);
  return expected_;
}

EntryView GroupStore::delta_entry(uint32_t group, uint64_t entry, DecodeScratch& scratch) {
  const uint32_t cardinality = layout_.params().pack_cardinality;
  if (entry / cardinality >= kMostPacks) fail(group, "an entry in one of its packs", "number " + std::to_string(entry));
  const PackId pack{group, static_cast<uint32_t>(entry / cardinality)};
  const uint32_t in_pack = static_cast<uint32_t>(entry % cardinality);
  const auto view_of = [&](std::shared_ptr<const DecodedPart> part, size_t i) -> EntryView {
    const std::span<const uint8_t> bytes = part->entry(i);
    text_bytes_.fetch_add(bytes.size(), std::memory_order_relaxed);
    return {std::move(part), bytes};
  };
  if (const auto expected = this->expected(); expected && expected->contains(group, entry)) {
    auto part = cache_.get(texts_key(group, pack.number), [&] { return load_texts(pack, *expected, scratch); });
    const auto found = std::ranges::lower_bound(part->numbers, in_pack);
    // What was expected when the pack was decoded may have been something else.
    if (found != part->numbers.end() && *found == in_pack) {
      const auto i = static_cast<size_t>(found - part->numbers.begin());
      return view_of(std::move(part), i);
    }
  }
  auto part = cache_.get(pack_key(group, pack.number), [&] { return load_pack(pack, scratch); });
  if (in_pack >= part->entry_count()) {
    fail(group, "entry " + std::to_string(in_pack) + " of pack " + std::to_string(pack.number),
         std::to_string(part->entry_count()) + " entries");
  }
  return view_of(std::move(part), in_pack);
}

DecodedPart GroupStore::load_reference(uint32_t group, DecodeScratch& scratch) const {
  const auto stream = layout_.find_group_stream({group, GroupStreamKind::reference});
  if (!stream) fail(group, "a reference stream", "none");
  const PartView part = layout_.container().read_part(*stream, 0, scratch.part);
  return {
      decode_reference_text(part.metadata, part.payload, scratch.decompressor, scratch.reference, checksum_of(part)),
      {},
      {},
      {}};
}

PartView GroupStore::read_pack(PackId pack, DecodeScratch& scratch) const {
  const auto stream = layout_.find_group_stream({pack.group, GroupStreamKind::delta});
  if (!stream) fail(pack.group, "a delta stream", "none");
  return layout_.container().read_part(*stream, pack.number, scratch.part);
}

DecodedPart GroupStore::load_pack(PackId pack, DecodeScratch& scratch) {
  const PartView part = read_pack(pack, scratch);
  DecodedPart decoded;
  decoded.bytes = decode_pack(part.metadata, part.payload, scratch.decompressor, checksum_of(part));
  pack_bytes_.fetch_add(decoded.bytes.size(), std::memory_order_relaxed);
  decoded.entry_begin = find_entries(decoded.bytes, pack.group, layout_.params().pack_cardinality);
  return decoded;
}

DecodedPart GroupStore::load_texts(PackId pack, const ExpectedTexts& expected, DecodeScratch& scratch) {
  const uint32_t cardinality = layout_.params().pack_cardinality;
  const PartView part = read_pack(pack, scratch);
  const std::span<const uint8_t> plain =
      decode_pack(part.metadata, part.payload, scratch.decompressor, scratch.pack, checksum_of(part));
  pack_bytes_.fetch_add(plain.size(), std::memory_order_relaxed);
  const std::vector<uint32_t> begins = find_entries(plain, pack.group, cardinality);
  const uint64_t first = uint64_t{pack.number} * cardinality;
  DecodedPart decoded;
  decoded.entry_begin.push_back(0);
  for (const uint64_t text : expected.of(pack.group, first, first + cardinality)) {
    const uint32_t number = static_cast<uint32_t>(static_cast<uint32_t>(text) - first);
    if (number + 1 >= begins.size()) break;  // told when it is asked for
    decoded.numbers.push_back(number);
    decoded.bytes.insert(decoded.bytes.end(), plain.begin() + begins[number], plain.begin() + begins[number + 1]);
    decoded.entry_begin.push_back(static_cast<uint32_t>(decoded.bytes.size()));
  }
  if (scratch.pack.size() > kMostBuffered) scratch.pack = {};
  return decoded;
}

}  // namespace agc
