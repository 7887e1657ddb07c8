// A reference pool with its index and groups, filled by hand, and what tests ask of it.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "encode/alignment.h"
#include "encode/groups.h"
#include "encode/query.h"
#include "encode/reference_pool.h"
#include "encode/seed_index.h"
#include "unit/support/genomes.h"

namespace agc::test {

inline uint8_t pool_symbol(const ReferencePool& pool, uint64_t position) {
  return symbol_at(pool.data(position), ReferencePool::local(position));
}

inline Symbols piece_symbols(const ReferencePool& pool, const Piece& piece) {
  Symbols symbols;
  for (uint64_t i = 0; i < piece.length; ++i) symbols.push_back(pool_symbol(pool, piece.pool_begin + i));
  return symbols;
}

// A group's reference, as it goes into the archive.
inline Symbols reference_of(const ReferencePool& pool, const Groups& groups, uint32_t group) {
  Symbols reference;
  for (const uint32_t number : groups.pieces(group)) {
    const Symbols piece = piece_symbols(pool, pool.piece(number));
    reference.insert(reference.end(), piece.begin(), piece.end());
  }
  return reference;
}

struct KnownPool {
  explicit KnownPool(uint64_t expected_symbols = 1 << 18) : index(16, 4, expected_symbols) {}

  // A piece of a new group.
  const Piece& store(const Symbols& symbols, bool reverse = false) {
    const uint32_t group = groups.open_new();
    const Piece& piece = pool.append(PackedSequence(symbols), 0, symbols.size(), reverse, group, 0);
    groups.add_piece(group, pool.piece_count() - 1, symbols.size());
    if (index.needs_growth(symbols.size())) index.grow(pool, symbols.size());
    index.insert(pool, piece);
    return piece;
  }
  PoolView everything() const { return {0, pool.size()}; }

  ReferencePool pool;
  SeedIndex index;
  Groups groups{GroupLimits{}};
};

// What an alignment claims: each position inside one piece of its group, different from the pool
// exactly where it says so. Runs of exceptions count as their filler.
inline bool holds(const ReferencePool& pool, const Query& query, const AlignmentSet& set, const Alignment& alignment) {
  const auto mismatches = set.mismatches_of(alignment);
  const Piece& piece = pool.piece_at(alignment.pool_begin);
  if (alignment.query_begin >= alignment.query_end || alignment.query_end > query.size()) return false;
  if (alignment.group != piece.group || alignment.pool_begin < piece.pool_begin ||
      alignment.pool_end() > piece.pool_end() || !std::ranges::is_sorted(mismatches)) {
    return false;
  }
  size_t next = 0;
  for (uint64_t i = alignment.query_begin; i < alignment.query_end; ++i) {
    const uint8_t stored = pool_symbol(pool, alignment.pool_position(i));
    const uint8_t asked =
        alignment.reverse ? query.reverse().two_bits(query.size() - 1 - i) : query.forward().two_bits(i);
    const bool said_different = next < mismatches.size() && mismatches[next] == i;
    next += said_different;
    if ((stored != asked) != said_different) return false;
  }
  return next == mismatches.size();
}

}  // namespace agc::test
