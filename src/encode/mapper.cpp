#include "encode/mapper.h"

#include <algorithm>

namespace agc {
namespace {

// How far a candidate is followed when several compete.
constexpr uint64_t kProbeRight = 300;
constexpr uint64_t kProbeLeft = 100;
// A candidate that goes on where the last alignment stopped is worth this much more.
constexpr int64_t kSameDiagonalBonus = 40;
constexpr int64_t kSameGroupBonus = 16;
// The candidate that is nearest to the last alignment is taken without looking at others if it scores this much: of 400
// that are possible.
constexpr int64_t kGoesOn = 200;
// An alignment may reach back this far over the one before it.
constexpr uint64_t kMaxOverlap = 512;
// Three mismatches within this many symbols make an alignment worth challenging ...
constexpr uint64_t kPoorWindow = 64;
// ... by one that has so many mismatches fewer over its own length.
constexpr int64_t kCompetitorGain = 4;
// It is followed only if it has so many fewer just beside its seed.
constexpr size_t kGainBeside = 2;
// After so many seeds in a row that found nothing, only one in kMissStride is tried: coprime to the
// index's step, so that a match a few strides longer than a seed is still met.
constexpr uint64_t kMissesToStride = 64;
constexpr uint64_t kMissStride = 5;
// A rival is followed this far to either side; in long tandem repeats every mismatch has many.
constexpr uint64_t kRivalReach = 8192;
// Seeds whose hashes are computed, and whose buckets are fetched, ahead of their use.
constexpr uint64_t kFirstBatch = 4;
constexpr uint64_t kBatch = 16;

}  // namespace

uint32_t Mapper::find_candidates(const Query& query, uint64_t position, uint64_t hash, PoolView view,
                                 Candidates& found) const {
  const uint32_t seed_length = index_.seed_length();
  const uint64_t mask = symbol_mask(seed_length);
  const uint64_t kmer = load_symbols(query.forward().data(), position) & mask;
  uint32_t count = 0;
  index_.lookup(hash, view, [&](uint64_t pool_position) {
    const uint64_t stored = load_symbols(pool_.data(pool_position), ReferencePool::local(pool_position)) & mask;
    const bool forward = stored == kmer;
    if (!forward && stored != reverse_complement_word(kmer, seed_length)) return;
    found[count++] = {{position, seed_length, pool_position, !forward}, 0};
  });
  return count;
}

Mapper::Candidate Mapper::best_of(const Query& query, Interval island, std::span<Candidate> candidates,
                                  const Alignment* previous) const {
  Candidate best = candidates[0];
  if (candidates.size() == 1) return best;
  best.score = -1;
  if (previous) put_nearest_first(candidates, *previous);
  for (Candidate& candidate : candidates) {
    candidate.score =
        extender_.score(query, island, candidate.seed, {kProbeRight, kProbeLeft, best.score - kSameDiagonalBonus});
    if (previous && previous->reverse == candidate.seed.reverse) {
      if (candidate.seed.diagonal() == previous->diagonal()) {
        candidate.score += kSameDiagonalBonus;
      } else if (pool_.piece_at(candidate.seed.pool_position).group == previous->group) {
        candidate.score += kSameGroupBonus;
      }
    }
    if (candidate.score > best.score) best = candidate;
    if (&candidate == candidates.data() && previous && best.score >= kGoesOn) break;
  }
  return best;
}

uint32_t Mapper::keep_rivals(const Query& query, Interval island, const AlignmentSet& found,
                             const Alignment& challenged, std::span<Candidate> candidates) const {
  if (candidates.empty()) return 0;
  const uint64_t begin = candidates[0].seed.position;
  const uint64_t end = begin + candidates[0].seed.length;
  const uint64_t first = begin - std::min<uint64_t>(begin, kWindowSymbols);
  const size_t beside = found.mismatches_between(challenged, first, begin).size() +
                        found.mismatches_between(challenged, end, end + kWindowSymbols).size();
  const auto is_hopeless = [&](const Candidate& candidate) {
    const Seed& seed = candidate.seed;
    if (seed.reverse == challenged.reverse && seed.diagonal() == challenged.diagonal()) return true;
    return extender_.mismatches_beside(query, island, seed) + kGainBeside > beside;
  };
  return static_cast<uint32_t>(std::remove_if(candidates.begin(), candidates.end(), is_hopeless) - candidates.begin());
}

void Mapper::put_nearest_first(std::span<Candidate> candidates, const Alignment& previous) {
  const auto distance = [&](const Candidate& candidate) {
    if (candidate.seed.reverse != previous.reverse) return UINT64_MAX;
    const uint64_t diagonal = candidate.seed.diagonal();
    return std::min(diagonal - previous.diagonal(), previous.diagonal() - diagonal);
  };
  std::iter_swap(candidates.begin(), std::ranges::min_element(candidates, {}, distance));
}

void Mapper::add_competitors(const Query& query, Interval island, PoolView view, uint32_t number, AlignmentSet& found) {
  const Alignment challenged = found.alignments[number];
  const uint32_t seed_length = index_.seed_length();
  const uint64_t mask = symbol_mask(seed_length);
  const auto mismatch = [&](uint32_t i) { return found.mismatches[challenged.first_mismatch + i]; };
  if (island.length() < seed_length) return;
  const uint64_t last_seed = island.end - seed_length;
  Candidates candidates;
  uint64_t done = 0;   // query positions below are covered by a competitor
  uint64_t tried = 0;  // mismatches below are too near to one that was tried: their seeds would overlap its
  for (uint32_t i = 0; i < challenged.mismatch_count; ++i) {
    const bool crowded =
        (i + 2 < challenged.mismatch_count && mismatch(i + 2) - mismatch(i) < kPoorWindow) ||
        (i >= 2 && mismatch(i) - mismatch(i - 2) < kPoorWindow) ||
        (i >= 1 && i + 1 < challenged.mismatch_count && mismatch(i + 1) - mismatch(i - 1) < kPoorWindow);
    if (!crowded || mismatch(i) < std::max(done, tried)) continue;
    tried = mismatch(i) + seed_length;
    // Seeds across the mismatch: whatever they find is a rival. As many as the pool's step, so that one of
    // them falls on an entered position.
    const uint64_t middle = mismatch(i) - std::min<uint64_t>(mismatch(i), seed_length / 2 + index_.step() / 2);
    const uint64_t begin = std::max({middle, island.begin, done});
    const uint64_t end = std::min(middle + index_.step(), last_seed + 1);
    uint64_t hashes[kBatch];
    for (uint64_t position = begin; position < end; ++position) {
      hashes[position - begin] = canonical_hash(load_symbols(query.forward().data(), position) & mask, seed_length);
      index_.prefetch(hashes[position - begin]);
    }
    for (uint64_t position = begin; position < end; ++position) {
      uint32_t count = find_candidates(query, position, hashes[position - begin], view, candidates);
      count = keep_rivals(query, island, found, challenged, std::span(candidates).first(count));
      if (count == 0) continue;
      const Seed seed = best_of(query, island, std::span(candidates).first(count), nullptr).seed;
      const size_t mismatches_before = found.mismatches.size();
      const Interval reach = {std::max(island.begin, position - std::min(position, kRivalReach)),
                              std::min(island.end, position + kRivalReach)};
      if (!extender_.extend(query, reach, seed, found)) continue;
      const Alignment& rival = found.alignments.back();
      const size_t beside = found.mismatches_between(challenged, rival.query_begin, rival.query_end).size();
      if (static_cast<int64_t>(beside) - static_cast<int64_t>(rival.mismatch_count) >= kCompetitorGain) {
        done = rival.query_end;
        break;
      }
      found.alignments.pop_back();
      found.mismatches.resize(mismatches_before);
    }
  }
}

void Mapper::scan(const Query& query, Interval island, Interval stretch, PoolView view, AlignmentSet& found) {
  const uint32_t seed_length = index_.seed_length();
  const uint64_t mask = symbol_mask(seed_length);
  const uint8_t* const data = query.forward().data();
  if (stretch.length() < seed_length) return;
  const uint64_t last = stretch.end - seed_length;  // last position with a whole seed
  const size_t first_found = found.alignments.size();
  Candidates candidates;
  uint64_t hashes[kBatch];
  uint64_t batch = kFirstBatch;
  uint64_t missed = 0;
  for (uint64_t position = stretch.begin; position <= last;) {
    const uint64_t stride = missed < kMissesToStride ? 1 : kMissStride;
    const uint64_t count = std::min(batch, (last - position) / stride + 1);
    for (uint64_t i = 0; i < count; ++i) {
      hashes[i] = canonical_hash(load_symbols(data, position + i * stride) & mask, seed_length);
      index_.prefetch(hashes[i]);
    }
    batch = kBatch;
    const uint64_t batch_begin = position;
    position += count * stride;
    missed += count;
    for (uint64_t i = 0; i < count; ++i) {
      const Alignment* const previous = found.alignments.size() > first_found ? &found.alignments.back() : nullptr;
      const uint64_t at = batch_begin + i * stride;
      const uint32_t candidate_count = find_candidates(query, at, hashes[i], view, candidates);
      if (candidate_count == 0) continue;
      const Seed seed = best_of(query, island, std::span(candidates).first(candidate_count), previous).seed;
      Interval bounds = island;
      if (previous)
        bounds.begin = std::max(island.begin, previous->query_end - std::min(previous->length(), kMaxOverlap));
      bounds.begin = std::min(bounds.begin, at);
      if (!extender_.extend(query, bounds, seed, found)) continue;
      const auto number = static_cast<uint32_t>(found.alignments.size() - 1);
      position = std::max(at + 1, found.alignments[number].query_end);
      add_competitors(query, island, view, number, found);
      batch = kFirstBatch;
      missed = 0;
      break;
    }
  }
}

void Mapper::map(const Query& query, Interval stretch, PoolView view, AlignmentSet& found) {
  if (view.begin >= view.end) return;
  for (const Interval& island : query.islands()) {
    if (island.end <= stretch.begin) continue;
    if (island.begin >= stretch.end) break;
    scan(query, island, {std::max(island.begin, stretch.begin), std::min(island.end, stretch.end)}, view, found);
  }
}

}  // namespace agc
