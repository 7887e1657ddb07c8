#include "encode/pack_store.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "agc/error.h"
#include "encode/pack_plan.h"
#include "encode/seed_index.h"
#include "encode/text_sketch.h"
#include "format/pack_entries.h"

namespace agc {
namespace {

// A group lets so many texts wait, and then fills packs with half of them. The more there are to choose from, the more
// alike the texts of a pack are; and the later a batch of records is known.
constexpr size_t kMostWaiting = 2048;
// A group whose texts have become so much more, one in so many, is chosen anew when something is added to an archive.
constexpr size_t kMovesInGrowth = 16;
// The same for symbols: one that does not lie beside its like takes several times as much.
constexpr size_t kMovesOfSymbols = 256;
// Packs of more texts than this hold what is alike anyway: their texts do not wait.
constexpr size_t kLargestChosenPack = 1024;
// When the texts that wait, in all groups, take so much, groups choose among fewer.
constexpr uint64_t kRelieveAtBytes = uint64_t{256} << 20;

}  // namespace

PackStore::PackStore(uint32_t cardinality, TextHash hash)
    : cardinality_(cardinality),
      most_waiting_(cardinality <= kLargestChosenPack ? kMostWaiting : 1),
      relieve_at_(kRelieveAtBytes),
      hash_(std::move(hash)) {
  groups_.resize(kRawGroupCount);
}

PackStore::PackStore(uint32_t cardinality, std::span<const uint32_t> stored_parts, LoadPack load, Stored stored)
    : PackStore(cardinality) {
  load_ = std::move(load);
  movable_ = stored == Stored::movable;
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
    target.movable = movable_;
    target.unclosed = movable_ ? target.parts : 0;
  }
}

PackStore::Group& PackStore::group(uint32_t number) {
  if (groups_.size() <= number) groups_.resize(number + 1);
  return groups_[number];
}

// Texts are different ones in different groups.
Digest128 PackStore::key_of(uint32_t group, std::span<const uint8_t> text) const {
  Digest128 key = hash_(text);
  key.low ^= mix_hash(group);
  return key;
}

bool PackStore::may_be(uint32_t group, uint32_t number, std::span<const uint8_t> text) const {
  const Group& target = groups_[group];
  const uint32_t index = target.index_of[number];
  if (index == kNoIndex) {
    return std::ranges::equal(std::ranges::lower_bound(target.waiting, number, {}, &WaitingText::number)->text, text);
  }
  const uint32_t first_open = next_index(group) - static_cast<uint32_t>(target.ends.size());
  if (index < first_open) return true;
  const uint32_t entry = index - first_open;
  const uint64_t begin = entry == 0 ? 0 : target.ends[entry - 1] + 1;
  return std::ranges::equal(std::span(target.open).subspan(begin, target.ends[entry] - begin), text);
}

uint32_t PackStore::next_index(uint32_t group) const {
  const Group& target = groups_[group];
  return target.parts * cardinality_ + static_cast<uint32_t>(target.ends.size()) + first_index(group);
}

void PackStore::append_entry(uint32_t group, std::span<const uint8_t> entry, std::span<const uint32_t> sketch) {
  Group& target = groups_[group];
  target.open.insert(target.open.end(), entry.begin(), entry.end());
  target.ends.push_back(target.open.size());
  target.open.push_back(kEntryEnd);
  if (cardinality_ <= kLargestChosenPack) {
    target.open_sketch.insert(target.open_sketch.end(), sketch.begin(), sketch.end());
  }
  bytes_ += entry.size() + 1;
}

void PackStore::append_waiting(uint32_t group, size_t position) {
  Group& target = groups_[group];
  const WaitingText waiting = std::move(target.waiting[position]);
  target.waiting[position].number = waiting.number;
  target.index_of[waiting.number] = next_index(group);
  append_entry(group, waiting.text, waiting.sketch);
  bytes_ -= waiting.bytes();
}

void PackStore::close_if_full(uint32_t group, std::vector<ClosedPack>& closed) {
  if (groups_[group].ends.size() == cardinality_) close(group, closed);
}

void PackStore::close_stored(uint32_t group, std::vector<ClosedPack>& closed) {
  const uint32_t count = std::exchange(groups_[group].unclosed, 0);
  for (uint32_t part = 0; part < count; ++part) closed.push_back({group, part, {}, true});
}

