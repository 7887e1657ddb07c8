#include "encode/splitters.h"

#include <algorithm>
#include <utility>

#include "encode/seed_index.h"

namespace agc {
namespace {

constexpr uint64_t kShortBesideSpacing = 8;
constexpr uint64_t kShortBesideReference = 64;

// Candidates for a cut are in so much of the spacing behind it, and so many.
constexpr uint64_t kCandidatesWithin = 32;
constexpr size_t kMostCandidates = 32;

// Calls visit(position) for each k-mer without exceptions.
template <typename Visit>
void for_each_kmer(const PackedSequence& contig, uint32_t kmer_length, Visit&& visit) {
  uint64_t begin = 0;
  const auto visit_stretch = [&](uint64_t end) {
    for (uint64_t position = begin; position + kmer_length <= end; ++position) visit(position);
  };
  for (const ExceptionRun& run : contig.exceptions()) {
    visit_stretch(run.begin);
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

// Calls visit(position, symbols) for those of them that are looked at on either strand.
template <typename Visit>
void for_each_sampled_kmer(const PackedSequence& contig, uint32_t kmer_length, Visit&& visit) {
  for_each_kmer(contig, kmer_length, [&](uint64_t position) {
    const uint64_t window = load_kmer(contig.data(), position, kmer_length);
    const uint64_t canonical = std::min(window, reverse_complement_word(window, kmer_length));
    if (mix_hash(canonical) % SplitterFinder::kSampling == 0) visit(position, window);
  });
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
  for_each_sampled_kmer(contig, kmer_length_, [&](uint64_t position, uint64_t) {
    kmers_.push_back(canonical_archive_kmer(contig, position, kmer_length_));
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

std::vector<SplitterFinder::Singleton> SplitterFinder::singletons(const PackedSequence& contig) const {
  std::vector<Singleton> found;
  for_each_sampled_kmer(contig, kmer_length_, [&](uint64_t position, uint64_t window) {
    const uint64_t kmer = canonical_archive_kmer(contig, position, kmer_length_);
    if (is_singleton(kmer)) found.push_back({position, kmer, archive_kmer(window, kmer_length_) == kmer});
  });
  return found;
}

// Which strand a group holds depends on how the k-mers of its key compare, and must be the same whichever of the
// candidates are chosen. So cuts take turns between small and large k-mers.
std::vector<std::vector<SplitterCandidate>> SplitterFinder::choose_cuts(std::span<const Singleton> singletons,
                                                                        uint64_t spacing) const {
  std::vector<std::vector<SplitterCandidate>> cuts;
  const uint64_t pivot = kmers_[kmers_.size() / 2];
  bool takes_small = singletons.front().kmer < pivot;  // at the cut that comes next
  uint64_t next = 0;                                   // position from which on it may be
  for (const Singleton& singleton : singletons) {
    const bool is_small = singleton.kmer < pivot;
    if (singleton.position >= next && is_small == takes_small) {
      cuts.push_back({{singleton.position, singleton.kmer}});
      takes_small = !takes_small;
      next = singleton.position + spacing;
    } else if (cuts.size() > 1 && is_small != takes_small && cuts.back().size() < kMostCandidates &&
               singleton.position - cuts.back().front().position <= spacing / kCandidatesWithin) {
      cuts.back().push_back({singleton.position, singleton.kmer});
    }
  }
  // The contig's last singleton ends its last whole interval.
  const Singleton& last = singletons.back();
  std::vector<SplitterCandidate>& before = cuts.back();
  if (last.position >= before.front().position + kmer_length_) {
    const bool reverse = before.front().kmer >= last.kmer;
    std::erase_if(before, [&](const SplitterCandidate& candidate) {
      return candidate.position + kmer_length_ > last.position || (candidate.kmer >= last.kmer) != reverse;
    });
    cuts.push_back({{last.position, last.kmer}});
  }
  return cuts;
}

std::vector<SplitterInterval> SplitterFinder::cut(const PackedSequence& contig, uint64_t spacing) const {
  const Interval whole = {0, contig.size()};
  if (contig.size() < spacing / kShortBesideSpacing && contig.size() < reference_symbols_ / kShortBesideReference)
    return {{whole, {}, {}, true, false}};
  const std::vector<Singleton> found = singletons(contig);
  if (found.empty()) return {{whole, {}, {}, true, false}};
  std::vector<std::vector<SplitterCandidate>> cuts = choose_cuts(found, spacing);
  // A lone splitter asks for the strand on which it reads canonically.
  if (cuts.size() == 1) return {{whole, std::move(cuts.front()), {}, true, !found.front().is_canonical}};
  std::vector<SplitterInterval> intervals;
  for (size_t i = 0; i + 1 < cuts.size(); ++i) {
    const SplitterCandidate& front = cuts[i].front();
    const SplitterCandidate& back = cuts[i + 1].front();
    const bool is_last = i + 2 == cuts.size();
    // What lies outside the first and the last splitter goes with the interval beside it.
    const Interval stretch = {i == 0 ? 0 : front.position, is_last ? contig.size() : back.position + kmer_length_};
    intervals.push_back({stretch, std::move(cuts[i]), {}, is_last, front.kmer >= back.kmer});
  }
  intervals.back().back = std::move(cuts.back());
  return intervals;
}

}  // namespace agc
