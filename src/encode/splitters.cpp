#include "encode/splitters.h"

#include <algorithm>
#include <optional>

#include "encode/seed_index.h"

namespace agc {
namespace {

constexpr uint64_t kShortBesideSpacing = 8;
constexpr uint64_t kShortBesideReference = 64;

// Interval with the key that its end k-mers ask for; see docs/format.md, "Group keys".
SplitterInterval keyed_interval(Interval stretch, uint64_t front, bool front_is_canonical, uint64_t back,
                                bool back_is_canonical) {
  SplitterInterval interval{stretch, kNoKmer, kNoKmer, false};
  if (front != kNoKmer && back != kNoKmer) {
    interval.reverse = front >= back;
    interval.key_first = std::min(front, back);
    interval.key_second = std::max(front, back);
  } else if (front != kNoKmer) {
    interval.reverse = !front_is_canonical;
    (interval.reverse ? interval.key_second : interval.key_first) = front;
  } else if (back != kNoKmer) {
    interval.reverse = !back_is_canonical;
    (interval.reverse ? interval.key_first : interval.key_second) = back;
  }
  return interval;
}

// Calls visit(position, window) for each k-mer without exceptions.
template <typename Visit>
void for_each_kmer(const PackedSequence& contig, uint32_t kmer_length, Visit&& visit) {
  uint64_t begin = 0;
  const auto visit_stretch = [&](uint64_t end) {
    for (uint64_t position = begin; position + kmer_length <= end; ++position) {
      if (!visit(position)) return false;
    }
    return true;
  };
  for (const ExceptionRun& run : contig.exceptions()) {
    if (!visit_stretch(run.begin)) return;
    begin = run.end();
  }
  visit_stretch(contig.size());
}

// A k-mer of up to 32 symbols: one window does not always hold it.
uint64_t load_kmer(const uint8_t* packed, uint64_t position, uint32_t kmer_length) {
  if (kmer_length <= kWindowSymbols) return load_symbols(packed, position) & symbol_mask(kmer_length);
  const uint64_t low = load_symbols(packed, position) & symbol_mask(16);
  const uint64_t high = load_symbols(packed, position + 16) & symbol_mask(kmer_length - 16);
  return low | high << 32;
}

}  // namespace

uint64_t archive_kmer(uint64_t window, uint32_t kmer_length) {
  // Symbols in reversed order are the complement of the reverse complement.
  const uint64_t complement = kmer_length == 32 ? ~window : ~window & symbol_mask(kmer_length);
  return reverse_complement_word(complement, kmer_length) << (64 - 2 * kmer_length);
}

uint64_t canonical_archive_kmer(const PackedSequence& sequence, uint64_t position, uint32_t kmer_length) {
  const uint64_t window = load_kmer(sequence.data(), position, kmer_length);
  return std::min(archive_kmer(window, kmer_length),
                  archive_kmer(reverse_complement_word(window, kmer_length), kmer_length));
}

void SplitterFinder::add_contig(const PackedSequence& contig) {
  reference_symbols_ += contig.size();
  for_each_kmer(contig, kmer_length_, [&](uint64_t position) {
    const uint64_t kmer = load_kmer(contig.data(), position, kmer_length_);
    const uint64_t canonical = std::min(kmer, reverse_complement_word(kmer, kmer_length_));
    if (mix_hash(canonical) % kSampling == 0) kmers_.push_back(canonical_archive_kmer(contig, position, kmer_length_));
    return true;
  });
}

void SplitterFinder::finish() {
  std::sort(kmers_.begin(), kmers_.end());
  size_t kept = 0;
  for (size_t i = 0; i < kmers_.size();) {
    size_t next = i + 1;
    while (next < kmers_.size() && kmers_[next] == kmers_[i]) ++next;
    if (next == i + 1) kmers_[kept++] = kmers_[i];
    i = next;
  }
  kmers_.resize(kept);
  kmers_.shrink_to_fit();
}

bool SplitterFinder::is_singleton(uint64_t kmer) const {
  return std::binary_search(kmers_.begin(), kmers_.end(), kmer);
}

std::vector<SplitterInterval> SplitterFinder::cut(const PackedSequence& contig, uint64_t spacing) {
  const bool is_short =
      contig.size() < spacing / kShortBesideSpacing && contig.size() < reference_symbols_ / kShortBesideReference;
  if (is_short) return {{{0, contig.size()}, kNoKmer, kNoKmer, false}};
  struct Splitter {
    uint64_t position;
    uint64_t kmer;
    bool is_canonical;  // as it reads on the forward strand
  };
  std::vector<Splitter> cuts;
  std::optional<Splitter> last_seen;  // the right-most singleton so far
  for_each_kmer(contig, kmer_length_, [&](uint64_t position) {
    const uint64_t window = load_kmer(contig.data(), position, kmer_length_);
    if (mix_hash(std::min(window, reverse_complement_word(window, kmer_length_))) % kSampling != 0) return true;
    const uint64_t kmer = canonical_archive_kmer(contig, position, kmer_length_);
    if (!is_singleton(kmer)) return true;
    last_seen = Splitter{position, kmer, archive_kmer(window, kmer_length_) == kmer};
    if (cuts.empty() || position >= cuts.back().position + spacing) cuts.push_back(*last_seen);
    return true;
  });
  // The contig's last singleton ends its last whole interval.
  if (last_seen && last_seen->position >= cuts.back().position + kmer_length_) cuts.push_back(*last_seen);
  for (const Splitter& splitter : cuts) splitters_.push_back(splitter.kmer);

  std::vector<SplitterInterval> intervals;
  if (cuts.size() < 2) {
    const bool one = cuts.size() == 1;
    intervals.push_back(
        keyed_interval({0, contig.size()}, one ? cuts[0].kmer : kNoKmer, one && cuts[0].is_canonical, kNoKmer, false));
    return intervals;
  }
  // What lies outside the first and the last splitter goes with the interval beside it.

  for (size_t i = 0; i + 1 < cuts.size(); ++i) {
    const uint64_t begin = i == 0 ? 0 : cuts[i].position;
    const uint64_t end = i + 2 == cuts.size() ? contig.size() : cuts[i + 1].position + kmer_length_;
    intervals.push_back(
        keyed_interval({begin, end}, cuts[i].kmer, cuts[i].is_canonical, cuts[i + 1].kmer, cuts[i + 1].is_canonical));
  }
  return intervals;
}

}  // namespace agc
