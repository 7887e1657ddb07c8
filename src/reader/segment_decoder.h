// One segment record to symbols: a raw entry, a reference, or LZ text against a reference.
// Thread-safe: what changes is in the caller's scratch and in the store. docs/format.md, "Segments".
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "agc/types.h"
#include "reader/archive_layout.h"
#include "reader/decode_scratch.h"
#include "reader/group_store.h"
#include "reader/recorded_lengths.h"

namespace agc {

// Symbols as they are stored; the contig has their reverse complement if `reverse`.
// Valid until the scratch is used again.
struct Segment {
  SymbolView view;
  bool reverse = false;

  size_t size() const { return view.symbols.size(); }
  // Appends letters [begin, end) in the contig's direction. Requires: begin <= end <= size().
  void append_letters(size_t begin, size_t end, std::string& out) const;
};

class SegmentDecoder {
 public:
  // All must outlive the decoder.
  SegmentDecoder(const ArchiveLayout& layout, const RecordedLengths& lengths, GroupStore& store)
      : layout_(layout), lengths_(lengths), store_(store) {}

  // Throws Error{corrupt} if the segment cannot be decoded or its length is none that the record
  // can stand for.
  Segment decode(const SegmentRecord& record, DecodeScratch& scratch) const;

 private:
  SymbolView decode_stored(const SegmentRecord& record, DecodeScratch& scratch) const;

  const ArchiveLayout& layout_;
  const RecordedLengths& lengths_;
  GroupStore& store_;
};

}  // namespace agc