void PackStore::close(uint32_t group, std::vector<ClosedPack>& closed) {
  close_stored(group, closed);
  closed.push_back({group, groups_[group].parts++, take_open(group), false});
}

std::vector<uint8_t> PackStore::take_open(uint32_t group) {
  Group& target = groups_[group];
  bytes_ -= target.open.size();
  target.ends.clear();
  target.open_sketch.clear();
  return std::exchange(target.open, {});
}

void PackStore::fill_packs(uint32_t group, size_t most_left, std::vector<ClosedPack>& closed) {
  Group& target = groups_[group];
  // Later, packs of this store's would be among those that are moved.
  if (std::exchange(target.movable, false) && movable_ && is_worth_choosing_anew(group)) choose_anew(group);
  std::vector<PackCandidate> candidates;
  candidates.reserve(target.waiting.size());
  for (const WaitingText& waiting : target.waiting) candidates.push_back({waiting.sketch, waiting.text.size()});
  const PackRoom room_for = {target.open_sketch, room(group), cardinality_};
  for (const std::vector<uint32_t>& pack : plan_packs(candidates, room_for, most_left)) {
    uint64_t bytes = target.open.size();
    for (const uint32_t position : pack) bytes += target.waiting[position].text.size() + 1;
    target.open.reserve(bytes);
    for (const uint32_t position : pack) append_waiting(group, position);
    close_if_full(group, closed);
  }
  std::erase_if(target.waiting,
                [&](const WaitingText& waiting) { return target.index_of[waiting.number] != kNoIndex; });
}

void PackStore::relieve(std::vector<ClosedPack>& closed) {
  for (uint32_t number = 0; number < groups_.size(); ++number) {
    if (groups_[number].waiting.size() >= room(number)) fill_packs(number, cardinality_ - 1, closed);
  }
  // What is left are packs that are not full; not to be gone through for nothing at every text from now on.
  relieve_at_ = std::max(kRelieveAtBytes, bytes_ + kRelieveAtBytes / 2);
}

void PackStore::open_last(uint32_t number, std::vector<ClosedPack>& closed) {
  Group& target = groups_[number];
  target.last_unopened = false;
  if (target.movable) {
    for (uint32_t index = first_index(number); index < next_index(number); ++index) target.index_of.push_back(index);
  }
  const std::vector<uint8_t> loaded = load_(number, target.parts);
  for_each_entry(loaded, [&](std::span<const uint8_t> entry) {
    known_.try_emplace(key_of(number, entry), static_cast<uint32_t>(target.index_of.size()));
    target.index_of.push_back(next_index(number));
    append_entry(number, entry, sketch_of_group(number, entry));
  });
  if (target.ends.size() < cardinality_) return;
  take_open(number);  // full as it is stored
  ++target.parts;
  if (target.movable) {
    ++target.unclosed;
  } else {
    closed.push_back({number, target.parts - 1, {}, true});
  }
}

void PackStore::let_wait_again(uint32_t number, std::span<const uint8_t> plain, uint32_t text,
                               std::vector<WaitingText>& texts) {
  Group& target = groups_[number];
  const auto waits = [](const std::vector<WaitingText>& all, uint32_t wanted, std::span<const uint8_t> entry) {
    const auto found = std::ranges::find(all, wanted, &WaitingText::number);
    return found != all.end() && std::ranges::equal(found->text, entry);
  };
  for_each_entry(plain, [&](std::span<const uint8_t> entry) {
    const uint32_t first = known_.try_emplace(key_of(number, entry), text).first->second;
    target.index_of[text] = kNoIndex;
    const bool is_dummy = text == 0 && number < kRawGroupCount;
    if (first != text && !is_dummy && (waits(texts, first, entry) || waits(target.waiting, first, entry))) {
      target.equal_to.emplace(text, first);
    } else {
      texts.push_back({text, {entry.begin(), entry.end()}, sketch_of_group(number, entry)});
      bytes_ += texts.back().bytes();
    }
    ++text;
  });
}

