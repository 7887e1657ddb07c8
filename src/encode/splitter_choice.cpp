#include "encode/splitter_choice.h"

#include <algorithm>

namespace agc {
namespace {

// Symbols that are looked for in the wrong group where a segment is not cut, half of the usual spacing.
constexpr uint64_t kLossWithoutCut = 60000;

}  // namespace

SplitterChoice::Cut SplitterChoice::add_cut(std::span<const SplitterCandidate> candidates) {
  const Cut cut{static_cast<uint32_t>(candidates_.size()), static_cast<uint32_t>(candidates.size())};
  for (const SplitterCandidate& candidate : candidates) candidates_.push_back({candidate, 0});
  return cut;
}

void SplitterChoice::add(const SplitterInterval& interval, std::optional<uint32_t> group,
                         std::span<const StoredStretch> stored) {
  KnownInterval known{group, add_cut(interval.front), std::nullopt, interval.reverse};
  if (interval.is_last) known.back = add_cut(interval.back);
  intervals_.push_back(known);
  for (const StoredStretch& piece : stored) {
    const size_t before = places_.size();
    for (uint32_t i = 0; i < known.front.count; ++i) {
      const uint64_t position = interval.front[i].position;
      const uint64_t end = position + kmer_length_;
      if (position < piece.stretch.begin || end > piece.stretch.end) continue;
      const uint64_t offset = interval.reverse ? piece.stretch.end - end : position - piece.stretch.begin;
      places_.push_back({piece.pool_begin + offset, known.front.first + i});
    }
    if (interval.reverse) std::reverse(places_.begin() + static_cast<std::ptrdiff_t>(before), places_.end());
  }
}

void SplitterChoice::vote(const AlignmentSet& set, std::span<const Span> spans) {
  for (const Span& span : spans) {
    if (!span.covered()) continue;
    const Alignment& alignment = set.alignments[span.alignment];
    const uint64_t begin = alignment.pool_position(alignment.reverse ? span.end - 1 : span.begin);
    const uint64_t end = begin + (span.end - span.begin);
    auto place = std::lower_bound(places_.begin(), places_.end(), begin,
                                  [](const Place& one, uint64_t position) { return one.pool_begin < position; });
    for (; place != places_.end() && place->pool_begin + kmer_length_ <= end; ++place) {
      const uint64_t offset = place->pool_begin - begin;
      const uint64_t at = alignment.reverse ? span.end - offset - kmer_length_ : span.begin + offset;
      const auto mismatches = set.mismatches_of(alignment);
      const auto next = std::lower_bound(mismatches.begin(), mismatches.end(), at);
      if (next == mismatches.end() || *next >= at + kmer_length_)
        most_votes_ = std::max(most_votes_, ++candidates_[place->candidate].votes);
    }
  }
}

SplitterChoice::Splitters SplitterChoice::choose(const Cut& cut, bool twin_is_smaller) const {
  const std::span candidates = std::span(candidates_).subspan(cut.first, cut.count);
  if (candidates.empty()) return {};
  const uint64_t begin = candidates.front().at.position;
  const auto loss = [&](const Candidate& candidate) {
    const uint64_t missed = most_votes_ == 0 ? 0 : (most_votes_ - candidate.votes) * kLossWithoutCut / most_votes_;
    return missed + candidate.at.position - begin;
  };
  const auto is_better = [&](const Candidate& one, const Candidate& other) { return loss(one) < loss(other); };
  const Candidate& best = *std::min_element(candidates.begin(), candidates.end(), is_better);
  const Candidate* twin = nullptr;
  for (const Candidate& other : candidates) {
    const bool is_behind = other.at.position >= best.at.position + kmer_length_;
    const bool is_before = other.at.position + kmer_length_ <= best.at.position;
    const bool is_smaller = is_behind ? other.at.kmer < best.at.kmer : best.at.kmer < other.at.kmer;
    if ((is_behind || is_before) && is_smaller == twin_is_smaller && (!twin || is_better(other, *twin))) twin = &other;
  }
  if (!twin) return {best.at.kmer, std::nullopt};
  const bool is_behind = twin->at.position > best.at.position;
  return {(is_behind ? best : *twin).at.kmer, (is_behind ? *twin : best).at.kmer};
}

void SplitterChoice::add_keys(const KnownInterval& interval, const Splitters& front, const Splitters& back,
                              Chosen& chosen) const {
  if (!interval.group || !front.first) return;
  if (!back.first) {
    const GroupKey lone{*front.first, kNoKmer, *interval.group};
    chosen.keys.push_back(interval.reverse ? GroupKey{lone.second, lone.first, lone.group} : lone);
    return;
  }
  const auto add = [&](std::optional<uint64_t> one, std::optional<uint64_t> other) {
    if (one && other && (*one >= *other) == interval.reverse)
      chosen.keys.push_back({std::min(*one, *other), std::max(*one, *other), *interval.group});
  };
  add(front.first, back.first);
  add(front.first, front.twin);
  add(front.twin, back.first);
  add(front.twin, back.twin);
}

SplitterChoice::Chosen SplitterChoice::choose() const {
  Chosen chosen;
  const auto take = [&](const Splitters& splitters) {
    if (splitters.first) chosen.splitters.push_back(*splitters.first);
    if (splitters.twin) chosen.splitters.push_back(*splitters.twin);
  };
  for (size_t i = 0; i < intervals_.size();) {
    Splitters front = choose(intervals_[i].front, intervals_[i].reverse);
    for (bool is_last = false; !is_last; ++i) {
      const KnownInterval& interval = intervals_[i];
      is_last = interval.back.has_value();
      // The next interval's key has the other order.
      const Splitters back =
          is_last ? choose(*interval.back, false) : choose(intervals_[i + 1].front, intervals_[i + 1].reverse);
      take(front);
      add_keys(interval, front, back, chosen);
      front = back;
    }
    take(front);
  }
  return chosen;
}

}  // namespace agc
