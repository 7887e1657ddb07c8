// Batches of samples as they fill.

#include <catch2/catch.hpp>
#include <random>

#include "pipeline/collection_builder.h"

namespace agc {
namespace {

TEST_CASE("Batches hold every sample, contig and segment in order", "[pipeline][collection]") {
  std::mt19937 random(1);
  for (const uint32_t batch_size : {1u, 2u, 3u, 50u}) {
    for (const uint32_t samples : {0u, 1u, 2u, 3u, 6u, 7u, 101u}) {
      CollectionBuilder builder(batch_size);
      std::vector<SampleRecord> expected;
      std::vector<SampleRecord> all;
      uint64_t contigs = 0;
      for (uint32_t s = 0; s < samples; ++s) {
        expected.push_back({"sample" + std::to_string(s), {}});
        if (const auto full = builder.begin_sample(expected.back().name)) {
          REQUIRE(full->samples.size() == batch_size);
          REQUIRE(full->indexed_samples == 0);
          REQUIRE(all.size() % batch_size == 0);
          all.insert(all.end(), full->samples.begin(), full->samples.end());
        }
        for (uint64_t c = random() % 4; c > 0; --c, ++contigs) {
          ContigRecord contig{"contig" + std::to_string(c), {}};
          builder.begin_contig(contig.name);
          for (uint64_t n = random() % 5; n > 0; --n) {
            contig.segments.push_back({static_cast<uint32_t>(random() % 100), static_cast<uint32_t>(random() % 9),
                                       random() % 2 == 0, static_cast<uint32_t>(random())});
            builder.add_segment(contig.segments.back());
          }
          expected.back().contigs.push_back(contig);
        }
      }
      const std::vector<SampleRecord> last = builder.finish().samples;
      REQUIRE(last.size() <= batch_size);
      REQUIRE(last.empty() == (samples == 0));
      all.insert(all.end(), last.begin(), last.end());
      REQUIRE((all == expected));
      REQUIRE(builder.sample_names().size() == samples);
      REQUIRE(builder.begun_samples() == samples);
      REQUIRE(builder.begun_contigs() == contigs);
    }
  }
}

TEST_CASE("Of a batch that goes on, the samples that it had are known to have their indices",
          "[pipeline][collection]") {
  CollectionBuilder builder(3, {"a", "b"}, {{{"b", {}}}, 1});
  REQUIRE_FALSE(builder.begin_sample("c"));
  REQUIRE_FALSE(builder.begin_sample("d"));
  const auto full = builder.begin_sample("e");
  REQUIRE(full);
  REQUIRE(full->samples.size() == 3);
  REQUIRE(full->indexed_samples == 1);
  const RecordBatch last = builder.finish();
  REQUIRE(last.samples.size() == 1);
  REQUIRE(last.indexed_samples == 0);
}

}  // namespace
}  // namespace agc
