#include "encode/grower.h"

#include <algorithm>

namespace agc {
namespace {

// The part of `stretch` inside `bounds`, or an empty interval.
Interval clip(Interval stretch, Interval bounds) {
  const uint64_t begin = std::max(stretch.begin, bounds.begin);
  return {begin, std::max(begin, std::min(stretch.end, bounds.end))};
}

// Cuts a stretch into equal parts of at most `most` symbols that overlap by `overlap`.
void divide(Interval stretch, uint64_t most, uint64_t overlap, std::vector<Interval>& parts) {
  const uint64_t count = (stretch.length() + most - 1) / most;
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t begin = stretch.begin + stretch.length() * i / count;
    const uint64_t end = stretch.begin + stretch.length() * (i + 1) / count;
    parts.push_back({begin, std::min(end + overlap, stretch.end)});
  }
}

}  // namespace

ReferenceGrower::ReferenceGrower(ReferencePool& pool, SeedIndex& index, Groups& groups, const CostModel& costs,
                                 const NoveltyRule& rule, uint32_t kmer_length)
    : pool_(pool),
      index_(index),
      groups_(groups),
      costs_(costs),
      rule_(rule),
      kmer_length_(kmer_length),
      mapper_(pool, index),
      chainer_(costs, kmer_length) {}

uint64_t ReferenceGrower::novel_symbols(const UnitPlan& unit) {
  uint64_t symbols = 0;
  for (const Interval& stretch : unit.novel) symbols += stretch.length();
  return symbols;
}

void ReferenceGrower::grow(UnitPlan& unit) {
  std::vector<Interval> parts;
  std::optional<Neighbour> left;
  size_t span = 0;
  size_t first_interval = 0;
  for (const Interval& novel : unit.novel) {
    // The alignments in use on both sides.
    const auto neighbour_of = [&](const Span& used) {
      const Alignment& alignment = unit.found.alignments[used.alignment];
      return Neighbour{alignment.group, alignment.reverse};
    };
    for (; span < unit.spans.size() && unit.spans[span].begin < novel.begin; ++span) {
      if (unit.spans[span].covered()) left = neighbour_of(unit.spans[span]);
    }
    std::optional<Neighbour> right;
    for (size_t next = span; next < unit.spans.size() && !right; ++next) {
      if (unit.spans[next].covered() && unit.spans[next].end > novel.end) right = neighbour_of(unit.spans[next]);
    }
    for (const Interval& island : unit.query.islands()) {
      const Interval inside = clip(novel, island);
      if (inside.length() < rule_.min_length) continue;
      if (unit.splitter_intervals.empty()) {
        parts.clear();
        divide(inside, groups_.limits().first_fill, kmer_length_, parts);
        for (const Interval& part : parts) grow_stretch(unit, part, left, right, nullptr);
        continue;
      }
      while (first_interval < unit.splitter_intervals.size() &&
             unit.splitter_intervals[first_interval].stretch.end <= inside.begin) {
        ++first_interval;
      }
      for (size_t i = first_interval; i < unit.splitter_intervals.size(); ++i) {
        const SplitterInterval& keyed = unit.splitter_intervals[i];
        if (keyed.stretch.begin >= inside.end) break;
        parts.clear();
        divide(clip(inside, keyed.stretch), 2 * groups_.limits().first_fill, kmer_length_, parts);
        for (const Interval& part : parts) grow_stretch(unit, part, left, right, &keyed);
      }
    }
  }
  unit.group_count = groups_.count();
}

void ReferenceGrower::grow_stretch(UnitPlan& unit, Interval stretch, std::optional<Neighbour> left,
                                   std::optional<Neighbour> right, const SplitterInterval* keyed) {
  if (stretch.length() < rule_.min_length) return;
  const size_t before = unit.found.alignments.size();
  mapper_.map(unit.query, stretch, {unit.view.end, pool_.size()}, unit.found);
  std::vector<Interval> rest = {stretch};
  if (unit.found.alignments.size() > before) {
    local_.alignments.assign(unit.found.alignments.begin() + static_cast<std::ptrdiff_t>(before),
                             unit.found.alignments.end());
    local_.mismatches.clear();
    for (Alignment& alignment : local_.alignments) {
      const auto mismatches = unit.found.mismatches_of(alignment);
      alignment.first_mismatch = static_cast<uint32_t>(local_.mismatches.size());
      local_.mismatches.insert(local_.mismatches.end(), mismatches.begin(), mismatches.end());
    }
    const std::vector<Span> spans = chainer_.chain(local_, stretch);
    rest = novel_stretches(local_, spans, costs_, rule_);
  }
  for (const Interval& part : rest) {
    if (keyed) {
      store_keyed(unit, part, *keyed);
      continue;
    }
    const std::optional<Neighbour> neighbour = left ? left : right;
    const uint32_t group =
        groups_.choose(part.length(), neighbour ? std::optional<uint32_t>(neighbour->group) : std::nullopt);
    store(unit, part, group, neighbour && neighbour->group == group && neighbour->reverse);
  }
}

void ReferenceGrower::store_keyed(UnitPlan& unit, Interval stretch, const SplitterInterval& keyed) {
  const bool own_group = stretch.length() > groups_.limits().first_fill / 3;
  const uint32_t group = own_group ? groups_.open_new() : groups_.choose(stretch.length(), std::nullopt);
  const bool has_key = keyed.key_first != kNoKmer || keyed.key_second != kNoKmer;
  if (has_key && 2 * stretch.length() > keyed.stretch.length()) {
    keys_.push_back({keyed.key_first, keyed.key_second, group});
  }
  store(unit, stretch, group, keyed.reverse);
}

void ReferenceGrower::store(UnitPlan& unit, Interval stretch, uint32_t group, bool reverse) {
  const Piece& piece =
      pool_.append(unit.query.forward(), stretch.begin, stretch.end, reverse, group, groups_.reference_length(group));
  groups_.add_piece(group, pool_.piece_count() - 1, stretch.length());
  index_.insert(pool_, piece);
  unit.found.alignments.push_back({stretch.begin, stretch.end, piece.pool_begin, group, reverse,
                                   static_cast<uint32_t>(unit.found.mismatches.size()), 0});
}

}  // namespace agc
