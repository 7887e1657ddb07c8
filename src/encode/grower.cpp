#include "encode/grower.h"

#include <algorithm>

#include "encode/divergence.h"

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

ReferenceGrower::ReferenceGrower(ReferencePool& pool, SeedIndexes& indexes, Groups& groups, const CostModel& costs,
                                 const NoveltyRule& interval_rule, uint32_t kmer_length)
    : pool_(pool),
      indexes_(indexes),
      groups_(groups),
      costs_(costs),
      interval_rule_(interval_rule),
      kmer_length_(kmer_length),
      mapper_(pool, indexes.everywhere),
      chainer_(costs, kmer_length),
      splitters_(kmer_length) {}

uint64_t ReferenceGrower::novel_symbols(const UnitPlan& unit) {
  uint64_t symbols = 0;
  for (const Interval& stretch : unit.novel) symbols += stretch.length();
  return symbols;
}

void ReferenceGrower::look_again(UnitPlan& unit, Cost diverged_from) {
  if (unit.view.end == pool_.size()) return;
  const Interval whole = {0, unit.query.size()};
  mapper_.map(unit.query, whole, {unit.view.end, pool_.size()}, unit.found);
  unit.view.end = pool_.size();
  unit.spans = chainer_.chain(unit.found, whole);
  unit.diverged = is_diverged(unit.found, unit.spans, costs_, diverged_from);
  unit.novel = novel_stretches(unit.found, unit.spans, costs_, unit.novelty);
}

void ReferenceGrower::grow(UnitPlan& unit) {
  if (unit.splitter_intervals.empty()) {
    splitters_.vote(unit.found, unit.spans);
    grow_between(unit);
  } else {
    grow_keyed(unit);
  }
  unit.group_count = groups_.count();
}

void ReferenceGrower::grow_between(UnitPlan& unit) {
  struct Neighbour {
    uint32_t group;
    bool reverse;
  };
  // The alignments in use on both sides.
  const auto neighbour_of = [&](const Span& used) {
    const Alignment& alignment = unit.found.alignments[used.alignment];
    return Neighbour{alignment.group, alignment.reverse};
  };
  // The longest alignment in use within a stretch. References hold copies of themselves, so that what is diverged takes
  // least beside what it is like.
  const auto homologue_of = [&](Interval stretch) {
    std::optional<Neighbour> homologue;
    uint64_t longest = 0;
    for (const Span& used : unit.spans) {
      const Interval inside = clip({used.begin, used.end}, stretch);
      if (!used.covered() || inside.length() <= longest) continue;
      longest = inside.length();
      homologue = neighbour_of(used);
    }
    return homologue;
  };
  std::vector<Interval> parts;
  std::optional<Neighbour> neighbour;
  size_t span = 0;
  for (const Interval& novel : unit.novel) {
    for (; span < unit.spans.size() && unit.spans[span].begin < novel.begin; ++span) {
      if (unit.spans[span].covered()) neighbour = neighbour_of(unit.spans[span]);
    }
    std::optional<Neighbour> beside = neighbour;
    for (size_t next = span; next < unit.spans.size() && !beside; ++next) {
      if (unit.spans[next].covered() && unit.spans[next].end > novel.end) beside = neighbour_of(unit.spans[next]);
    }
    for (const Interval& island : unit.query.islands()) {
      parts.clear();
      divide(clip(novel, island), groups_.limits().first_fill, kmer_length_, parts);
      for (const Interval& part : parts) {
        for (const Interval& rest : remaining(unit, part, unit.novelty)) {
          const std::optional<Neighbour> homologue = unit.diverged ? homologue_of(rest) : std::nullopt;
          const std::optional<Neighbour> near = homologue ? homologue : beside;
          const uint32_t group =
              groups_.choose(rest.length(), near ? std::optional<uint32_t>(near->group) : std::nullopt);
          store(unit, rest, group, near && near->group == group && near->reverse);
        }
      }
    }
  }
}

void ReferenceGrower::grow_keyed(UnitPlan& unit) {
  std::vector<Interval> parts;
  std::vector<Interval> rest;
  size_t first = 0;  // of the novel stretches that may reach into the interval
  for (const SplitterInterval& interval : unit.splitter_intervals) {
    while (first < unit.novel.size() && unit.novel[first].end <= interval.stretch.begin) ++first;
    rest.clear();
    for (size_t i = first; i < unit.novel.size() && unit.novel[i].begin < interval.stretch.end; ++i) {
      for (const Interval& island : unit.query.islands()) {
        parts.clear();
        divide(clip(clip(unit.novel[i], island), interval.stretch), 2 * groups_.limits().first_fill, kmer_length_,
               parts);
        for (const Interval& part : parts) {
          const std::vector<Interval> stretches = remaining(unit, part, interval_rule_);
          rest.insert(rest.end(), stretches.begin(), stretches.end());
        }
      }
    }
    store_interval(unit, interval, rest);
  }
}

std::vector<Interval> ReferenceGrower::remaining(UnitPlan& unit, Interval stretch, const NoveltyRule& rule) {
  if (stretch.length() < rule.min_length) return {};
  const size_t before = unit.found.alignments.size();
  mapper_.map(unit.query, stretch, {unit.view.end, pool_.size()}, unit.found);
  if (unit.found.alignments.size() == before) return {stretch};
  local_.alignments.assign(unit.found.alignments.begin() + static_cast<std::ptrdiff_t>(before),
                           unit.found.alignments.end());
  local_.mismatches.clear();
  for (Alignment& alignment : local_.alignments) {
    const auto mismatches = unit.found.mismatches_of(alignment);
    alignment.first_mismatch = static_cast<uint32_t>(local_.mismatches.size());
    local_.mismatches.insert(local_.mismatches.end(), mismatches.begin(), mismatches.end());
  }
  return novel_stretches(local_, chainer_.chain(local_, stretch), costs_, rule);
}

void ReferenceGrower::store_interval(UnitPlan& unit, const SplitterInterval& interval,
                                     std::span<const Interval> stretches) {
  uint64_t symbols = 0;
  for (const Interval& stretch : stretches) symbols += stretch.length();
  if (symbols == 0) return splitters_.add(interval, std::nullopt, {});
  const uint64_t first_fill = groups_.limits().first_fill;
  const uint32_t first_group =
      3 * symbols > 2 * first_fill ? groups_.open_new() : groups_.choose(symbols, std::nullopt);
  std::vector<SplitterChoice::StoredStretch> stored;
  uint32_t group = first_group;
  for (const Interval& stretch : stretches) {
    const uint64_t length = groups_.reference_length(group);
    if (length > 0 && length + stretch.length() > 3 * first_fill) group = groups_.open_new();
    stored.push_back({stretch, store(unit, stretch, group, interval.reverse).pool_begin});
  }
  splitters_.add(interval, first_group, stored);
}

const Piece& ReferenceGrower::store(UnitPlan& unit, Interval stretch, uint32_t group, bool reverse) {
  const Piece& piece =
      pool_.append(unit.query.forward(), stretch.begin, stretch.end, reverse, group, groups_.reference_length(group));
  groups_.add_piece(group, pool_.piece_count() - 1, stretch.length());
  indexes_.insert(pool_, piece);
  unit.found.alignments.push_back({stretch.begin, stretch.end, piece.pool_begin, group, reverse,
                                   static_cast<uint32_t>(unit.found.mismatches.size()), 0});
  return piece;
}

}  // namespace agc
