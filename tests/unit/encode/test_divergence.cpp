// Samples that differ from everything throughout.

#include <catch2/catch.hpp>

#include "encode/divergence.h"

namespace agc {
namespace {

// A query of 10,000 symbols, `covered` of which are aligned, with a mismatch every `every` symbols.
bool diverged(uint64_t covered, uint64_t every) {
  AlignmentSet set;
  for (uint64_t position = every; position < covered; position += every) set.mismatches.push_back(position);
  set.alignments.push_back({0, covered, 0, 16, false, 0, static_cast<uint32_t>(set.mismatches.size())});
  std::vector<Span> spans = {{0, covered, 0}};
  if (covered < 10000) spans.push_back({covered, 10000, Span::kNone});
  return is_diverged(set, spans, CostModel(), kDivergedGenome);
}

TEST_CASE("What differs throughout is diverged, what is equal or unknown is not", "[encode][divergence]") {
  REQUIRE(diverged(10000, 8));
  REQUIRE(diverged(10000, 16));
  REQUIRE(diverged(10000, 100));
  REQUIRE_FALSE(diverged(10000, 200));
  REQUIRE_FALSE(diverged(10000, 1000));
  REQUIRE_FALSE(diverged(1000, 8));
  REQUIRE(diverged(5000, 8));
  REQUIRE_FALSE(is_diverged({}, {}, CostModel(), kDivergedGenome));
}

void add_samples(DivergenceMeter& meter, int count, bool diverged) {
  for (int n = 0; n < count; ++n) {
    meter.begin_sample();
    meter.add(700, diverged);
    meter.add(300, !diverged);
  }
}

TEST_CASE("It takes half of the last samples, and two of them", "[encode][divergence]") {
  DivergenceMeter meter;
  REQUIRE_FALSE(meter.diverged());
  add_samples(meter, 1, true);
  REQUIRE_FALSE(meter.has_samples());
  add_samples(meter, 1, true);
  REQUIRE(meter.has_samples());
  REQUIRE_FALSE(meter.diverged());  // the second is not complete
  meter.begin_sample();
  REQUIRE(meter.diverged());
  add_samples(meter, 2, false);
  REQUIRE(meter.diverged());
  add_samples(meter, 2, false);
  REQUIRE_FALSE(meter.diverged());
  add_samples(meter, 100, false);
  add_samples(meter, 7, true);
  REQUIRE_FALSE(meter.diverged());
  add_samples(meter, 2, true);
  REQUIRE(meter.diverged());
}

TEST_CASE("Large genomes are not diverged", "[encode][divergence]") {
  DivergenceMeter meter;
  for (int sample = 0; sample < 20; ++sample) {
    meter.begin_sample();
    for (int contig = 0; contig < 400; ++contig) meter.add(1000, true);
  }
  REQUIRE_FALSE(meter.diverged());
}

TEST_CASE("Unknown is what little is aligned of", "[encode][divergence]") {
  REQUIRE(is_unknown({}));
  const std::vector<Span> little = {{0, 200, 0}, {200, 1000, Span::kNone}};
  const std::vector<Span> enough = {{0, 400, 0}, {400, 1000, Span::kNone}};
  REQUIRE(is_unknown(little));
  REQUIRE_FALSE(is_unknown(enough));
}

TEST_CASE("Samples without sequence do not count", "[encode][divergence]") {
  DivergenceMeter meter;
  for (int n = 0; n < 100; ++n) meter.begin_sample();
  REQUIRE_FALSE(meter.diverged());
}

TEST_CASE("What is recorded is known again", "[encode][divergence]") {
  DivergenceMeter meter;
  CHECK(meter.record().empty());
  CHECK_FALSE(DivergenceMeter::from_record("").has_samples());
  add_samples(meter, 2, true);
  CHECK(meter.record() == "11");  // the second counts although nothing has followed it
  add_samples(meter, 3, false);
  add_samples(meter, 1, true);
  CHECK(meter.record() == "110001");
  const DivergenceMeter known = DivergenceMeter::from_record("110001");
  CHECK(known.record() == "110001");
  CHECK(known.has_samples());
  CHECK(known.diverged());
  CHECK_FALSE(DivergenceMeter::from_record("100001").diverged());
  add_samples(meter, 20, false);
  CHECK(meter.record() == std::string(DivergenceMeter::kSamplesThatCount, '0'));
  CHECK(DivergenceMeter::with_undiverged(3).record() == "000");
  CHECK(DivergenceMeter::with_undiverged(uint64_t{1} << 40).record() ==
        std::string(DivergenceMeter::kSamplesThatCount, '0'));
  CHECK(DivergenceMeter::from_record(std::string(100, '1') + "x?").record() == std::string(14, '1') + "00");
}

}  // namespace
}  // namespace agc
