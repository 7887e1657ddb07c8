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

// A k-mer that could be a splitter.
struct SplitterCandidate {
  uint64_t position = 0;  // of its first symbol in the contig
  uint64_t kmer = 0;      // canonical
};

// A stretch of a reference contig between two cuts, both splitters included.
struct SplitterInterval {
  Interval stretch;
  // Candidates to cut at where the interval begins, by position; in a contig's first interval, and where there is no
  // choice, one. None if the contig has no splitter.
  std::vector<SplitterCandidate> front;
  // Where the contig's last interval ends: one, or none if the contig has less than two. None in other intervals:
  // there it is the next one's `front`.
  std::vector<SplitterCandidate> back;
  bool is_last = true;   // of its contig
  bool reverse = false;  // a group with the key of any of these k-mers holds the other strand
};

class SplitterFinder {
 public:
  static constexpr uint64_t kSampling = 64;

  explicit SplitterFinder(uint32_t kmer_length) : kmer_length_(kmer_length) {}

  // First pass: collect sampled k-mers of every reference contig.
  void add_contig(const PackedSequence& contig);
  // Between the passes: keep those that occur once.
  void finish();
  // Second pass: cuts the contig at singletons at least `spacing` symbols after the last cut. Intervals cover the
  // contig and overlap by k. A contig that is short beside `spacing` and beside the reference gets no splitters: they
  // and the key would take more room than finding it again saves.
  std::vector<SplitterInterval> cut(const PackedSequence& contig, uint64_t spacing) const;

 private:
  struct Singleton {
    uint64_t position;
    uint64_t kmer;
    bool is_canonical;  // as it reads on the forward strand
  };

  bool is_singleton(uint64_t kmer) const;
  std::vector<Singleton> singletons(const PackedSequence& contig) const;
  std::vector<std::vector<SplitterCandidate>> choose_cuts(std::span<const Singleton> singletons,
                                                          uint64_t spacing) const;

  uint32_t kmer_length_;
  uint64_t reference_symbols_ = 0;
  std::vector<uint64_t> kmers_;  // canonical, sampled; after finish(): sorted singletons
};

}  // namespace agc
