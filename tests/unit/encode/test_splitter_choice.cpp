// Splitters that most samples have, and keys that lead to the groups of the segments between them.

#include <algorithm>
#include <catch2/catch.hpp>

#include "encode/splitter_choice.h"
#include "unit/encode/encoder_bench.h"

namespace agc {
namespace {

using test::EncoderBench;
using test::GenomeMaker;
using test::reference_of;
using test::Symbols;

constexpr uint32_t kLength = 31;

std::vector<uint64_t> kmers_of(const Symbols& symbols) {
  const PackedSequence packed(symbols);
  std::vector<uint64_t> kmers;
  for (uint64_t p = 0; p + kLength <= symbols.size(); ++p) {
    kmers.push_back(canonical_archive_kmer(packed, p, kLength));
  }
  return kmers;
}

// The first sample laid down as groups, others mapped against it.
struct Collection {
  EncoderBench bench;
  std::vector<SplitterInterval> intervals;

  static ArchiveParams params() {
    ArchiveParams params;
    params.segment_size = 10000;
    return params;
  }

  explicit Collection(const Symbols& first) : bench(params()) {
    SplitterFinder finder(kLength);
    finder.add_contig(PackedSequence(first));
    finder.finish();
    intervals = finder.cut(0, bench.settings.splitter_spacing);
    UnitPlan unit = bench.plan(first);
    unit.splitter_intervals = intervals;
    bench.map(unit);
    bench.grow(unit);
  }

  void add(const Symbols& sample) {
    UnitPlan unit = bench.plan(sample);
    bench.map(unit);
    bench.grow(unit);
  }
};

size_t count_in(const std::vector<uint64_t>& splitters, const Symbols& sample) {
  std::vector<uint64_t> kmers = kmers_of(sample);
  std::ranges::sort(kmers);
  return static_cast<size_t>(
      std::ranges::count_if(splitters, [&](uint64_t splitter) { return std::ranges::binary_search(kmers, splitter); }));
}

TEST_CASE("Keys name the groups of what lies between their k-mers, the smaller first", "[encode][splitters]") {
  GenomeMaker maker(1);
  const Symbols first = maker.bases(400000);
  Collection collection(first);
  for (int n = 0; n < 4; ++n) collection.add(maker.mutate(first, {10, 0.5, 0, 0}));
  const SplitterChoice::Chosen chosen = collection.bench.grower.chosen_splitters();
  REQUIRE(collection.intervals.size() > 10);
  REQUIRE(chosen.keys.size() > 2 * collection.intervals.size());
  REQUIRE(chosen.splitters.size() > collection.intervals.size() * 3 / 2);
  REQUIRE(count_in(chosen.splitters, first) == chosen.splitters.size());
  const std::vector<uint64_t> of_first = kmers_of(first);
  const auto place = [](const std::vector<uint64_t>& kmers, uint64_t kmer) {
    return std::ranges::find(kmers, kmer) - kmers.begin();
  };
  for (const GroupKey& key : chosen.keys) {
    REQUIRE(key.first < key.second);
    REQUIRE(key.group >= kRawGroupCount);
    REQUIRE(key.group < collection.bench.groups.count());
    const auto begin = place(of_first, key.first);
    const auto end = place(of_first, key.second);
    // What is between them is in the group, in the direction from the first to the second.
    const auto middle = (begin + end) / 2;
    const auto step = begin < end ? 10 : -10;
    const auto kmers = kmers_of(reference_of(collection.bench.pool, collection.bench.groups, key.group));
    const auto at = place(kmers, of_first[static_cast<size_t>(middle)]);
    REQUIRE(at < std::ssize(kmers));
    REQUIRE(place(kmers, of_first[static_cast<size_t>(middle + step)]) == at + 10);
  }
}

TEST_CASE("Splitters are k-mers that the other samples kept, on either strand", "[encode][splitters]") {
  for (const bool reverse : {false, true}) {
    GenomeMaker maker(2);
    const Symbols first = maker.bases(400000);
    const Symbols sister = maker.mutate(first, {20, 0, 0, 0});  // two per cent
    Collection collection(first);
    const auto before = collection.bench.grower.chosen_splitters().splitters;
    for (int n = 0; n < 3; ++n) collection.add(reverse ? test::reverse_complement_of(sister) : sister);
    const auto after = collection.bench.grower.chosen_splitters().splitters;
    REQUIRE(after.size() >= before.size() - 2);
    REQUIRE(count_in(before, sister) < before.size() * 7 / 10);
    REQUIRE(count_in(after, sister) > after.size() * 8 / 10);
  }
}

TEST_CASE("A contig with one splitter has a one-sided key, one without has none", "[encode][splitters]") {
  SplitterChoice choice(kLength);
  const SplitterInterval lone{{0, 1000}, {{100, 7}}, {}, true, false};
  const SplitterInterval other{{0, 1000}, {{100, 9}}, {}, true, true};
  choice.add(lone, 20, {});
  choice.add({{0, 1000}, {}, {}, true, false}, 21, {});
  choice.add(other, 22, {});
  choice.add({{0, 1000}, {{50, 3}}, {{800, 4}}, true, false}, std::nullopt, {});  // nothing of it is stored
  const SplitterChoice::Chosen chosen = choice.choose();
  REQUIRE(chosen.splitters == std::vector<uint64_t>{7, 9, 3, 4});
  REQUIRE(chosen.keys == std::vector<GroupKey>{{7, kNoKmer, 20}, {kNoKmer, 9, 22}});
}

}  // namespace
}  // namespace agc
