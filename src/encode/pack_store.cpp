#include "encode/pack_store.h"

#include <algorithm>
#include <string>
#include <utility>

#include "agc/error.h"
#include "encode/seed_index.h"

namespace agc {
namespace {

constexpr uint8_t kEntryEnd = 0xFF;
constexpr uint8_t kDummyEntry = 0x7F;

}  // namespace

PackStore::PackStore(uint32_t cardinality, TextHash hash) : cardinality_(cardinality), hash_(std::move(hash)) {
  groups_.resize(kRawGroupCount);
}

PackStore::PackStore(uint32_t cardinality, std::span<const uint32_t> stored_parts, LoadPack load)
    : cardinality_(cardinality), load_(std::move(load)) {
  groups_.resize(kRawGroupCount);
  for (uint32_t number = 0; number < stored_parts.size(); ++number) {
    const uint32_t parts = stored_parts[number];
    Group& target = group(number);
    if (parts == 0) continue;
    if (uint64_t{parts} * cardinality >= UINT32_MAX) {
      throw Error(ErrorKind::unsupported, "group " + std::to_string(number) +
                                              ": expected fewer than 2^32 entries: found " + std::to_string(parts) +
                                              " packs of " + std::to_string(cardinality));
    }
    target.parts = parts - 1;
    target.last_unopened = true;
    target.next_index = target.parts * cardinality + first_index(number);
  }
}

PackStore::Group& PackStore::group(uint32_t number) {
  while (groups_.size() <= number) {
    groups_.emplace_back();
    groups_.back().next_index = first_index(kRawGroupCount);
  }
  return groups_[number];
}

// Texts are different ones in different groups.
Digest128 PackStore::key_of(uint32_t group, std::span<const uint8_t> text) const {
  Digest128 key = hash_(text);
  key.low ^= mix_hash(group);
  return key;
}

bool PackStore::may_be(uint32_t number, uint32_t index, std::span<const uint8_t> text) const {
  const Group& target = groups_[number];
  const uint32_t first_open = target.next_index - static_cast<uint32_t>(target.ends.size());
  if (index < first_open) return true;
  const uint32_t entry = index - first_open;
  const uint64_t begin = entry == 0 ? 0 : target.ends[entry - 1] + 1;
  return std::ranges::equal(std::span(target.open).subspan(begin, target.ends[entry] - begin), text);
}

void PackStore::append_entry(Group& target, std::span<const uint8_t> entry) {
  target.open.insert(target.open.end(), entry.begin(), entry.end());
  target.ends.push_back(target.open.size());
  target.open.push_back(kEntryEnd);
  open_bytes_ += entry.size() + 1;
  ++target.next_index;
}

std::vector<uint8_t> PackStore::take_open(Group& target) {
  open_bytes_ -= target.open.size();
  target.ends.clear();
  return std::exchange(target.open, {});
}

void PackStore::open_last(uint32_t number, std::vector<ClosedPack>& closed) {
  Group& target = groups_[number];
  target.last_unopened = false;
  target.open = load_(number, target.parts);
  open_bytes_ += target.open.size();
  const std::span<const uint8_t> plain = target.open;
  for (size_t begin = 0; begin < plain.size(); ++target.next_index) {
    const size_t length =
        static_cast<size_t>(std::find(plain.begin() + begin, plain.end(), kEntryEnd) - plain.begin()) - begin;
    known_.try_emplace(key_of(number, plain.subspan(begin, length)), target.next_index);
    target.ends.push_back(begin + length);
    begin += length + 1;
  }
  if (!is_full(number)) return;
  take_open(target);
  closed.push_back({number, target.parts++, {}, true});
}

uint32_t PackStore::add(const SegmentText& segment, std::vector<ClosedPack>& closed) {
  Group& target = group(segment.group);
  if (target.last_unopened) open_last(segment.group, closed);
  if (segment.group < kRawGroupCount && target.next_index == 0 && cardinality_ > 1) {
    // Index 0 of a raw group is a dummy, as the format's first writer has it.
    append_entry(target, {&kDummyEntry, 1});
  }
  const auto [entry, is_new] = known_.try_emplace(key_of(segment.group, segment.text), target.next_index);
  if (!is_new && may_be(segment.group, entry->second, segment.text)) return entry->second;
  const uint32_t index = target.next_index;
  append_entry(target, segment.text);
  if (is_full(segment.group)) closed.push_back({segment.group, target.parts++, take_open(target), false});
  return index;
}

std::vector<ClosedPack> PackStore::close_all() {
  std::vector<ClosedPack> packs;
  for (uint32_t number = 0; number < groups_.size(); ++number) {
    Group& target = groups_[number];
    if (target.last_unopened) {
      packs.push_back({number, target.parts++, {}, true});
      target.last_unopened = false;
    } else if (!target.open.empty()) {
      packs.push_back({number, target.parts++, take_open(target), false});
    }
  }
  return packs;
}

}  // namespace agc
