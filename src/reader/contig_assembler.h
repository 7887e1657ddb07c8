// Contigs from segments that overlap by k symbols. Thread-safe. docs/format.md, "Contig cutting and
// assembly".
//
// Where two neighbours are both decoded, what they share must be equal: the strongest check of the
// contents that the format allows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "agc/archive_reader.h"
#include "reader/collection_index.h"
#include "reader/segment_decoder.h"

namespace agc {

class ContigAssembler {
 public:
  struct Parts {
    const ArchiveLayout& layout;
    const CollectionIndex& index;
    const SegmentDecoder& decoder;
    RecordedLengths& lengths;
    ScratchPool& scratch;
  };
  // All must outlive the assembler.
  explicit ContigAssembler(const Parts& parts) : parts_(parts) {}

  uint64_t length(ContigId contig) const;
  // Both append letters; `out` is unspecified beyond its old length if they throw.
  void fetch(ContigId contig, std::string& out) const;
  // Symbols [begin, end), clamped to the contig; decodes only the segments that hold them.
  void fetch(ContigId contig, uint64_t begin, uint64_t end, std::string& out) const;

 private:
  using Records = std::span<const SegmentRecord>;
  struct Range {
    uint64_t begin;
    uint64_t end;
  };

  uint64_t kmer_length() const { return parts_.layout.params().kmer_length; }
  const std::string& path() const { return parts_.layout.container().path(); }
  std::string describe(ContigId contig) const;

  uint32_t find_rewrites(uint32_t sample, Records records, uint64_t begin, DecodeScratch& scratch) const;
  void append_whole(Records records, DecodeScratch& scratch, std::string& out) const;
  // `lengths` of all segments. Stops with `differ` at the first decoded segment of another length.
  enum class Lengths { hold, differ };
  Lengths append_range(Records records, std::span<const uint32_t> lengths, Range range, DecodeScratch& scratch,
                       std::string& out) const;

  Parts parts_;
};

}  // namespace agc
