// Units through all stages of the encoder and back.

#include <catch2/catch.hpp>

#include "encode/emitter.h"
#include "unit/encode/encoder_bench.h"

namespace agc {
namespace {

using test::EncoderBench;
using test::GenomeMaker;
using test::Symbols;

struct Emitted {
  Symbols symbols;
  std::vector<SegmentText> segments;
};

ArchiveParams random_params(GenomeMaker& maker) {
  ArchiveParams params;
  params.kmer_length = static_cast<uint32_t>(17 + maker.below(16));
  params.min_match_length = static_cast<uint32_t>(15 + maker.below(18));
  params.segment_size = maker.below(2) == 0 ? 60000 : 300;
  return params;
}

TEST_CASE("Segments of related units decode to them, at once and after more growth", "[encode][emitter]") {
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    GenomeMaker maker(seed);
    EncoderBench bench(random_params(maker));
    const Symbols ancestor = maker.bases(6000);
    std::vector<Emitted> emitted;
    size_t most_segments = 0;
    for (int n = 0; n < 10; ++n) {
      Symbols symbols = maker.mutate(ancestor, {static_cast<double>(maker.below(80)), 2, 2, 2});
      if (maker.below(3) == 0) test::reverse_complement(symbols);
      std::vector<SegmentText> segments = bench.encode(symbols);
      bench.require_decodes(segments, symbols);
      most_segments = std::max(most_segments, segments.size());
      emitted.push_back({std::move(symbols), std::move(segments)});
    }
    REQUIRE(most_segments > 1);
    for (const Emitted& unit : emitted) bench.require_decodes(unit.segments, unit.symbols);
  }
}

TEST_CASE("Units that are nothing but awkward come back", "[encode][emitter]") {
  GenomeMaker maker(1);
  for (const bool pool_is_filled : {false, true}) {
    EncoderBench bench;
    const Symbols known = maker.bases(10000);
    if (pool_is_filled) bench.encode(known);
    for (uint64_t length = 1; length < 70; ++length) {
      for (const Symbols& symbols : {maker.bases(length), maker.codes(length), Symbols(length, kCodeN),
                                     Symbols(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(length))}) {
        bench.require_decodes(bench.encode(symbols), symbols);
      }
    }
    for (const uint64_t length : {500, 4095, 4096, 4097, 30000}) {
      for (uint8_t code = 0; code < kCodeCount; ++code) {
        bench.require_decodes(bench.encode(Symbols(length, code)), Symbols(length, code));
      }
      const Symbols any = maker.codes(length);
      bench.require_decodes(bench.encode(any), any);
    }
  }
}

TEST_CASE("Runs of N of every length inside known sequence come back", "[encode][emitter]") {
  GenomeMaker maker(2);
  EncoderBench bench;
  const Symbols known = maker.bases(4000);
  bench.encode(known);
  for (uint64_t run = 1; run < 80; ++run) {
    for (const uint64_t at : {uint64_t{0}, uint64_t{1}, uint64_t{1990}, known.size() - 1, known.size()}) {
      for (const bool replaces : {false, true}) {
        Symbols symbols = known;
        const auto begin = symbols.begin() + static_cast<std::ptrdiff_t>(at);
        if (replaces) {
          std::fill_n(begin, std::min(run, symbols.size() - at), kCodeN);
        } else {
          symbols.insert(begin, run, kCodeN);
        }
        if (run % 2 == 0) test::reverse_complement(symbols);
        bench.require_decodes(bench.encode(symbols), symbols);
      }
    }
  }
}

TEST_CASE("Chimeras of several groups and strands are cut and come back", "[encode][emitter]") {
  GenomeMaker maker(3);
  for (int round = 0; round < 30; ++round) {
    ArchiveParams params = random_params(maker);
    params.segment_size = 1000;
    EncoderBench bench(params);
    std::vector<Symbols> sources;
    for (int n = 0; n < 5; ++n) {
      sources.push_back(maker.bases(3000));
      bench.encode(sources.back());
    }
    Symbols chimera;
    for (int n = 0; n < 12; ++n) {
      const Symbols& source = sources[maker.below(sources.size())];
      const uint64_t begin = maker.below(2500);
      Symbols part(source.begin() + static_cast<std::ptrdiff_t>(begin),
                   source.begin() + static_cast<std::ptrdiff_t>(begin + 30 + maker.below(470)));
      if (maker.below(2) == 0) test::reverse_complement(part);
      chimera.insert(chimera.end(), part.begin(), part.end());
    }
    bench.require_decodes(bench.encode(chimera), chimera);
  }
}

TEST_CASE("A copy is one short segment", "[encode][emitter]") {
  GenomeMaker maker(4);
  EncoderBench bench;
  const Symbols symbols = maker.bases(40000);
  bench.encode(symbols);
  for (const bool reverse : {false, true}) {
    const Symbols copy = reverse ? test::reverse_complement_of(symbols) : symbols;
    const std::vector<SegmentText> segments = bench.encode(copy);
    bench.require_decodes(segments, copy);
    REQUIRE(segments.size() == 1);
    REQUIRE(segments[0].reverse == reverse);
    REQUIRE(segments[0].text.size() < 20);
  }
}

TEST_CASE("The first unit's text is short, for its group holds it", "[encode][emitter]") {
  GenomeMaker maker(5);
  EncoderBench bench;
  const Symbols symbols = maker.bases(200000);
  const std::vector<SegmentText> segments = bench.encode(symbols);
  bench.require_decodes(segments, symbols);
  uint64_t text_bytes = 0;
  for (const SegmentText& segment : segments) text_bytes += segment.text.size();
  REQUIRE(text_bytes < 40 * segments.size());
}

}  // namespace
}  // namespace agc