// As often as the texts that would be moved have become a sixteenth more, or a little oftener. So the work for a text
// does not grow with its group, and the texts that lie in the order of coming are few.
bool PackStore::is_worth_choosing_anew(uint32_t number) const {
  const Group& target = groups_[number];
  const size_t stored = size_t{target.parts} * cardinality_ + target.ends.size();
  const size_t all = stored + target.waiting.size();
  if (target.waiting.empty() || all <= cardinality_ || cardinality_ > kLargestChosenPack) return false;
  const size_t moved = std::min(stored, size_t{packs_moved()} * cardinality_);
  const size_t step = number < kRawGroupCount ? std::bit_floor(std::max<size_t>(1, moved / kMovesOfSymbols))
                                              : std::bit_floor(std::max<size_t>(4, moved / kMovesInGrowth));
  return all / step != stored / step;
}

void PackStore::choose_anew(uint32_t number) {
  Group& target = groups_[number];
  has_moved_ = true;
  const uint32_t stored = target.parts;
  const uint32_t kept = stored - std::min<uint32_t>(stored, packs_moved());
  target.parts = kept;
  target.unclosed = kept;
  std::vector<WaitingText> texts;
  // The last pack first, be it open or full: it is known already what it holds.
  const bool is_full = target.ends.empty();
  let_wait_again(number, take_open(number), stored * cardinality_, texts);
  for (uint32_t n = kept; n < stored; ++n) {
    const uint32_t part = !is_full ? n : n == kept ? stored - 1 : n - 1;
    let_wait_again(number, load_(number, part), part * cardinality_, texts);
  }
  std::ranges::sort(texts, {}, &WaitingText::number);
  target.waiting.insert(target.waiting.begin(), std::make_move_iterator(texts.begin()),
                        std::make_move_iterator(texts.end()));
  if (kept == 0 && number < kRawGroupCount && cardinality_ > 1 && !target.waiting.empty()) {
    append_waiting(number, 0);  // the dummy entry
    target.waiting.erase(target.waiting.begin());
  }
}

uint32_t PackStore::add(SegmentText segment, std::vector<ClosedPack>& closed) {
  const uint32_t number = segment.group;
  Group& target = group(number);
  if (target.last_unopened) open_last(number, closed);
  if (number < kRawGroupCount && next_index(number) == 0 && cardinality_ > 1) {
    // Index 0 of a raw group is a dummy, as the format's first writer has it.
    append_entry(number, {&kDummyEntry, 1}, {});
  }
  const auto text = static_cast<uint32_t>(target.index_of.size());
  const auto [entry, is_new] = known_.try_emplace(key_of(number, segment.text), text);
  if (!is_new && may_be(number, entry->second, segment.text)) return entry->second;
  target.index_of.push_back(kNoIndex);
  target.waiting.push_back({text, std::move(segment.text), std::move(segment.sketch)});
  bytes_ += target.waiting.back().bytes();
  if (target.waiting.size() >= most_waiting_) {
    fill_packs(number, most_waiting_ / 2, closed);
  } else if (bytes_ > relieve_at_) {
    relieve(closed);
  }
  return text;
}

uint32_t PackStore::settled_index(uint32_t group, uint32_t text, std::vector<ClosedPack>& closed) {
  if (index_of(group, text) == kNoIndex) settle(group, text, closed);
  return index_of(group, text);
}

void PackStore::settle(uint32_t group, uint32_t text, std::vector<ClosedPack>& closed) {
  Group& target = groups_[group];
  text = first_equal(group, text);
  const auto waiting = std::ranges::lower_bound(target.waiting, text, {}, &WaitingText::number);
  append_waiting(group, static_cast<size_t>(waiting - target.waiting.begin()));
  target.waiting.erase(waiting);
  close_if_full(group, closed);
  const size_t others = target.waiting.size();
  if (!target.ends.empty() && others >= room(group)) fill_packs(group, others / 2, closed);
}

std::vector<ClosedPack> PackStore::close_group(uint32_t number) {
  std::vector<ClosedPack> packs;
  Group& target = groups_[number];
  if (target.last_unopened) {
    close_stored(number, packs);
    packs.push_back({number, target.parts++, {}, true});
    target.last_unopened = false;
  }
  fill_packs(number, 0, packs);
  if (!target.open.empty()) close(number, packs);
  close_stored(number, packs);
  return packs;
}

}  // namespace agc
