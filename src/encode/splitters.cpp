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

// Calls visit(position, window, reverse complement of the window) for each k-mer without exceptions.
template <typename Visit>
void for_each_kmer(const PackedSequence& contig, uint32_t kmer_length, Visit&& visit) {
  const unsigned top = 2 * (kmer_length - 1);
  const uint64_t mask = ~uint64_t{0} >> (62 - top);
  const uint8_t* const packed = contig.data();
  const auto visit_stretch = [&visit, packed, kmer_length, top, mask](uint64_t begin, uint64_t end) {
    uint64_t window = 0;
    uint64_t reversed = 0;
    for (uint64_t position = begin; position < end; ++position) {
      const uint64_t symbol = symbol_at(packed, position);
      window = window >> 2 | symbol << top;
      reversed = (reversed << 2 | (3 - symbol)) & mask;
      if (position + 1 - begin >= kmer_length) visit(position + 1 - kmer_length, window, reversed);
    }
  };
  uint64_t begin = 0;
  for (const ExceptionRun& run : contig.exceptions()) {
    visit_stretch(begin, run.begin);
    begin = run.end();
  }
  visit_stretch(begin, contig.size());
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
  for_each_kmer(contig, kmer_length, [&](uint64_t position, uint64_t window, uint64_t reversed) {
    if (mix_hash(std::min(window, reversed)) % SplitterFinder::kSampling == 0) visit(position, window);
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
  std::vector<Sampled> sampled;
  for_each_sampled_kmer(contig, kmer_length_, [&](uint64_t position, uint64_t window) {
    const uint64_t kmer = canonical_archive_kmer(contig, position, kmer_length_);
    sampled.push_back({position, kmer, archive_kmer(window, kmer_length_) == kmer});
  });
  sampled.shrink_to_fit();
  contigs_.push_back({contig.size(), std::move(sampled)});
}

void SplitterFinder::finish() {
  // With each k-mer its place among all, so that none has to be looked for afterwards.
  std::vector<std::pair<uint64_t, size_t>> kmers;
  for (const Contig& contig : contigs_) {
    for (const Sampled& sampled : contig.sampled) kmers.emplace_back(sampled.kmer, kmers.size());
  }
  std::ranges::sort(kmers);
  std::vector<bool> is_singleton(kmers.size());
  std::vector<uint64_t> singletons;
  for (size_t i = 0; i < kmers.size();) {
    size_t next = i + 1;
    while (next < kmers.size() && kmers[next].first == kmers[i].first) ++next;
    if (next == i + 1) {
      is_singleton[kmers[i].second] = true;
      singletons.push_back(kmers[i].first);
    }
    i = next;
  }
  if (!singletons.empty()) median_kmer_ = singletons[singletons.size() / 2];
  size_t place = 0;
  for (Contig& contig : contigs_) {
    size_t kept = 0;
    for (const Sampled& sampled : contig.sampled) {
      if (is_singleton[place++]) contig.sampled[kept++] = sampled;
    }
    contig.sampled.resize(kept);
  }
}

// Which strand a group holds depends on how the k-mers of its key compare, and must be the same whichever of the
// candidates are chosen. So cuts take turns between small and large k-mers.
std::vector<std::vector<SplitterCandidate>> SplitterFinder::choose_cuts(std::span<const Sampled> singletons,
                                                                        uint64_t spacing) const {
  std::vector<std::vector<SplitterCandidate>> cuts;
  bool takes_small = singletons.front().kmer < median_kmer_;  // at the cut that comes next
  uint64_t next = 0;                                          // position from which on it may be
  for (const Sampled& singleton : singletons) {
    const bool is_small = singleton.kmer < median_kmer_;
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
  const Sampled& last = singletons.back();
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

std::vector<SplitterInterval> SplitterFinder::cut(size_t number, uint64_t spacing) const {
  const auto& [size, found] = contigs_[number];
  const Interval whole = {0, size};
  if (size < spacing / kShortBesideSpacing && size < reference_symbols_ / kShortBesideReference)
    return {{whole, {}, {}, true, false}};
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
    const Interval stretch = {i == 0 ? 0 : front.position, is_last ? size : back.position + kmer_length_};
    intervals.push_back({stretch, std::move(cuts[i]), {}, is_last, front.kmer >= back.kmer});
  }
  intervals.back().back = std::move(cuts.back());
  return intervals;
}

}  // namespace agc
