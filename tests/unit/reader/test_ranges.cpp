// Any range of any contig, in any of the ways to ask for it.

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "format/digest_stream.h"
#include "unit/support/archives.h"
#include "unit/support/collection_files.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

void check_ranges(const ArchiveReader& reader, const std::vector<test::Sample>& samples, uint32_t seed) {
  std::mt19937 random(seed);
  for (int i = 0; i < 3000; ++i) {
    const auto sample = static_cast<uint32_t>(random() % samples.size());
    const auto contig = static_cast<uint32_t>(random() % samples[sample].contigs.size());
    const std::string& letters = samples[sample].contigs[contig].letters;
    const size_t begin = random() % (letters.size() + 2);
    const size_t count = random() % (random() % 2 == 0 ? 100 : 5000);
    const std::string expected = begin < letters.size() ? letters.substr(begin, count) : "";

    std::string appended = "kept";
    reader.fetch({sample, contig}, begin, begin + count, appended);
    REQUIRE((appended == "kept" + expected));

    std::string buffer(count + 1, '?');
    const uint64_t found = reader.fetch({sample, contig}, begin, std::span(buffer).first(count));
    REQUIRE(found == expected.size());
    REQUIRE((buffer.substr(0, found) == expected));
    REQUIRE(buffer.back() == '?');
  }
}

TEST_CASE("Every range is what the whole contig has there", "[reader][ranges]") {
  const test::CollectionFiles files(test::random_collection(21, {.samples = 4, .chromosome_length = 90000}));
  files.create(files.options());
  for (const uint64_t cache_bytes : {uint64_t{0}, uint64_t{1} << 30}) {
    check_ranges(ArchiveReader(files.archive_path(), {.cache_bytes = cache_bytes}), files.samples(), 1);
  }
}

TEST_CASE("Every range of other programs' archives too", "[reader][ranges]") {
  for (const char* name : {"revcomp", "old_v30_append", "old_v20_concat", "old_v11_basic", "iupac_long"}) {
    INFO(name);
    const ArchiveReader reader(test::golden(std::string(name) + "/a.agc"));
    std::vector<test::Sample> samples;
    for (uint32_t s = 0; s < reader.sample_names().size(); ++s) samples.push_back(test::read_sample(reader, s));
    check_ranges(reader, samples, 2);
  }
}

// The part of a stream with all sample names or with checks: they are read when an archive is opened, as is the footer.
uint64_t part_size(const ContainerReader& container, std::string_view stream, uint32_t part) {
  const auto found = container.find(stream);
  return found ? container.part_location(*found, part).size : 0;
}

// What one query of a new reader takes from the file beside that.
uint64_t bytes_of_query(const std::string& path, ContigId contig, uint64_t begin, uint64_t count) {
  const ArchiveReader reader(path);
  std::string text;
  reader.fetch(contig, begin, begin + count, text);
  REQUIRE(text.size() == count);
  const ContainerReader container(std::make_shared<const InputFile>(path));
  return reader.statistics().bytes_read - container.footer_size() - part_size(container, kStreamCollectionSamples, 0) -
         part_size(container, kStreamDigests, kChecksPart);
}

TEST_CASE("What one query reads does not grow with the number of samples", "[reader][ranges]") {
  // Relatives without anything new, in batches and packs of 5.
  const auto made =
      test::random_collection(22, {.samples = 120, .chromosome_length = 40000, .divergence = {2, 0, 0, 0}});
  std::vector<uint64_t> bytes;
  std::vector<uint64_t> sizes;
  for (const size_t count : {10, 120}) {
    std::vector<test::Sample> samples(made.begin(), made.begin() + static_cast<std::ptrdiff_t>(count));
    for (test::Sample& sample : samples) sample.contigs.resize(3);
    const test::CollectionFiles files(std::move(samples));
    CreateOptions options = files.options();
    options.params.pack_cardinality = 5;
    sizes.push_back(files.create(options).size());
    bytes.push_back(bytes_of_query(files.archive_path(), {7, 1}, 9000, 1000));
  }
  CHECK(sizes[1] > 2 * sizes[0]);
  CHECK(bytes[1] < bytes[0] + bytes[0] / 4);
}

TEST_CASE("Contigs are gone through without a list of their names", "[reader][ranges]") {
  const ArchiveReader reader(test::golden("basic/a.agc"));
  for (uint32_t s = 0; s < reader.sample_names().size(); ++s) {
    const std::vector<std::string> names = reader.contig_names(s);
    REQUIRE(reader.contig_count(s) == names.size());
    for (uint32_t c = 0; c < names.size(); ++c) CHECK(reader.contig_name({s, c}) == names[c]);
    CHECK_THROWS_AS(reader.contig_name({s, reader.contig_count(s)}), Error);
  }
  CHECK_THROWS_AS(reader.contig_count(static_cast<uint32_t>(reader.sample_names().size())), Error);
}

}  // namespace
}  // namespace agc
