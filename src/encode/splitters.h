// Splitters: k-mers of the reference sample at which its contigs are cut into the first segment
// groups. They go into the archive so that any appender finds the same cuts in its own contigs.
//
// A splitter occurs once in the reference sample, as far as a sample of its k-mers shows: counting
// all of them would take eight bytes a base; every kSampling-th by hash takes an eighth of a byte.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "encode/query.h"
#include "format/splitter_codec.h"
#include "seq/packed_sequence.h"

namespace agc {

// A k-mer's value in the archive: first symbol in the highest bits; canonical is the smaller strand.
// `window` = load_symbols(), of which the lowest `kmer_length` symbols count.
uint64_t archive_kmer(uint64_t window, uint32_t kmer_length);
uint64_t canonical_archive_kmer(const PackedSequence& sequence, uint64_t position, uint32_t kmer_length);

// A stretch of a reference contig between two cuts, both splitters included, and its group key: the
// canonical k-mers at its ends, kNoKmer where it ends with the contig.
struct SplitterInterval {
  Interval stretch;
  uint64_t key_first = kNoKmer;  // smaller of the two ends
  uint64_t key_second = kNoKmer;
  bool reverse = false;  // the key's orientation is the other strand of the contig
};

class SplitterFinder {
 public:
  static constexpr uint64_t kSampling = 64;

  explicit SplitterFinder(uint32_t kmer_length) : kmer_length_(kmer_length) {}

  // First pass: collect sampled k-mers of every reference contig.
  void add_contig(const PackedSequence& contig);
  // Between the passes: keep those that occur once.
  void finish();
  // Second pass: cuts the contig at the first singleton at least `spacing` symbols after the last
  // cut. Intervals cover the contig and overlap by k. Chosen splitters go to splitters(). A contig
  // that is short beside `spacing` and beside the reference gets none: splitters and key would take
  // more room than finding it again saves.
  std::vector<SplitterInterval> cut(const PackedSequence& contig, uint64_t spacing);

  const std::vector<uint64_t>& splitters() const { return splitters_; }

 private:
  bool is_singleton(uint64_t kmer) const;

  uint32_t kmer_length_;
  uint64_t reference_symbols_ = 0;
  std::vector<uint64_t> kmers_;  // canonical, sampled; after finish(): sorted singletons
  std::vector<uint64_t> splitters_;
};

}  // namespace agc
