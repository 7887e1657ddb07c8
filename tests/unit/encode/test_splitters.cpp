// Splitters: values, uniqueness, cuts, and the keys that the format asks for.

#include <catch2/catch.hpp>
#include <map>

#include "encode/splitters.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::Symbols;

// First symbol in the highest bits.
uint64_t naive_value(const Symbols& symbols, uint64_t position, uint32_t k) {
  uint64_t value = 0;
  for (uint32_t i = 0; i < k; ++i) value |= uint64_t{symbols[position + i]} << (62 - 2 * i);
  return value;
}

uint64_t naive_canonical(const Symbols& symbols, uint64_t position, uint32_t k) {
  const auto begin = symbols.begin() + static_cast<std::ptrdiff_t>(position);
  const Symbols reversed = test::reverse_complement_of(Symbols(begin, begin + k));
  return std::min(naive_value(symbols, position, k), naive_value(reversed, 0, k));
}

bool is_plain(const Symbols& symbols, uint64_t position, uint32_t k) {
  return position + k <= symbols.size() &&
         std::all_of(symbols.begin() + static_cast<std::ptrdiff_t>(position),
                     symbols.begin() + static_cast<std::ptrdiff_t>(position + k), [](uint8_t c) { return c < 4; });
}

TEST_CASE("The format's example of a k-mer value", "[encode][splitters]") {
  Symbols symbols;
  for (const char letter : std::string("ACGTTGCAACGTTGCAACGTTGCAACGTTGC")) {
    symbols.push_back(kLetterCodes[static_cast<uint8_t>(letter)]);
  }
  REQUIRE(naive_value(symbols, 0, 31) == 0x1BE41BE41BE41BE4u);
  REQUIRE(canonical_archive_kmer(PackedSequence(symbols), 0, 31) == 0x1BE41BE41BE41BE4u);
  test::reverse_complement(symbols);
  REQUIRE(naive_value(symbols, 0, 31) == 0x906f906f906f906cu);
  REQUIRE(canonical_archive_kmer(PackedSequence(symbols), 0, 31) == 0x1BE41BE41BE41BE4u);
}

TEST_CASE("Canonical values of k-mers of every length at every place", "[encode][splitters]") {
  GenomeMaker maker(1);
  const Symbols symbols = maker.bases(200);
  const PackedSequence packed(symbols);
  for (uint32_t k = 17; k <= 32; ++k) {
    for (uint64_t position = 0; position + k <= symbols.size(); ++position) {
      REQUIRE(canonical_archive_kmer(packed, position, k) == naive_canonical(symbols, position, k));
    }
  }
}

struct Cut {
  std::vector<Symbols> contigs;
  std::vector<std::vector<SplitterInterval>> intervals;  // by contig
  std::map<uint64_t, int> occurrences;                   // of canonical k-mers in all contigs
};

Cut cut_all(const std::vector<Symbols>& contigs, uint32_t k, uint64_t spacing) {
  Cut cut;
  cut.contigs = contigs;
  SplitterFinder finder(k);
  for (const Symbols& contig : contigs) finder.add_contig(PackedSequence(contig));
  finder.finish();
  for (size_t c = 0; c < contigs.size(); ++c) cut.intervals.push_back(finder.cut(c, spacing));
  for (const Symbols& contig : contigs) {
    for (uint64_t p = 0; p + k <= contig.size(); ++p) {
      if (is_plain(contig, p, k)) ++cut.occurrences[naive_canonical(contig, p, k)];
    }
  }
  return cut;
}

void require_covers(const std::vector<SplitterInterval>& intervals, uint64_t length, uint32_t k) {
  REQUIRE_FALSE(intervals.empty());
  REQUIRE(intervals.front().stretch.begin == 0);
  REQUIRE(intervals.back().stretch.end == length);
  for (size_t i = 0; i < intervals.size(); ++i) {
    const bool is_last = i + 1 == intervals.size();
    REQUIRE(intervals[i].is_last == is_last);
    if (is_last) return;
    REQUIRE(intervals[i].stretch.end == intervals[i + 1].stretch.begin + k);
    REQUIRE(intervals[i].stretch.begin < intervals[i + 1].stretch.begin);
    REQUIRE(intervals[i].back.empty());
    REQUIRE(intervals[i + 1].front.front().position == intervals[i + 1].stretch.begin);
  }
}

// Whichever candidates are chosen, the smaller comes first in the group's orientation; a lone one reads canonically.
void require_orientation(const Cut& cut, size_t c, uint32_t k) {
  const std::vector<SplitterInterval>& intervals = cut.intervals[c];
  for (size_t i = 0; i < intervals.size(); ++i) {
    const SplitterInterval& interval = intervals[i];
    const auto& back = interval.is_last ? interval.back : intervals[i + 1].front;
    for (const SplitterCandidate& one : interval.front) {
      REQUIRE(naive_canonical(cut.contigs[c], one.position, k) == one.kmer);
      REQUIRE(cut.occurrences.at(one.kmer) == 1);
      REQUIRE(one.position >= interval.stretch.begin);
      REQUIRE(one.position + k <= interval.stretch.end);
      if (back.empty()) REQUIRE((naive_value(cut.contigs[c], one.position, k) == one.kmer) == !interval.reverse);
      for (const SplitterCandidate& other : back) {
        REQUIRE(one.position + k <= other.position + 1);
        REQUIRE((one.kmer > other.kmer) == interval.reverse);
      }
    }
  }
}

TEST_CASE("Cuts cover their contigs, overlap by k and ask for one orientation", "[encode][splitters]") {
  for (const uint32_t k : {17u, 21u, 29u, 30u, 31u, 32u}) {
    GenomeMaker maker(k);
    std::vector<Symbols> contigs = {{}, {1}, Symbols(5000, 0), Symbols(3000, kCodeN), maker.bases(k)};
    for (int n = 0; n < 5; ++n) contigs.push_back(maker.bases(3000 + maker.below(20000)));
    contigs.push_back(test::reverse_complement_of(contigs.back()));  // all its k-mers occur twice
    contigs.push_back(maker.codes(10000));
    contigs.push_back(maker.bases(150));
    for (const uint64_t spacing : {100, 1000, 10000, 1000000}) {
      const Cut cut = cut_all(contigs, k, spacing);
      size_t cuts = 0;
      size_t splitters = 0;
      for (size_t c = 0; c < contigs.size(); ++c) {
        require_covers(cut.intervals[c], contigs[c].size(), k);
        require_orientation(cut, c, k);
        cuts += cut.intervals[c].size() - 1;
        splitters += cut.intervals[c].front().front.size();
      }
      if (spacing < 10000) REQUIRE(cuts > 10);
      REQUIRE(splitters > 0);
    }
  }
}

TEST_CASE("Cuts are no nearer than asked for, and some have several candidates", "[encode][splitters]") {
  GenomeMaker maker(2);
  const Symbols contig = maker.bases(300000);
  const Cut cut = cut_all({contig}, 31, 10000);
  const auto& intervals = cut.intervals[0];
  REQUIRE(intervals.size() > 20);
  size_t choices = 0;
  for (size_t i = 1; i + 1 < intervals.size(); ++i) {
    REQUIRE(intervals[i].stretch.length() >= 10000 + 31);
    choices += intervals[i].front.size() > 1;
  }
  REQUIRE(choices > 5);
}

}  // namespace
}  // namespace agc
