// What the run writer writes decodes to the query, whatever is exception, equal or different.

#include <catch2/catch.hpp>

#include "encode/run_writer.h"
#include "unit/support/genomes.h"
#include "unit/support/whole_text.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::Symbols;

struct Stretch {
  uint64_t begin;
  uint64_t end;
  uint64_t reference_position;
  bool aligned;
};

// Numbers below 0 are for places alone: lengths are never less than what the format adds to them.
void require_clean(const std::vector<uint8_t>& text) {
  for (size_t i = 1; i < text.size(); ++i) REQUIRE((text[i] != '-' || (text[i - 1] != 0x1E && text[i - 1] != ',')));
}

// Writes the stretches and decodes the text against `reference`.
Symbols round_trip(const Symbols& query, const Symbols& reference, const std::vector<Stretch>& stretches,
                   uint32_t min_match_length) {
  const PackedSequence packed_query(query);
  const PackedSequence packed_reference(reference);
  CostModel costs;
  costs.min_match_length = min_match_length;
  std::vector<uint8_t> text;
  RunWriter writer(packed_query, costs, text);
  for (const Stretch& stretch : stretches) {
    if (stretch.aligned) {
      writer.aligned(stretch.begin, stretch.end, packed_reference.data(), stretch.reference_position,
                     stretch.reference_position);
    } else {
      writer.uncovered(stretch.begin, stretch.end);
    }
  }
  require_clean(text);
  return test::symbols_of(test::decode_whole(text, ReferenceText::from_symbols(reference),
                                             {.min_match_length = min_match_length}, uint64_t{1} << 32));
}

TEST_CASE("Any division into aligned and uncovered stretches decodes to the query", "[encode][run_writer]") {
  GenomeMaker maker(1);
  for (int round = 0; round < 1500; ++round) {
    const Symbols reference = maker.bases(800);
    const Symbols close = maker.mutate(reference, {static_cast<double>(maker.below(200)), 0, 0, 0});
    Symbols query;
    std::vector<Stretch> stretches;
    while (query.size() < 1000) {
      const uint64_t begin = query.size();
      const uint64_t length = 1 + maker.below(200);
      const uint64_t position = maker.below(reference.size() - length);
      const bool aligned = maker.below(4) != 0;
      Symbols part = aligned ? Symbols(close.begin() + static_cast<std::ptrdiff_t>(position),
                                       close.begin() + static_cast<std::ptrdiff_t>(position + length))
                             : maker.codes(length);
      for (uint64_t exceptions = maker.below(4); exceptions > 0; --exceptions) {
        const uint64_t at = maker.below(part.size());
        const auto code = static_cast<uint8_t>(maker.below(2) == 0 ? kCodeN : 4 + maker.below(12));
        std::fill_n(part.begin() + static_cast<std::ptrdiff_t>(at), std::min(maker.below(12), part.size() - at), code);
      }
      query.insert(query.end(), part.begin(), part.end());
      stretches.push_back({begin, query.size(), position, aligned});
    }
    const auto min_match_length = static_cast<uint32_t>(15 + maker.below(18));
    REQUIRE(round_trip(query, reference, stretches, min_match_length) == query);
  }
}

TEST_CASE("Exceptions of every kind at every place of a stretch", "[encode][run_writer]") {
  GenomeMaker maker(2);
  const Symbols reference = maker.bases(60);
  for (const uint8_t code : {uint8_t{4}, uint8_t{5}, uint8_t{15}}) {
    for (uint64_t begin = 0; begin < 60; ++begin) {
      for (uint64_t end = begin + 1; end <= 60; end += 1 + end / 9) {
        Symbols query = reference;
        std::fill(query.begin() + static_cast<std::ptrdiff_t>(begin), query.begin() + static_cast<std::ptrdiff_t>(end),
                  code);
        // The stretches may end inside the run.
        REQUIRE(round_trip(query, reference, {{0, 60, 0, true}}, 20) == query);
        REQUIRE(round_trip(query, reference, {{0, 31, 0, true}, {31, 60, 31, true}}, 20) == query);
        REQUIRE(round_trip(query, reference, {{0, 31, 0, false}, {31, 60, 31, true}}, 20) == query);
        REQUIRE(round_trip(query, reference, {{0, 60, 0, false}}, 20) == query);
      }
    }
  }
}

TEST_CASE("Equal sequence is written as a match", "[encode][run_writer]") {
  GenomeMaker maker(3);
  const Symbols reference = maker.bases(5000);
  const PackedSequence packed(reference);
  const CostModel costs;
  std::vector<uint8_t> text;
  RunWriter(packed, costs, text).aligned(0, 5000, packed.data(), 0, 0);
  REQUIRE(text.size() <= 8);
}

}  // namespace
}  // namespace agc
