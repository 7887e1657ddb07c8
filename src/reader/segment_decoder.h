// One segment record to letters: a raw entry, a reference, or LZ text against a reference.
// Thread-safe: what changes is in the caller's scratch and in the store. docs/format.md, "LZ text".
#pragma once

#include <cstdint>

#include "agc/types.h"
#include "reader/archive_layout.h"
#include "reader/decode_scratch.h"
#include "reader/group_store.h"
#include "reader/recorded_lengths.h"
#include "seq/lz_text.h"

namespace agc {

// Letters [begin, end) of a segment, in the contig's direction, or of a contig. Requires: begin <= end.
struct LetterRange {
  uint64_t begin = 0;
  uint64_t end = 0;
};

class SegmentDecoder {
 public:
  // All must outlive the decoder.
  SegmentDecoder(const ArchiveLayout& layout, const RecordedLengths& lengths, GroupStore& store)
      : layout_(layout), lengths_(lengths), store_(store) {}

  // How many symbols the segment has. Throws Error{corrupt} if it cannot be decoded or its length is none that
  // the record can stand for.
  uint64_t length(const SegmentRecord& record, DecodeScratch& scratch) const;

  // Writes the range of a segment that should have `length` symbols, and decodes no more of it than needed.
  // False, with anything at all written, if it proves to have another length. Throws as length() does.
  // Requires: range.end <= length.
  bool decode(const SegmentRecord& record, uint64_t length, const LetterRange& range, char* out,
              DecodeScratch& scratch) const;

 private:
  // Letters as they are stored, of [begin, end); returns how many symbols there are, or as decode_lz_text().
  uint64_t decode_stored(const SegmentRecord& record, const LzWindow& window, char* out, DecodeScratch& scratch) const;

  const ArchiveLayout& layout_;
  const RecordedLengths& lengths_;
  GroupStore& store_;
};

}  // namespace agc
