// Contigs and ranges of them, with what is known of the lengths of their segments. Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "agc/archive_reader.h"
#include "reader/collection_index.h"
#include "reader/segment_joiner.h"

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
  explicit ContigAssembler(const Parts& parts)
      : parts_(parts), joiner_(parts.layout.params().kmer_length, parts.decoder) {}

  uint64_t length(ContigId contig) const;
  // Writes the letters of [begin, begin + out.size()) and returns how many of them the contig has; only the
  // segments that hold them are decoded, and of these no more than needed. What is in `out` after an error is
  // unspecified.
  uint64_t fetch(ContigId contig, uint64_t begin, std::span<char> out) const;
  // Group and pack of the segment that holds `begin` by its recorded length.
  uint64_t storage_key(ContigId contig, uint64_t begin) const;

 private:
  uint64_t kmer_length() const { return parts_.layout.params().kmer_length; }
  const std::string& path() const { return parts_.layout.container().path(); }
  std::string describe(ContigId contig) const;
  uint32_t find_rewrites(uint32_t sample, const SegmentRecords& records, uint64_t begin, DecodeScratch& scratch) const;

  Parts parts_;
  SegmentJoiner joiner_;
};

}  // namespace agc
