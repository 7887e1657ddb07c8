// A gapless alignment of a stretch of the query with a stretch of one piece of the reference pool,
// mismatches allowed: the unit in which the encoder finds, weighs and writes what is already known.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "encode/cost_model.h"
#include "encode/reference_pool.h"

namespace agc {

struct Alignment {
  uint64_t query_begin = 0;  // forward coordinates of the query
  uint64_t query_end = 0;
  uint64_t pool_begin = 0;  // pool position under query_begin (forward) or under query_end - 1 (reverse)
  uint32_t group = 0;
  bool reverse = false;         // the pool holds the reverse complement of the query
  uint32_t first_mismatch = 0;  // into AlignmentSet::mismatches
  uint32_t mismatch_count = 0;

  uint64_t length() const { return query_end - query_begin; }
  uint64_t pool_end() const { return pool_begin + length(); }
  // Equal for positions that one gapless alignment covers; strands never mix in a comparison.
  uint64_t diagonal() const { return reverse ? pool_begin + query_end : pool_begin - query_begin; }
  uint64_t pool_position(uint64_t query_position) const {
    return reverse ? pool_begin + (query_end - 1 - query_position) : pool_begin + (query_position - query_begin);
  }
};

// Alignments of one query with the mismatches of all of them.
struct AlignmentSet {
  std::vector<Alignment> alignments;
  std::vector<uint64_t> mismatches;  // query positions, ascending within an alignment

  std::span<const uint64_t> mismatches_of(const Alignment& alignment) const {
    return std::span(mismatches).subspan(alignment.first_mismatch, alignment.mismatch_count);
  }
  // Those in [begin, end) of the query.
  std::span<const uint64_t> mismatches_between(const Alignment& alignment, uint64_t begin, uint64_t end) const {
    const std::span<const uint64_t> all = mismatches_of(alignment);
    const auto first = std::lower_bound(all.begin(), all.end(), begin);
    return {first, std::lower_bound(first, all.end(), end)};
  }
  void clear() {
    alignments.clear();
    mismatches.clear();
  }
};

// A stretch of the query and the alignment that it is coded by (none: literals).
struct Span {
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  uint64_t begin = 0;
  uint64_t end = 0;
  uint32_t alignment = kNone;

  bool covered() const { return alignment != kNone; }
};

}  // namespace agc
