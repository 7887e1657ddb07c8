#include "encode/reference_pool.h"

#include <cassert>
#include <cstring>

#include "agc/error.h"

namespace agc {

ReferencePool::ReferencePool() : blocks_(kMaxBlocks), piece_blocks_(uint64_t{1} << 18) {}
ReferencePool::~ReferencePool() = default;

const Piece& ReferencePool::append(const PackedSequence& source, uint64_t begin, uint64_t end, bool reverse,
                                   uint32_t group, uint64_t group_offset) {
  const uint64_t length = end - begin;
  assert(length > 0 && length <= kMaxPieceLength);
  // Two alignment units of room at each block's start and behind each piece keep every window load
  // of one piece away from bytes that a later piece writes.
  uint64_t start = size_;
  if (local(start) == 0) start += kPieceAlignment;
  if (local(start) + length + kPieceAlignment > kBlockSymbols) {
    start = (start / kBlockSymbols + 1) * kBlockSymbols + kPieceAlignment;
  }
  if (start / kBlockSymbols >= kMaxBlocks || piece_count_ / kPiecesPerBlock >= piece_blocks_.size()) {
    throw Error(ErrorKind::unsupported, "reference pool: more than 16 Gi symbols of distinct sequence");
  }
  std::unique_ptr<Block>& block = blocks_[start / kBlockSymbols];
  if (!block) block.reset(new Block());
  std::unique_ptr<Piece[]>& pieces = piece_blocks_[piece_count_ / kPiecesPerBlock];
  if (!pieces) pieces.reset(new Piece[kPiecesPerBlock]);

  uint8_t* const target = block->packed.data() + local(start) / 4;
  for (uint64_t done = 0; done < length; done += 28) {
    const auto count = static_cast<uint32_t>(length - done < 28 ? length - done : 28);
    const uint64_t from = reverse ? end - done - count : begin + done;
    uint64_t window = load_symbols(source.data(), from) & symbol_mask(count);
    if (reverse) window = reverse_complement_word(window, count);
    std::memcpy(target + done / 4, &window, (count + 3) / 4);
  }
  for (uint64_t slot = slot_of(start); slot <= slot_of(start + length - 1); ++slot) {
    block->piece_of_slot[slot] = piece_count_;
  }
  Piece& piece = pieces[piece_count_ % kPiecesPerBlock];
  piece = {start, group_offset, static_cast<uint32_t>(length), group};
  ++piece_count_;
  symbols_ += length;
  size_ = (start + length + 2 * kPieceAlignment - 1) / kPieceAlignment * kPieceAlignment;
  return piece;
}

}  // namespace agc
