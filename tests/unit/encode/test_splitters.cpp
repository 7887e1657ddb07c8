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
  std::vector<uint64_t> splitters;
  std::map<uint64_t, int> occurrences;  // of canonical k-mers in all contigs
};

Cut cut_all(const std::vector<Symbols>& contigs, uint32_t k, uint64_t spacing) {
  Cut cut;
  cut.contigs = contigs;
  SplitterFinder finder(k);
  for (const Symbols& contig : contigs) finder.add_contig(PackedSequence(contig));
  finder.finish();
  for (const Symbols& contig : contigs) cut.intervals.push_back(finder.cut(PackedSequence(contig), spacing));
  cut.splitters = finder.splitters();
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
  for (size_t i = 0; i + 1 < intervals.size(); ++i) {
    REQUIRE(intervals[i].stretch.end == intervals[i + 1].stretch.begin + k);
    REQUIRE(intervals[i].stretch.begin < intervals[i + 1].stretch.begin);
  }
}

// In the key's orientation the first splitter comes before the second; a lone one reads canonically.
void require_orientation(const Symbols& contig, const SplitterInterval& interval, uint32_t k) {
  Symbols text(contig.begin() + static_cast<std::ptrdiff_t>(interval.stretch.begin),
               contig.begin() + static_cast<std::ptrdiff_t>(interval.stretch.end));
  if (interval.reverse) test::reverse_complement(text);
  std::vector<uint64_t> first_at;
  std::vector<uint64_t> second_at;
  for (uint64_t p = 0; p + k <= text.size(); ++p) {
    if (!is_plain(text, p, k)) continue;
    const uint64_t value = naive_canonical(text, p, k);
    if (value == interval.key_first) first_at.push_back(p);
    if (value == interval.key_second) second_at.push_back(p);
  }
  const bool both = interval.key_first != kNoKmer && interval.key_second != kNoKmer;
  REQUIRE(first_at.size() == (interval.key_first == kNoKmer ? 0 : 1));
  REQUIRE(second_at.size() == (interval.key_second == kNoKmer ? 0 : 1));
  if (both) {
    REQUIRE(interval.key_first < interval.key_second);
    REQUIRE(first_at[0] < second_at[0]);
  } else {
    for (const uint64_t p : first_at) REQUIRE(naive_value(text, p, k) == interval.key_first);
    for (const uint64_t p : second_at) REQUIRE(naive_value(text, p, k) == interval.key_second);
  }
}

TEST_CASE("Cuts cover their contigs, overlap by k and carry the right keys", "[encode][splitters]") {
  for (const uint32_t k : {17u, 21u, 29u, 30u, 31u, 32u}) {
    GenomeMaker maker(k);
    std::vector<Symbols> contigs = {{}, {1}, Symbols(5000, 0), Symbols(3000, kCodeN), maker.bases(k)};
    for (int n = 0; n < 5; ++n) contigs.push_back(maker.bases(3000 + maker.below(20000)));
    contigs.push_back(test::reverse_complement_of(contigs.back()));  // all its k-mers occur twice
    contigs.push_back(maker.codes(10000));
    contigs.push_back(maker.bases(150));
    for (const uint64_t spacing : {100, 1000, 1000000}) {
      const Cut cut = cut_all(contigs, k, spacing);
      size_t cuts = 0;
      for (size_t c = 0; c < contigs.size(); ++c) {
        require_covers(cut.intervals[c], contigs[c].size(), k);
        for (const SplitterInterval& interval : cut.intervals[c]) require_orientation(contigs[c], interval, k);
        cuts += cut.intervals[c].size() - 1;
      }
      if (spacing < 1000000) REQUIRE(cuts > 10);
      REQUIRE_FALSE(cut.splitters.empty());
      for (const uint64_t splitter : cut.splitters) REQUIRE(cut.occurrences.at(splitter) == 1);
    }
  }
}

TEST_CASE("Inner intervals begin and end with the splitters of their key", "[encode][splitters]") {
  GenomeMaker maker(2);
  const Symbols contig = maker.bases(50000);
  const Cut cut = cut_all({contig}, 31, 1000);
  const auto& intervals = cut.intervals[0];
  REQUIRE(intervals.size() > 20);
  for (size_t i = 1; i + 1 < intervals.size(); ++i) {
    const Interval stretch = intervals[i].stretch;
    REQUIRE(stretch.length() >= 1000 + 31);
    const uint64_t front = naive_canonical(contig, stretch.begin, 31);
    const uint64_t back = naive_canonical(contig, stretch.end - 31, 31);
    REQUIRE(intervals[i].key_first == std::min(front, back));
    REQUIRE(intervals[i].key_second == std::max(front, back));
    REQUIRE(intervals[i].reverse == (front > back));
  }
}

}  // namespace
}  // namespace agc
