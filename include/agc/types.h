// Value types shared by the public interface and the file format.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace agc {

// Stream `params` of an archive; see docs/format.md, "Parameters".
struct ArchiveParams {
  uint32_t kmer_length = 31;       // symbols; overlap of neighbouring segments
  uint32_t min_match_length = 15;  // symbols; added to the length of every LZ match
  uint32_t pack_cardinality = 50;  // entries per delta pack and samples per collection batch
  uint32_t segment_size = 60000;   // symbols; 0 in archives of file version 1

  friend bool operator==(const ArchiveParams&, const ArchiveParams&) = default;
};

// One segment of a contig: which entry of which group holds it, and how.
struct SegmentRecord {
  uint32_t group = 0;
  uint32_t index = 0;       // in-group number; 0 in an LZ group means the reference itself
  bool reverse = false;     // the stored text is the reverse complement of the contig's
  uint32_t raw_length = 0;  // symbols, both overlaps included

  friend bool operator==(const SegmentRecord&, const SegmentRecord&) = default;
};

struct ContigRecord {
  std::string name;  // the whole header line without '>'
  std::vector<SegmentRecord> segments;

  friend bool operator==(const ContigRecord&, const ContigRecord&) = default;
};

struct SampleRecord {
  std::string name;
  std::vector<ContigRecord> contigs;

  friend bool operator==(const SampleRecord&, const SampleRecord&) = default;
};

}  // namespace agc
