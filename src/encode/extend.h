// Growing a seed into a gapless alignment: along the diagonal, across mismatches, as long as the
// score (+1 an equal symbol, -kMismatchPenalty a different one) stays within kDrop of its best.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "seq/packed_sequence.h"

namespace agc {

inline constexpr int64_t kMismatchPenalty = 3;
inline constexpr int64_t kDrop = 24;

// Two packed strings and the place in each where the extension starts.
struct Diagonal {
  const uint8_t* query;
  uint64_t query_position;
  const uint8_t* pool;
  uint64_t pool_position;  // local to `pool`
};

struct Extension {
  uint64_t length = 0;  // symbols up to the best score
  int64_t score = 0;
};

// To the right, at most `limit` symbols. Offsets of the mismatches inside `length` are appended to
// `mismatches` (ascending) unless it is null.
inline Extension extend_right(const Diagonal& start, uint64_t limit, std::vector<uint64_t>* mismatches) {
  Extension best;
  int64_t score = 0;
  uint64_t length = 0;
  size_t kept = mismatches ? mismatches->size() : 0;
  for (;;) {
    const uint64_t run = match_forward(start.query, start.query_position + length, start.pool,
                                       start.pool_position + length, limit - length);
    length += run;
    score += static_cast<int64_t>(run);
    if (score > best.score) {
      best = {length, score};
      if (mismatches) kept = mismatches->size();
    }
    score -= kMismatchPenalty;
    if (length >= limit || score < best.score - kDrop) break;
    if (mismatches) mismatches->push_back(length);
    ++length;
  }
  if (mismatches) mismatches->resize(kept);
  return best;
}

// To the left of the two positions, at most `limit` symbols. Appends distances: 1 is the symbol just
// before the start.
inline Extension extend_left(const Diagonal& start, uint64_t limit, std::vector<uint64_t>* mismatches) {
  Extension best;
  int64_t score = 0;
  uint64_t length = 0;
  size_t kept = mismatches ? mismatches->size() : 0;
  for (;;) {
    const uint64_t run = match_backward(start.query, start.query_position - length, start.pool,
                                        start.pool_position - length, limit - length);
    length += run;
    score += static_cast<int64_t>(run);
    if (score > best.score) {
      best = {length, score};
      if (mismatches) kept = mismatches->size();
    }
    score -= kMismatchPenalty;
    if (length >= limit || score < best.score - kDrop) break;
    ++length;
    if (mismatches) mismatches->push_back(length);
  }
  if (mismatches) mismatches->resize(kept);
  return best;
}

}  // namespace agc
