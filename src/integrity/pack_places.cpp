#include "integrity/pack_places.h"

#include <algorithm>
#include <set>

#include "format/pack_entries.h"
#include "format/stream_names.h"

namespace agc {
namespace {

constexpr uint8_t kLargestCode = 32;  // that other writers store
constexpr uint8_t kRun = 0x1E;
constexpr uint8_t kRunEnd = 0x04;
constexpr uint32_t kLeastRun = 4;

// A signed number of the text, moved past; 0 without digits.
int64_t take_number(std::span<const uint8_t> text, size_t& at) {
  const bool negative = at < text.size() && text[at] == '-';
  if (negative) ++at;
  int64_t value = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
    value = std::min<int64_t>(value * 10 + (text[at] - '0'), int64_t{1} << 33);
  return negative ? -value : value;
}

}  // namespace

std::optional<TextLength> text_length(std::span<const uint8_t> text, uint32_t min_match_length) {
  TextLength length;
  TextLength position;  // the predicted one
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] >= 'A' || text[at] == '!') {
      ++length.symbols;
      ++position.symbols;
      continue;
    }
    const bool run = text[at] == kRun;
    if (run) ++at;
    int64_t number = take_number(text, at);
    if (at == text.size()) return std::nullopt;
    if (run) {
      if (text[at] != kRunEnd) return std::nullopt;
      length.symbols += number + kLeastRun;
    } else if (text[at] == ',') {
      position.symbols += number;
      number = take_number(text, ++at) + min_match_length;
      if (at == text.size() || text[at] != '.') return std::nullopt;
      length.symbols += number;
      position.symbols += number;
    } else if (text[at] == '.') {
      length.symbols -= position.symbols + number;
      length.references += 1 - position.references;
      position = {0, 1};
    } else {
      return std::nullopt;
    }
  }
  return length;
}

EntryLengths::EntryLengths(std::span<const uint8_t> plain, uint32_t min_match_length, uint64_t most_entries)
    : is_raw_(std::ranges::all_of(plain,
                                  [](uint8_t c) { return c <= kLargestCode || c == kDummyEntry || c == kEntryEnd; })) {
  while (!plain.empty()) {
    const auto end = static_cast<size_t>(std::ranges::find(plain, kEntryEnd) - plain.begin());
    const std::span<const uint8_t> entry = plain.first(end);
    plain = plain.subspan(std::min(end + 1, plain.size()));
    const std::optional<TextLength> length =
        is_raw_ ? TextLength{static_cast<int64_t>(end), 0} : text_length(entry, min_match_length);
    if (!length || lengths_.size() == most_entries) {
      lengths_.clear();
      return;
    }
    lengths_.push_back(*length);
  }
}

void PackPlaces::add(std::span<const SegmentRecord> records) {
  for (const SegmentRecord& record : records) {
    const bool raw = record.group < kRawGroupCount;
    if (!raw && record.index == 0) continue;
    entries_.push_back({record.group, raw ? record.index : uint64_t{record.index} - 1, record.raw_length});
  }
}

void PackPlaces::finish() {
  std::ranges::sort(entries_);
  entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
  for (size_t i = 0; i < entries_.size(); ++i) {
    const PackPlace place{entries_[i].group, static_cast<uint32_t>(entries_[i].entry / cardinality_)};
    packs_.try_emplace(place, i, i).first->second.second = i + 1;
  }
}

uint64_t PackPlaces::most_entries() const {
  uint64_t most = 0;
  for (const auto& [place, range] : packs_) most = std::max(most, entries_[range.second - 1].entry % cardinality_ + 1);
  return most;
}

PackPlaces::PlacesByForm PackPlaces::places_by_form(const std::vector<uint64_t>& reference_lengths) const {
  PlacesByForm places;
  for (const auto& [place, range] : packs_) {
    const Entry& last = entries_[range.second - 1];
    const uint64_t count = last.entry % cardinality_ + 1;
    places.emplace(Form{count, 0, last.length}, place);
    if (place.first < kRawGroupCount || place.first >= reference_lengths.size()) continue;
    places.emplace(Form{count, 1, int64_t{last.length} - static_cast<int64_t>(reference_lengths[place.first])}, place);
  }
  return places;
}

std::vector<PackPlace> PackPlaces::candidates(const EntryLengths& pack, const PlacesByForm& places,
                                              const std::vector<uint64_t>& reference_lengths) const {
  std::vector<PackPlace> found;
  if (pack.count() == 0) return found;
  const TextLength last = pack.length(pack.count() - 1);
  const auto [begin, end] = places.equal_range({pack.count(), last.references, last.symbols});
  for (auto it = begin; it != end; ++it) {
    const PackPlace& place = it->second;
    if ((place.first < kRawGroupCount) != pack.is_raw()) continue;
    const uint64_t reference = place.first < reference_lengths.size() ? reference_lengths[place.first] : 0;
    const auto& [first, behind] = packs_.at(place);
    const bool fits = std::ranges::all_of(std::span(entries_).subspan(first, behind - first), [&](const Entry& entry) {
      return pack.length(entry.entry % cardinality_).with(reference) == int64_t{entry.length};
    });
    if (fits) found.push_back(place);
  }
  std::ranges::sort(found);
  return found;
}

std::vector<std::optional<PackPlace>> PackPlaces::assign(const std::vector<EntryLengths>& packs,
                                                         const std::vector<uint64_t>& reference_lengths) const {
  std::vector<std::optional<PackPlace>> places(packs.size());
  std::vector<std::vector<PackPlace>> open;
  const PlacesByForm by_form = places_by_form(reference_lengths);
  for (const EntryLengths& pack : packs) open.push_back(candidates(pack, by_form, reference_lengths));
  std::set<PackPlace> taken;
  for (bool changed = true; changed;) {
    changed = false;
    std::map<std::vector<PackPlace>, std::vector<size_t>> alike;  // packs by what they may be
    for (size_t i = 0; i < packs.size(); ++i) {
      if (places[i]) continue;
      std::erase_if(open[i], [&](const PackPlace& place) { return taken.contains(place); });
      if (!open[i].empty()) alike[open[i]].push_back(i);
    }
    // As many packs as places; otherwise some are lost, and nobody knows which.
    for (const auto& [candidates, numbers] : alike) {
      if (candidates.size() != numbers.size()) continue;
      if (std::ranges::any_of(candidates, [&](const PackPlace& place) { return taken.contains(place); })) continue;
      for (size_t i = 0; i < numbers.size(); ++i) places[numbers[i]] = candidates[i];
      taken.insert(candidates.begin(), candidates.end());
      changed = true;
    }
  }
  return places;
}

}  // namespace agc
