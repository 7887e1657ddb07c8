// Every base that the archive's group references hold, and which group holds it.
//
// The pool is one growing line of positions. A *piece* is a stretch of it that went in at once; a
// group's reference is the concatenation of its pieces in the order of their coming. Pieces start at
// multiples of kPieceAlignment, lie inside one block and never move, so a position alone tells the
// piece, and everything below a given pool size stays as it is while the pool grows.
//
// Threads: one thread at a time appends; any number reads positions below a size that it learned
// through a lock (a *view*), at the same time, without one.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "seq/packed_sequence.h"

namespace agc {

// Pool positions [begin, end): what a lookup may see.
struct PoolView {
  uint64_t begin = 0;
  uint64_t end = 0;
};

struct Piece {
  uint64_t pool_begin = 0;
  uint64_t group_offset = 0;  // where the piece starts in its group's reference
  uint32_t length = 0;
  uint32_t group = 0;

  uint64_t pool_end() const { return pool_begin + length; }
};

class ReferencePool {
 public:
  static constexpr uint64_t kPieceAlignment = 64;
  static constexpr uint64_t kBlockSymbols = uint64_t{4} << 20;
  static constexpr uint64_t kMaxPieceLength = kBlockSymbols - 2 * kPieceAlignment;
  static constexpr uint64_t kMaxBlocks = 4096;

  ReferencePool();
  ~ReferencePool();
  ReferencePool(const ReferencePool&) = delete;
  ReferencePool& operator=(const ReferencePool&) = delete;

  uint64_t size() const { return size_; }        // end of the last piece, padding included
  uint64_t symbols() const { return symbols_; }  // sum of the pieces' lengths
  uint32_t piece_count() const { return piece_count_; }

  // Appends symbols [begin, end) of `source` (two-bit values; exceptions as their filler), or their
  // reverse complement, as a piece of `group` at `group_offset`. At most kMaxPieceLength symbols.
  // Throws Error{unsupported} when the pool is full (16 Gi positions).
  const Piece& append(const PackedSequence& source, uint64_t begin, uint64_t end, bool reverse, uint32_t group,
                      uint64_t group_offset);

  // The piece that holds a pool position which lies inside a piece.
  const Piece& piece_at(uint64_t position) const { return piece(block_of(position).piece_of_slot[slot_of(position)]); }
  const Piece& piece(uint32_t number) const {
    return piece_blocks_[number / kPiecesPerBlock][number % kPiecesPerBlock];
  }

  // Packed data for load_symbols() and match_*() with `local(position)`; valid inside one piece.
  const uint8_t* data(uint64_t position) const { return block_of(position).packed.data(); }
  static uint64_t local(uint64_t position) { return position % kBlockSymbols; }

 private:
  struct Block {
    std::array<uint8_t, kBlockSymbols / 4 + kPackedPadding> packed;
    std::array<uint32_t, kBlockSymbols / kPieceAlignment> piece_of_slot;
  };
  static constexpr uint32_t kPiecesPerBlock = 4096;

  const Block& block_of(uint64_t position) const { return *blocks_[position / kBlockSymbols]; }
  static uint64_t slot_of(uint64_t position) { return local(position) / kPieceAlignment; }

  std::vector<std::unique_ptr<Block>> blocks_;          // fixed size, filled as the pool grows
  std::vector<std::unique_ptr<Piece[]>> piece_blocks_;  // likewise
  uint64_t size_ = 0;
  uint64_t symbols_ = 0;
  uint32_t piece_count_ = 0;
};

}  // namespace agc
