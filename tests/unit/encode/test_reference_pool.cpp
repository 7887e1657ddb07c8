// The pool keeps what it was given, where it was put.

#include <catch2/catch.hpp>

#include "encode/reference_pool.h"
#include "unit/encode/known_pool.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::piece_symbols;
using test::Symbols;

// Exceptions go in as A.
Symbols as_stored(Symbols symbols, bool reverse) {
  for (uint8_t& symbol : symbols) symbol = symbol < 4 ? symbol : 0;
  return reverse ? test::reverse_complement_of(symbols) : symbols;
}

TEST_CASE("Pieces of a reference pool hold their symbols while it grows", "[encode][pool]") {
  GenomeMaker maker(1);
  ReferencePool pool;
  std::vector<Symbols> expected;
  uint64_t symbols_stored = 0;
  for (uint32_t n = 0; n < 400; ++n) {
    const Symbols source = maker.codes(1 + maker.below(3000));
    const uint64_t begin = maker.below(source.size());
    const uint64_t end = begin + 1 + maker.below(source.size() - begin);
    const bool reverse = maker.below(2) == 0;
    const uint64_t size_before = pool.size();
    const Piece& piece = pool.append(PackedSequence(source), begin, end, reverse, 16 + n % 7, n);
    REQUIRE(piece.pool_begin >= size_before);
    REQUIRE(piece.pool_begin % ReferencePool::kPieceAlignment == 0);
    REQUIRE(piece.length == end - begin);
    REQUIRE(piece.group == 16 + n % 7);
    REQUIRE(piece.group_offset == n);
    REQUIRE(pool.size() >= piece.pool_end());
    symbols_stored += end - begin;
    expected.push_back(as_stored(
        {source.begin() + static_cast<std::ptrdiff_t>(begin), source.begin() + static_cast<std::ptrdiff_t>(end)},
        reverse));
  }
  REQUIRE(pool.piece_count() == expected.size());
  REQUIRE(pool.symbols() == symbols_stored);
  for (uint32_t n = 0; n < expected.size(); ++n) {
    const Piece& piece = pool.piece(n);
    REQUIRE((piece_symbols(pool, piece) == expected[n]));
    for (const uint64_t position : {piece.pool_begin, piece.pool_begin + piece.length / 2, piece.pool_end() - 1}) {
      REQUIRE(&pool.piece_at(position) == &piece);
    }
  }
}

TEST_CASE("Pieces of any length lie inside one block", "[encode][pool]") {
  GenomeMaker maker(2);
  ReferencePool pool;
  const PackedSequence source(maker.bases(ReferencePool::kMaxPieceLength));
  for (const uint64_t length : {uint64_t{1}, ReferencePool::kMaxPieceLength, uint64_t{100},
                                ReferencePool::kBlockSymbols / 2, ReferencePool::kBlockSymbols / 2, uint64_t{1}}) {
    const Piece& piece = pool.append(source, 0, length, false, 16, 0);
    REQUIRE(piece.pool_begin / ReferencePool::kBlockSymbols == (piece.pool_end() - 1) / ReferencePool::kBlockSymbols);
    REQUIRE(match_forward(source.data(), 0, pool.data(piece.pool_begin), ReferencePool::local(piece.pool_begin),
                          length) == length);
  }
}

TEST_CASE("No window of a piece reaches the bytes of a later one", "[encode][pool]") {
  // So that threads may read a piece while the next one is written.
  GenomeMaker maker(3);
  ReferencePool pool;
  for (int n = 0; n < 200; ++n) {
    const uint64_t length = 1 + maker.below(300);
    pool.append(PackedSequence(maker.bases(length)), 0, length, false, 16, 0);
  }
  constexpr uint64_t window_bytes = 8;
  for (uint32_t n = 0; n + 1 < pool.piece_count(); ++n) {
    const uint64_t last_byte = (pool.piece(n).pool_end() - 1) / 4 + window_bytes - 1;
    REQUIRE(last_byte < pool.piece(n + 1).pool_begin / 4);
  }
}

}  // namespace
}  // namespace agc
