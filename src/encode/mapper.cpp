#include "encode/mapper.h"

#include <algorithm>

#include "encode/extend.h"

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
// After so many seeds in a row that found nothing, only one in kMissStride is tried: coprime to the
// index's step, so that a match a few strides longer than a seed is still met.
constexpr uint64_t kMissesToStride = 64;
constexpr uint64_t kMissStride = 5;
// A rival is followed this far to either side; in long tandem repeats every mismatch has many.
constexpr uint64_t kRivalReach = 8192;
// Seeds whose hashes are computed, and whose buckets are fetched, ahead of their use.
constexpr uint64_t kFirstBatch = 4;
constexpr uint64_t kBatch = 16;

// Where the seed of a candidate lies in the oriented query and in its piece.
struct SeedPlace {
  Diagonal diagonal;     // at the seed's first symbol
  uint64_t left_limit;   // symbols to the left of it
  uint64_t right_limit;  // symbols from its first symbol on
};

SeedPlace place_seed(const Query& query, Interval bounds, uint64_t position, uint32_t seed_length,
                     uint64_t pool_position, bool reverse, const ReferencePool& pool) {
  const Piece& piece = pool.piece_at(pool_position);
  const uint64_t size = query.size();
  const uint64_t oriented = reverse ? size - position - seed_length : position;
  const uint64_t bounds_begin = reverse ? size - bounds.end : bounds.begin;
  const uint64_t bounds_end = reverse ? size - bounds.begin : bounds.end;
  return {{query.strand(reverse).data(), oriented, pool.data(pool_position), ReferencePool::local(pool_position)},
          std::min(oriented - bounds_begin, pool_position - piece.pool_begin),
          std::min(bounds_end - oriented, piece.pool_end() - pool_position)};
}

}  // namespace

int64_t Mapper::quick_score(const Query& query, Interval island, uint64_t position, const Candidate& candidate,
                            int64_t least) const {
  const SeedPlace seed =
      place_seed(query, island, position, index_.seed_length(), candidate.pool_position, candidate.reverse, pool_);
  const int64_t right = extend_right(seed.diagonal, std::min(seed.right_limit, kProbeRight), nullptr).score;
  if (right + static_cast<int64_t>(kProbeLeft) <= least) return right;
  return right + extend_left(seed.diagonal, std::min(seed.left_limit, kProbeLeft), nullptr).score;
}

bool Mapper::best_candidate(const Query& query, Interval island, uint64_t position, uint64_t hash, PoolView view,
                            const Alignment* excluded, const Alignment* previous, Candidate& best) {
  const uint32_t seed_length = index_.seed_length();
  const uint64_t mask = symbol_mask(seed_length);
  const uint64_t kmer = load_symbols(query.forward().data(), position) & mask;
  Candidate candidates[SeedIndex::kSlots];
  uint32_t count = 0;
  index_.lookup(hash, view, [&](uint64_t pool_position) {
    const uint64_t stored = load_symbols(pool_.data(pool_position), ReferencePool::local(pool_position)) & mask;
    const bool forward = stored == kmer;
    if (!forward && stored != reverse_complement_word(kmer, seed_length)) return;
    const Candidate candidate = {pool_position, !forward, 0};
    if (excluded && excluded->reverse == candidate.reverse &&
        diagonal_of(candidate, position) == excluded->diagonal()) {
      return;
    }
    candidates[count++] = candidate;
  });
  if (count == 0) return false;
  best = candidates[0];
  if (count == 1) return true;
  best.score = -1;
  if (previous) put_nearest_first(std::span(candidates, count), *previous, position);
  for (uint32_t i = 0; i < count; ++i) {
    Candidate& candidate = candidates[i];
    candidate.score = quick_score(query, island, position, candidate, best.score - kSameDiagonalBonus);
    if (previous && previous->reverse == candidate.reverse) {
      if (diagonal_of(candidate, position) == previous->diagonal()) {
        candidate.score += kSameDiagonalBonus;
      } else if (pool_.piece_at(candidate.pool_position).group == previous->group) {
        candidate.score += kSameGroupBonus;
      }
    }
    if (candidate.score > best.score) best = candidate;
    if (i == 0 && previous && best.score >= kGoesOn) break;
  }
  return true;
}

uint64_t Mapper::diagonal_of(const Candidate& candidate, uint64_t position) const {
  return candidate.reverse ? candidate.pool_position + position + index_.seed_length()
                           : candidate.pool_position - position;
}

