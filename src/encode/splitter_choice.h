// Chooses, when all samples are in, where programs that add to the archive shall cut their contigs: at k-mers of the
// first sample that most of the others have too. A k-mer lost to a mutation makes one segment of two, and a program
// that looks for it in the group of one finds half of it. So each cut has two splitters beside each other.
// Calls in the samples' order; one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "encode/alignment.h"
#include "encode/splitters.h"
#include "format/splitter_codec.h"

namespace agc {

class SplitterChoice {
 public:
  explicit SplitterChoice(uint32_t kmer_length) : kmer_length_(kmer_length) {}

  // A stretch of a contig that is in the pool, in the orientation of its interval.
  struct StoredStretch {
    Interval stretch;
    uint64_t pool_begin = 0;
  };
  // The first sample's next interval, and the group that holds it, if any. Stretches in the order of the pool.
  void add(const SplitterInterval& interval, std::optional<uint32_t> group, std::span<const StoredStretch> stored);

  // Counts the candidates that a query of a later sample has where it is aligned.
  void vote(const AlignmentSet& set, std::span<const Span> spans);

  struct Chosen {
    std::vector<uint64_t> splitters;
    std::vector<GroupKey> keys;  // those that segments between the splitters have, also where one of them is lost
  };
  Chosen choose() const;

 private:
  struct Candidate {
    SplitterCandidate at;
    uint64_t votes = 0;
  };
  struct Cut {
    uint32_t first = 0;  // into candidates_
    uint32_t count = 0;
  };
  struct KnownInterval {
    std::optional<uint32_t> group;
    Cut front;
    std::optional<Cut> back;  // if it is its contig's last
    bool reverse = false;
  };
  struct Place {
    uint64_t pool_begin = 0;
    uint32_t candidate = 0;
  };
  struct Splitters {
    std::optional<uint64_t> first;
    std::optional<uint64_t> twin;  // behind it on the contig
  };

  Cut add_cut(std::span<const SplitterCandidate> candidates);
  Splitters choose(const Cut& cut, bool twin_is_smaller) const;
  void add_keys(const KnownInterval& interval, const Splitters& front, const Splitters& back, Chosen& chosen) const;

  uint32_t kmer_length_;
  std::vector<Candidate> candidates_;
  uint64_t most_votes_ = 0;
  std::vector<Place> places_;  // ascending
  std::vector<KnownInterval> intervals_;
};

}  // namespace agc
