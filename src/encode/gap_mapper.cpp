#include "encode/gap_mapper.h"

#include <algorithm>
#include <optional>

namespace agc {
namespace {

// A jump takes some 30 bits, that is 14 literals, and there may be another one back.
constexpr uint64_t kShortestGap = 20;
constexpr int64_t kLeastScore = 18;
// Seeds whose buckets are fetched ahead of their use.
constexpr uint64_t kAhead = 8;

}  // namespace

GapMapper::Word GapMapper::word_at(const Query& query, uint64_t position, uint32_t group) const {
  const uint64_t kmer = load_symbols(query.forward().data(), position) & symbol_mask(index_.seed_length());
  return {position, kmer, index_.key(kmer, group)};
}

bool GapMapper::best_seed(const Query& query, Interval stretch, const Word& word, Neighbour beside, PoolView view,
                          Seed& best) const {
  const uint32_t length = index_.seed_length();
  const uint64_t mask = symbol_mask(length);
  const uint64_t oriented = beside.reverse ? reverse_complement_word(word.kmer, length) : word.kmer;
  int64_t best_score = kLeastScore - 1;
  index_.lookup(word.key, view, [&](uint64_t pool_position) {
    if (pool_.piece_at(pool_position).group != beside.group) return;
    if ((load_symbols(pool_.data(pool_position), ReferencePool::local(pool_position)) & mask) != oriented) return;
    const Seed seed = {word.position, length, pool_position, beside.reverse};
    const int64_t score = extender_.score(query, stretch, seed, {stretch.length(), stretch.length(), best_score});
    if (score <= best_score) return;
    best_score = score;
    best = seed;
  });
  return best_score >= kLeastScore;
}

void GapMapper::map_island(const Query& query, Interval stretch, Neighbour beside, PoolView view, AlignmentSet& found) {
  if (stretch.length() < index_.seed_length()) return;
  const uint64_t end = stretch.end - index_.seed_length() + 1;
  Word words[kAhead];  // by position modulo kAhead
  uint64_t fetched = stretch.begin;
  for (uint64_t position = stretch.begin; position < end; ++position) {
    for (fetched = std::max(fetched, position); fetched < std::min(end, position + kAhead); ++fetched) {
      const Word& word = words[fetched % kAhead] = word_at(query, fetched, beside.group);
      index_.prefetch(word.key);
    }
    Seed seed;
    if (!best_seed(query, stretch, words[position % kAhead], beside, view, seed)) continue;
    if (!extender_.extend(query, stretch, seed, found)) continue;
    position = std::max(position, found.alignments.back().query_end - 1);
  }
}

void GapMapper::map_gap(const Query& query, Interval gap, Neighbour beside, PoolView view, AlignmentSet& found) {
  const auto first = std::ranges::upper_bound(query.islands(), gap.begin, {}, &Interval::end);
  for (auto island = first; island != query.islands().end() && island->begin < gap.end; ++island) {
    map_island(query, {std::max(island->begin, gap.begin), std::min(island->end, gap.end)}, beside, view, found);
  }
}

void GapMapper::map(const Query& query, std::span<const Span> spans, std::span<const Interval> novel, PoolView view,
                    AlignmentSet& found) {
  const auto neighbour = [&](size_t span) -> std::optional<Neighbour> {
    if (span >= spans.size() || !spans[span].covered()) return std::nullopt;
    const Alignment& alignment = found.alignments[spans[span].alignment];
    return Neighbour{alignment.group, alignment.reverse};
  };
  auto next_novel = novel.begin();
  for (size_t i = 0; i < spans.size(); ++i) {
    const Interval gap = {spans[i].begin, spans[i].end};
    if (spans[i].covered() || gap.length() < kShortestGap) continue;
    while (next_novel != novel.end() && next_novel->end <= gap.begin) ++next_novel;
    if (next_novel != novel.end() && next_novel->begin < gap.end) continue;
    const std::optional<Neighbour> before = neighbour(i - 1);  // of span 0 there is none
    const std::optional<Neighbour> after = neighbour(i + 1);
    if (before) map_gap(query, gap, *before, view, found);
    if (after && after != before) map_gap(query, gap, *after, view, found);
  }
}

}  // namespace agc
