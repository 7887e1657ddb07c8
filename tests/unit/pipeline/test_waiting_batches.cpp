// Batches of records that wait for in-group indices.

#include <catch2/catch.hpp>

#include "encode/text_sketch.h"
#include "pipeline/waiting_batches.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::GenomeMaker;

constexpr uint32_t kGroup = 16;

RecordBatch batch_of(const std::string& sample, std::vector<SegmentRecord> segments, size_t indexed = 0) {
  return {{{sample, {{"contig", std::move(segments)}}}}, indexed};
}

struct Fixture {
  uint32_t add_text() {
    SegmentText segment{kGroup, false, 1, maker.bases(50)};
    return packs.add(std::move(segment), closed);
  }

  GenomeMaker maker = GenomeMaker(1);
  PackStore packs = PackStore(4);
  WaitingBatches batches = WaitingBatches(packs);
  std::vector<ClosedPack> closed;
};

TEST_CASE("A batch comes out when its indices are known, in order", "[pipeline][waiting_batches]") {
  Fixture f;
  REQUIRE_FALSE(f.batches.take(f.closed));
  const uint32_t a = f.add_text();
  const uint32_t b = f.add_text();
  f.batches.push(batch_of("first", {{kGroup, a, false, 50}, {kGroup, b, true, 50}, {kGroup, a, false, 50}}));
  f.batches.push(batch_of("second", {{kGroup, b, false, 50}}));
  REQUIRE_FALSE(f.batches.take(f.closed));
  f.packs.settled_index(kGroup, b, f.closed);
  REQUIRE_FALSE(f.batches.take(f.closed));  // the second one could, but not before the first
  f.packs.settled_index(kGroup, a, f.closed);
  const auto first = f.batches.take(f.closed);
  REQUIRE(first);
  const auto& segments = first->at(0).contigs.at(0).segments;
  REQUIRE(first->at(0).name == "first");
  REQUIRE((segments.at(0).index == 2 && segments.at(1).index == 1 && segments.at(2).index == 2));
  REQUIRE(segments.at(1).reverse);
  REQUIRE(f.batches.take(f.closed)->at(0).contigs.at(0).segments.at(0).index == 1);
  REQUIRE_FALSE(f.batches.take(f.closed));
}

TEST_CASE("Indices that a batch has are left alone", "[pipeline][waiting_batches]") {
  Fixture f;
  f.batches.push(batch_of("old", {{kGroup, 77, false, 50}}, 1));
  REQUIRE(f.batches.take(f.closed)->at(0).contigs.at(0).segments.at(0).index == 77);
}

TEST_CASE("When many records wait the oldest batch's texts are settled", "[pipeline][waiting_batches]") {
  Fixture f;
  const uint32_t a = f.add_text();
  f.batches.push(batch_of("first", {{kGroup, a, false, 50}}));
  const uint32_t b = f.add_text();
  f.batches.push(batch_of("second", std::vector<SegmentRecord>((1 << 20) + 1, {kGroup, b, false, 50})));
  REQUIRE(f.batches.take(f.closed)->at(0).name == "first");
  REQUIRE(f.packs.index_of(kGroup, a) == 1);
  REQUIRE(f.batches.take(f.closed)->at(0).name == "second");
  REQUIRE_FALSE(f.batches.take(f.closed));
}

}  // namespace
}  // namespace agc
