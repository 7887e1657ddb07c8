#include "encode/pack_store.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "encode/groups.h"
#include "encode/seed_index.h"

namespace agc {
namespace {

constexpr uint8_t kEntryEnd = 0xFF;
constexpr uint8_t kDummyEntry = 0x7F;

// Two independent 64-bit hashes of a text, eight bytes a step. Equal keys are taken for equal texts:
// at 128 bits, a pair of different texts with one key is not to be expected in any collection.
template <typename Key>
Key key_of(uint32_t group, std::span<const uint8_t> text) {
  uint64_t low = mix_hash(group + 0x51ED270B9F0A3D6Du);
  uint64_t high = mix_hash(low ^ text.size());
  size_t i = 0;
  for (; i < text.size(); i += 8) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + i, std::min<size_t>(8, text.size() - i));
    low = mix_hash(low ^ word);
    high = (high ^ word) * 0xD6E8FEB86659FD93u;
    high ^= high >> 32;
  }
  return {low, mix_hash(high + low)};
}

}  // namespace

PackStore::PackStore(uint32_t cardinality) : cardinality_(cardinality) { groups_.resize(kRawGroupCount); }

PackStore::Group& PackStore::group(uint32_t number) {
  while (groups_.size() <= number) {
    groups_.emplace_back();
    groups_.back().next_index = 1;  // 0 is the reference itself, which no segment uses
  }
  return groups_[number];
}

void PackStore::append_entry(Group& target, std::span<const uint8_t> entry) {
  target.open.insert(target.open.end(), entry.begin(), entry.end());
  target.open.push_back(kEntryEnd);
  open_bytes_ += entry.size() + 1;
  ++target.next_index;
}

uint32_t PackStore::add(const SegmentText& segment, std::optional<ClosedPack>& closed) {
  closed.reset();
  Group& target = group(segment.group);
  const bool raw = segment.group < kRawGroupCount;
  if (raw && target.next_index == 0 && cardinality_ > 1) {
    // Index 0 of a raw group is a dummy, as the format's first writer has it.
    append_entry(target, {&kDummyEntry, 1});
  }
  const auto [entry, is_new] = known_.try_emplace(key_of<TextKey>(segment.group, segment.text), target.next_index);
  if (!is_new) return entry->second;
  const uint32_t index = target.next_index;
  append_entry(target, segment.text);
  const uint32_t entries = raw ? target.next_index : target.next_index - 1;
  if (entries % cardinality_ == 0) {
    open_bytes_ -= target.open.size();
    closed = ClosedPack{segment.group, target.parts++, std::move(target.open)};
    target.open = {};
  }
  return index;
}

std::vector<ClosedPack> PackStore::close_all() {
  std::vector<ClosedPack> packs;
  for (uint32_t number = 0; number < groups_.size(); ++number) {
    Group& target = groups_[number];
    if (target.open.empty()) continue;
    packs.push_back({number, target.parts++, std::move(target.open)});
    target.open = {};
  }
  open_bytes_ = 0;
  return packs;
}

}  // namespace agc
