// Splitters: k-mers of the reference sample at which its contigs are cut into the first segment
// groups. They go into the archive so that any appender finds the same cuts in its own contigs.
//
// A splitter occurs once in the reference sample, as far as a sample of its k-mers shows: counting
// all of them would take a multiple of the sample; every kSampling-th by hash takes half a byte a base.
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

  // First collect the sampled k-mers of every reference contig,
  void add_contig(const PackedSequence& contig);
  // then keep those that occur once.
  void finish();
  // Cuts the contig that was added as the `number`-th, from 0 on, at singletons at least `spacing` symbols after the
  // last cut. Intervals cover the contig and overlap by k. A contig that is short beside `spacing` and beside the
  // reference gets no splitters: they and the key would take more room than finding it again saves.
  std::vector<SplitterInterval> cut(size_t number, uint64_t spacing) const;

 private:
  struct Sampled {
    uint64_t position;
    uint64_t kmer;      // canonical
    bool is_canonical;  // as it reads on the forward strand
  };
  struct Contig {
    uint64_t size;
    std::vector<Sampled> sampled;  // by position; after finish() only singletons
  };

  std::vector<std::vector<SplitterCandidate>> choose_cuts(std::span<const Sampled> singletons, uint64_t spacing) const;

  uint32_t kmer_length_;
  uint64_t reference_symbols_ = 0;
  std::vector<Contig> contigs_;
  uint64_t median_kmer_ = 0;  // of the singletons; after finish()
};

}  // namespace agc
