#include "encode/seed_extender.h"

#include <algorithm>

namespace agc {

SeedExtender::Place SeedExtender::place(const Query& query, Interval bounds, const Seed& seed) const {
  const Piece& piece = pool_.piece_at(seed.pool_position);
  const uint64_t size = query.size();
  const uint64_t oriented = seed.reverse ? size - seed.position - seed.length : seed.position;
  const uint64_t bounds_begin = seed.reverse ? size - bounds.end : bounds.begin;
  const uint64_t bounds_end = seed.reverse ? size - bounds.begin : bounds.end;
  return {{query.strand(seed.reverse).data(), oriented, pool_.data(seed.pool_position),
           ReferencePool::local(seed.pool_position)},
          std::min(oriented - bounds_begin, seed.pool_position - piece.pool_begin),
          std::min(bounds_end - oriented, piece.pool_end() - seed.pool_position)};
}

int64_t SeedExtender::score(const Query& query, Interval bounds, const Seed& seed, const Probe& probe) const {
  const Place at = place(query, bounds, seed);
  const int64_t right = extend_right(at.diagonal, std::min(at.right_limit, probe.right), nullptr).score;
  if (right + static_cast<int64_t>(probe.left) <= probe.least) return right;
  return right + extend_left(at.diagonal, std::min(at.left_limit, probe.left), nullptr).score;
}

uint32_t SeedExtender::mismatches_beside(const Query& query, Interval bounds, const Seed& seed) const {
  const Place at = place(query, bounds, seed);
  // Of `count` symbols from so many on behind the seed's first one.
  const auto mismatches = [&](int64_t from, uint64_t count) {
    const uint64_t query_at = at.diagonal.query_position + static_cast<uint64_t>(from);
    const uint64_t pool_at = at.diagonal.pool_position + static_cast<uint64_t>(from);
    const uint64_t difference = (load_symbols(at.diagonal.query, query_at) ^ load_symbols(at.diagonal.pool, pool_at)) &
                                symbol_mask(static_cast<uint32_t>(count));
    const uint64_t symbols = (difference | difference >> 1) & 0x5555555555555555u;
    return count_ones(symbols) + kWindowSymbols - static_cast<uint32_t>(count);
  };
  const uint64_t left = std::min<uint64_t>(at.left_limit, kWindowSymbols);
  const uint64_t right =
      at.right_limit > seed.length ? std::min<uint64_t>(at.right_limit - seed.length, kWindowSymbols) : 0;
  return mismatches(-static_cast<int64_t>(left), left) + mismatches(seed.length, right);
}

bool SeedExtender::extend(const Query& query, Interval bounds, const Seed& seed, AlignmentSet& found) {
  const Place at = place(query, bounds, seed);
  left_.clear();
  right_.clear();
  const uint64_t right = extend_right(at.diagonal, at.right_limit, &right_).length;
  const uint64_t left = extend_left(at.diagonal, at.left_limit, &left_).length;
  if (right < seed.length) return false;
  Alignment alignment;
  alignment.reverse = seed.reverse;
  alignment.group = pool_.piece_at(seed.pool_position).group;
  alignment.pool_begin = seed.pool_position - left;
  const uint64_t anchor = seed.position + seed.length;  // query position just behind the seed
  alignment.query_begin = seed.reverse ? anchor - right : seed.position - left;
  alignment.query_end = seed.reverse ? anchor + left : seed.position + right;
  alignment.first_mismatch = static_cast<uint32_t>(found.mismatches.size());
  alignment.mismatch_count = static_cast<uint32_t>(left_.size() + right_.size());
  if (seed.reverse) {
    for (auto offset = right_.rbegin(); offset != right_.rend(); ++offset) {
      found.mismatches.push_back(anchor - 1 - *offset);
    }
    for (const uint64_t distance : left_) found.mismatches.push_back(anchor - 1 + distance);
  } else {
    for (auto distance = left_.rbegin(); distance != left_.rend(); ++distance) {
      found.mismatches.push_back(seed.position - *distance);
    }
    for (const uint64_t offset : right_) found.mismatches.push_back(seed.position + offset);
  }
  found.alignments.push_back(alignment);
  return true;
}

}  // namespace agc
