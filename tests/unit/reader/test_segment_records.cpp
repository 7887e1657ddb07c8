#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "reader/segment_records.h"
#include "reader/segment_walk.h"

namespace agc {
namespace {

constexpr uint32_t kKmerLength = 31;

SegmentTable random_table(uint32_t seed, uint32_t shortest) {
  std::mt19937 random(seed);
  const auto number = [&random] {
    const auto value = random();
    return static_cast<uint32_t>(value >> random() % 32);
  };
  SegmentTable table;
  for (int sample = 0; sample < 5; ++sample) {
    for (uint32_t contigs = random() % 4; contigs > 0; --contigs) {
      for (size_t segments = random() % (random() % 3 == 0 ? 300 : 5); segments > 0; --segments) {
        const auto more = static_cast<uint32_t>(random() % 10 == 0 ? 0 : random() % 70000);
        table.records.push_back({number(), number(), random() % 2 == 0, shortest + more});
      }
      table.first_segment.push_back(static_cast<uint32_t>(table.records.size()));
    }
    table.first_contig.push_back(static_cast<uint32_t>(table.contig_count()));
  }
  return table;
}

TEST_CASE("Packed records are those that went in", "[segment_records]") {
  for (uint32_t seed = 0; seed < 50; ++seed) {
    const SegmentTable table = random_table(seed, seed % 2 == 0 ? 0 : kKmerLength);
    const RecordTable packed(table, kKmerLength);
    REQUIRE(packed.first_contig() == table.first_contig);
    for (size_t contig = 0; contig < table.contig_count(); ++contig) {
      const auto expected = table.segments(contig);
      const SegmentRecords records = packed.segments(contig);
      REQUIRE(records.size() == expected.size());
      REQUIRE(std::equal(records.begin(), records.end(), expected.begin(), expected.end()));
    }
  }
}

TEST_CASE("Records of the same few values need few bits", "[segment_records]") {
  SegmentTable table;
  for (uint32_t i = 0; i < 64000; ++i) table.records.push_back({i % 1000, i % 50, i % 3 == 0, 60000 + i % 1000});
  table.first_segment.push_back(64000);
  table.first_contig.push_back(1);
  // 10, 6, 1 and 16 bits, and 8 bytes for every 32nd.
  CHECK(RecordTable(table, kKmerLength).byte_size() < 64000 * 33 / 8 + 2000 * 8 + 200);
}

// The place that a walk from the start on finds for the first segment beyond a position.
SegmentRecords::Place walked_to(const SegmentRecords& records, uint64_t position) {
  SegmentWalk walk(kKmerLength, records.size());
  SegmentRecords::Place place;
  for (size_t i = 0; i < records.size(); ++i) {
    walk.next(records[i].raw_length);
    if (walk.end() > position) break;
    place = {i + 1, walk.end()};
  }
  return place;
}

TEST_CASE("A contig is entered near any position", "[segment_records]") {
  std::mt19937 random(3);
  for (uint32_t seed = 0; seed < 30; ++seed) {
    const SegmentTable table = random_table(seed, kKmerLength);
    const RecordTable packed(table, kKmerLength);
    for (size_t contig = 0; contig < table.contig_count(); ++contig) {
      const SegmentRecords records = packed.segments(contig);
      REQUIRE(records.symbols() == walked_to(records, UINT64_MAX).end_before);
      for (int i = 0; i < 30; ++i) {
        const uint64_t position = random() % 12000000;
        const SegmentRecords::Place exact = walked_to(records, position);
        const SegmentRecords::Place place = records.place_before(position);
        REQUIRE(place.number <= exact.number);
        REQUIRE(exact.number - place.number < 40);
        SegmentWalk walk(kKmerLength, records.size(), place.number, place.end_before);
        while (walk.number() < exact.number) walk.next(records[walk.number()].raw_length);
        REQUIRE(walk.end() == exact.end_before);
      }
    }
  }
}

TEST_CASE("Where some segment is too short every walk begins at the start", "[segment_records]") {
  SegmentTable table = random_table(7, kKmerLength);
  size_t several = 0;  // a contig of more than one segment
  while (table.segments(several).size() < 2) ++several;
  table.records[table.first_segment[several]].raw_length = kKmerLength - 1;
  const RecordTable packed(table, kKmerLength);
  for (size_t contig = 0; contig < table.contig_count(); ++contig) {
    CHECK(packed.segments(contig).place_before(UINT64_MAX).number == 0);
    CHECK_FALSE(packed.segments(contig).symbols());
  }
}

}  // namespace
}  // namespace agc
