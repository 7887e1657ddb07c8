// Samples that were announced, and others.

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "unit/support/archives.h"
#include "unit/support/collection_files.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

void check_sample(const ArchiveReader& reader, uint32_t sample, const test::Sample& expected) {
  REQUIRE(reader.contig_count(sample) == expected.contigs.size());
  for (uint32_t contig = 0; contig < expected.contigs.size(); ++contig) {
    std::string letters;
    reader.fetch({sample, contig}, letters);
    REQUIRE((letters == expected.contigs[contig].letters));
  }
}

TEST_CASE("Of an expected sample each pack is decoded once, and little of it is kept", "[reader][expected]") {
  const test::CollectionFiles files(test::random_collection(5, {.samples = 30, .chromosome_length = 40000}));
  files.create(files.options());
  const uint32_t sample = 17;
  const ArchiveReader plain(files.archive_path());
  check_sample(plain, sample, files.samples()[sample]);
  const ArchiveReader reader(files.archive_path());
  reader.expect_samples(std::vector<uint32_t>{sample});
  check_sample(reader, sample, files.samples()[sample]);
  const uint64_t pack_bytes = reader.statistics().pack_bytes;
  CHECK(pack_bytes == plain.statistics().pack_bytes);
  CHECK(reader.statistics().cached_bytes < plain.statistics().cached_bytes);
  check_sample(reader, sample, files.samples()[sample]);
  CHECK(reader.statistics().pack_bytes == pack_bytes);
}

TEST_CASE("Whatever was expected, everything can be fetched", "[reader][expected]") {
  for (const char* name : {"old_v30_append", "many_b7", "old_v20_many", "old_v11_append", "pack2", "iupac_long"}) {
    INFO(name);
    const std::string path = test::golden(std::string(name) + "/a.agc");
    std::vector<test::Sample> samples;
    {
      const ArchiveReader reader(path);
      for (uint32_t s = 0; s < reader.sample_names().size(); ++s) samples.push_back(test::read_sample(reader, s));
    }
    for (const uint64_t cache_bytes : {uint64_t{0}, uint64_t{1} << 30}) {
      const ArchiveReader reader(path, {.cache_bytes = cache_bytes});
      for (uint32_t expected = 0; expected < samples.size(); expected += 2) {
        reader.expect_samples(std::vector<uint32_t>{expected, expected, UINT32_MAX});
        for (const uint32_t s : {expected, (expected + 1) % static_cast<uint32_t>(samples.size()), uint32_t{0}}) {
          check_sample(reader, s, samples[s]);
        }
      }
    }
  }
}

}  // namespace
}  // namespace agc
