// The seed index finds what went in, on both strands, in any view, before and after growing.

#include <catch2/catch.hpp>
#include <set>

#include "encode/seed_index.h"
#include "unit/encode/known_pool.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::KnownPool;
using test::Symbols;

std::vector<uint64_t> positions_of(const KnownPool& known, uint64_t kmer, PoolView view) {
  std::vector<uint64_t> positions;
  known.index.lookup(canonical_hash(kmer, known.index.seed_length()), view,
                     [&](uint64_t position) { positions.push_back(position); });
  return positions;
}

uint64_t kmer_at(const KnownPool& known, uint64_t position) {
  return load_symbols(known.pool.data(position), ReferencePool::local(position)) &
         symbol_mask(known.index.seed_length());
}

// Entered positions of a piece that a lookup of their own k-mer does not return.
uint64_t missing(const KnownPool& known, const Piece& piece, bool other_strand) {
  uint64_t count = 0;
  const uint32_t length = known.index.seed_length();
  for (uint64_t p = piece.pool_begin; p + length <= piece.pool_end(); p += known.index.step()) {
    const uint64_t kmer = kmer_at(known, p);
    const auto found = positions_of(known, other_strand ? reverse_complement_word(kmer, length) : kmer, {0, p + 1});
    count += std::ranges::count(found, p) != 1;
  }
  return count;
}

TEST_CASE("Every entered seed of a roomy index is found from both strands", "[encode][index]") {
  GenomeMaker maker(1);
  KnownPool known(1 << 20);
  for (const uint64_t length : {16, 17, 20, 1000, 30000}) known.store(maker.bases(length));
  for (uint32_t n = 0; n < known.pool.piece_count(); ++n) {
    REQUIRE(missing(known, known.pool.piece(n), false) == 0);
    REQUIRE(missing(known, known.pool.piece(n), true) == 0);
  }
}

TEST_CASE("A piece shorter than a seed is entered without effect", "[encode][index]") {
  GenomeMaker maker(2);
  KnownPool known;
  const Symbols symbols = maker.bases(15);
  const Piece& piece = known.store(symbols);
  REQUIRE(positions_of(known, kmer_at(known, piece.pool_begin), known.everything()).empty());
}

TEST_CASE("An index at its load limit loses few seeds", "[encode][index]") {
  GenomeMaker maker(3);
  constexpr uint64_t symbols = 400000;
  KnownPool known(symbols);
  for (int n = 0; n < 4; ++n) known.store(maker.bases(symbols / 4));
  uint64_t lost = 0;
  for (uint32_t n = 0; n < known.pool.piece_count(); ++n) lost += missing(known, known.pool.piece(n), false);
  REQUIRE(lost * 10 < symbols / known.index.step());
}

TEST_CASE("A repeated seed fills a bounded number of slots", "[encode][index]") {
  GenomeMaker maker(4);
  KnownPool known(1 << 20);
  const Symbols unit = maker.bases(400);
  for (int n = 0; n < 50; ++n) known.store(unit);
  const Piece& first = known.pool.piece(0);
  for (uint64_t p = first.pool_begin; p + 16 <= first.pool_end(); p += 4) {
    const auto found = positions_of(known, kmer_at(known, p), known.everything());
    REQUIRE(found.size() <= SeedIndex::kSlots);
    REQUIRE(std::ranges::count(found, p) == 1);  // the oldest stays
    REQUIRE(std::ranges::is_sorted(found));
  }
}

TEST_CASE("A lookup returns positions of its view alone", "[encode][index]") {
  GenomeMaker maker(5);
  KnownPool known(1 << 20);
  const Symbols unit = maker.bases(1000);
  for (int n = 0; n < 4; ++n) known.store(unit);
  for (uint32_t n = 0; n < 4; ++n) {
    const Piece& piece = known.pool.piece(n);
    const PoolView view = {piece.pool_begin, piece.pool_end()};
    for (uint64_t p = piece.pool_begin; p + 16 <= piece.pool_end(); p += 4) {
      for (const uint64_t found : positions_of(known, kmer_at(known, p), view)) {
        REQUIRE(found >= view.begin);
        REQUIRE(found < view.end);
      }
    }
  }
  REQUIRE(positions_of(known, kmer_at(known, 64), {0, 0}).empty());
}

TEST_CASE("Growing keeps all that was in the index and lets nothing in that was left out", "[encode][index]") {
  GenomeMaker maker(6);
  KnownPool known(2000);
  const Symbols repeat = maker.bases(100);
  const auto snapshot = [&](uint64_t size) {
    std::vector<std::vector<uint64_t>> lookups;
    for (uint32_t n = 0; n < known.pool.piece_count(); ++n) {
      const Piece& piece = known.pool.piece(n);
      for (uint64_t p = piece.pool_begin; p + 16 <= piece.pool_end() && p < size; ++p) {
        auto found = positions_of(known, kmer_at(known, p), {0, size});
        // Other k-mers may share a tag and leave or join when buckets divide.
        std::erase_if(found, [&](uint64_t at) {
          const uint64_t kmer = kmer_at(known, at);
          return kmer != kmer_at(known, p) && kmer != reverse_complement_word(kmer_at(known, p), 16);
        });
        lookups.push_back(std::move(found));
      }
    }
    return lookups;
  };
  for (int round = 0; round < 6; ++round) {
    Symbols symbols = maker.bases(3000);
    symbols.insert(symbols.end(), repeat.begin(), repeat.end());
    known.store(symbols);
    const auto before = snapshot(known.pool.size());
    const uint64_t memory_before = known.index.memory_bytes();
    uint64_t more = 4;
    while (!known.index.needs_growth(more)) more *= 2;
    known.index.grow(known.pool, more);
    REQUIRE(known.index.memory_bytes() > memory_before);
    REQUIRE_FALSE(known.index.needs_growth(more));
    REQUIRE(snapshot(known.pool.size()) == before);
  }
}

}  // namespace
}  // namespace agc