void Mapper::put_nearest_first(std::span<Candidate> candidates, const Alignment& previous, uint64_t position) const {
  const auto distance = [&](const Candidate& candidate) {
    if (candidate.reverse != previous.reverse) return UINT64_MAX;
    const uint64_t diagonal = diagonal_of(candidate, position);
    return std::min(diagonal - previous.diagonal(), previous.diagonal() - diagonal);
  };
  std::iter_swap(candidates.begin(), std::ranges::min_element(candidates, {}, distance));
}

bool Mapper::extend(const Query& query, Interval bounds, uint64_t position, const Candidate& candidate,
                    AlignmentSet& found) {
  const uint32_t seed_length = index_.seed_length();
  const SeedPlace seed =
      place_seed(query, bounds, position, seed_length, candidate.pool_position, candidate.reverse, pool_);
  left_.clear();
  right_.clear();
  const uint64_t right = extend_right(seed.diagonal, seed.right_limit, &right_).length;
  const uint64_t left = extend_left(seed.diagonal, seed.left_limit, &left_).length;
  if (right < seed_length) return false;
  Alignment alignment;
  alignment.reverse = candidate.reverse;
  alignment.group = pool_.piece_at(candidate.pool_position).group;
  alignment.pool_begin = candidate.pool_position - left;
  const uint64_t anchor = position + seed_length;  // query position just behind the seed
  alignment.query_begin = candidate.reverse ? anchor - right : position - left;
  alignment.query_end = candidate.reverse ? anchor + left : position + right;
  alignment.first_mismatch = static_cast<uint32_t>(found.mismatches.size());
  alignment.mismatch_count = static_cast<uint32_t>(left_.size() + right_.size());
  if (candidate.reverse) {
    for (auto offset = right_.rbegin(); offset != right_.rend(); ++offset) {
      found.mismatches.push_back(anchor - 1 - *offset);
    }
    for (const uint64_t distance : left_) found.mismatches.push_back(anchor - 1 + distance);
  } else {
    for (auto distance = left_.rbegin(); distance != left_.rend(); ++distance) {
      found.mismatches.push_back(position - *distance);
    }
    for (const uint64_t offset : right_) found.mismatches.push_back(position + offset);
  }
  found.alignments.push_back(alignment);
  return true;
}

void Mapper::add_competitors(const Query& query, Interval island, PoolView view, uint32_t number, AlignmentSet& found) {
  const Alignment challenged = found.alignments[number];
  const uint32_t seed_length = index_.seed_length();
  const uint64_t mask = symbol_mask(seed_length);
  const auto mismatch = [&](uint32_t i) { return found.mismatches[challenged.first_mismatch + i]; };
  if (island.length() < seed_length) return;
  const uint64_t last_seed = island.end - seed_length;
  uint64_t done = 0;  // query positions below were tried or are covered by a competitor
  for (uint32_t i = 0; i < challenged.mismatch_count; ++i) {
    const bool crowded =
        (i + 2 < challenged.mismatch_count && mismatch(i + 2) - mismatch(i) < kPoorWindow) ||
        (i >= 2 && mismatch(i) - mismatch(i - 2) < kPoorWindow) ||
        (i >= 1 && i + 1 < challenged.mismatch_count && mismatch(i + 1) - mismatch(i - 1) < kPoorWindow);
    if (!crowded || mismatch(i) < done) continue;
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
      Candidate candidate;
      if (!best_candidate(query, island, position, hashes[position - begin], view, &challenged, nullptr, candidate)) {
        continue;
      }

      const size_t mismatches_before = found.mismatches.size();
      const Interval reach = {std::max(island.begin, position - std::min(position, kRivalReach)),
                              std::min(island.end, position + kRivalReach)};
      if (!extend(query, reach, position, candidate, found)) continue;
      const Alignment& rival = found.alignments.back();
      const auto rivals_of = found.mismatches_of(challenged);
      const auto first = std::lower_bound(rivals_of.begin(), rivals_of.end(), rival.query_begin);
      const auto last = std::lower_bound(first, rivals_of.end(), rival.query_end);
      if ((last - first) - static_cast<int64_t>(rival.mismatch_count) >= kCompetitorGain) {
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
      Candidate candidate;
      const uint64_t at = batch_begin + i * stride;
      if (!best_candidate(query, island, at, hashes[i], view, nullptr, previous, candidate)) continue;
      Interval bounds = island;
      if (previous)
        bounds.begin = std::max(island.begin, previous->query_end - std::min(previous->length(), kMaxOverlap));
      bounds.begin = std::min(bounds.begin, at);
      if (!extend(query, bounds, at, candidate, found)) continue;
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
