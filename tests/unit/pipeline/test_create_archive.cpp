// Collections into archives and back, to the letter and, whatever the threads, to the byte.

#include <algorithm>
#include <catch2/catch.hpp>

#include "encode/settings.h"
#include "format/archive_info.h"
#include "format/stream_names.h"
#include "unit/support/archives.h"
#include "unit/support/collection_files.h"

namespace agc {
namespace {

using test::CollectionFiles;
using test::CollectionShape;
using test::GenomeMaker;
using test::random_collection;
using test::require_archive_holds;
using test::Sample;

TEST_CASE("Random collections come back exactly at every level", "[pipeline][create]") {
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    CollectionShape shape;
    shape.samples = 1 + seed;
    shape.divergence.snps = static_cast<double>(5 * seed);
    const CollectionFiles files(random_collection(seed, shape));
    CreateOptions options = files.options();
    options.level = static_cast<int>(1 + seed % 5);
    const CreateReport report = create_archive(options);
    require_archive_holds(options.output, files.samples());
    uint64_t contigs = 0;
    uint64_t symbols = 0;
    for (const Sample& sample : files.samples()) {
      contigs += sample.contigs.size();
      for (const auto& contig : sample.contigs) symbols += contig.letters.size();
    }
    REQUIRE(report.samples == files.samples().size());
    REQUIRE(report.contigs == contigs);
    REQUIRE(report.symbols >= symbols);  // neighbouring units overlap
    REQUIRE(report.archive_bytes == test::read_file(options.output).size());
  }
}

TEST_CASE("Every parameter at its limits", "[pipeline][create]") {
  const CollectionFiles files(random_collection(77, {.samples = 9}));
  ArchiveParams base;
  std::vector<ArchiveParams> variants;
  for (const uint32_t cardinality : {1u, 2u, 3u, 7u, 9u, 1000000000u}) {
    variants.push_back(base);
    variants.back().pack_cardinality = cardinality;
  }
  for (const uint32_t k : {17u, 29u, 30u, 32u}) {
    variants.push_back(base);
    variants.back().kmer_length = k;
  }
  for (const uint32_t min_match : {15u, 32u}) {
    variants.push_back(base);
    variants.back().min_match_length = min_match;
  }
  for (const uint32_t segment_size : {100u, 1000u, 1000000u}) {
    variants.push_back(base);
    variants.back().segment_size = segment_size;
  }
  variants.push_back({32, 15, 1, 100});
  variants.push_back({17, 32, 2, 100});
  uint64_t longest = 0;
  for (const auto& contig : files.samples().front().contigs) {
    longest = std::max<uint64_t>(longest, contig.letters.size());
  }
  for (const ArchiveParams& params : variants) {
    CreateOptions options = files.options();
    options.params = params;
    create_archive(options);
    require_archive_holds(options.output, files.samples());
    REQUIRE(ArchiveReader(options.output).info().params == recorded_params(params, longest));
  }
}

TEST_CASE("An archive's bytes do not depend on threads or memory", "[pipeline][create][threads]") {
  // Long enough for many units in flight, and for the index to grow on the way.
  const CollectionFiles files(random_collection(
      5, {.samples = 4, .chromosomes = 2, .chromosome_length = 700000, .divergence = {3, 0.3, 0.03, 0.01}}));
  CreateOptions options = files.options();
  options.threads = 1;
  const std::string expected = files.create(options);
  require_archive_holds(options.output, files.samples());
  for (const unsigned threads : {2u, 3u, 8u}) {
    for (const uint64_t memory : {uint64_t{1} << 20, uint64_t{3} << 20, uint64_t{1} << 30}) {
      options.threads = threads;
      options.memory_bytes = memory;
      REQUIRE((files.create(options) == expected));
    }
  }
}

TEST_CASE("At every level the bytes are the same for one thread and for many", "[pipeline][create][threads]") {
  const CollectionFiles files(random_collection(6, {.samples = 7, .chromosome_length = 20000}));
  for (int level = 1; level <= 5; ++level) {
    CreateOptions options = files.options();
    options.level = level;
    options.params.segment_size = 1000;
    options.params.pack_cardinality = 3;
    options.threads = 1;
    const std::string expected = files.create(options);
    require_archive_holds(options.output, files.samples());
    options.threads = 5;
    options.memory_bytes = 1;
    REQUIRE((files.create(options) == expected));
  }
}

TEST_CASE("A collection of relatives takes little more than one of them", "[pipeline][create]") {
  const CollectionShape shape{.samples = 1, .chromosomes = 2, .chromosome_length = 200000, .divergence = {}};
  const CollectionFiles one(random_collection(8, shape));
  GenomeMaker maker(9);
  std::vector<Sample> samples = one.samples();
  for (int n = 1; n < 10; ++n) {
    Sample relative = samples[0];
    relative.name = "relative" + std::to_string(n);
    for (auto& contig : relative.contigs) {
      for (char& letter : contig.letters) {
        if (maker.below(1000) == 0) letter = kCodeLetters[maker.below(4)];
      }
    }
    samples.push_back(std::move(relative));
  }
  const CollectionFiles ten(std::move(samples));
  const size_t bytes_of_one = one.create(one.options()).size();
  const size_t bytes_of_ten = ten.create(ten.options()).size();
  require_archive_holds(ten.archive_path(), ten.samples());
  REQUIRE(bytes_of_ten < bytes_of_one * 3 / 2);
}

TEST_CASE("Collections of nothing but odd contigs", "[pipeline][create]") {
  const std::vector<std::vector<Sample>> collections = {
      {{"a", {{"empty", ""}}}},
      {{"a", {{"empty", ""}, {"empty too", ""}}}, {"b", {{"empty", ""}}}},
      {{"a", {{"x", "A"}}}, {"b", {{"x", "A"}}}, {"c", {{"x", "N"}}}},
      {{"a", {{"x", std::string(100000, 'N')}}}, {"b", {{"x", std::string(100001, 'N')}}}},
      {{"a", {{"x", std::string(300000, 'A')}}}, {"b", {{"x", std::string(300000, 'T')}}}},
      {{"a", {{"x", std::string(31, 'C')}}}, {"b", {{"x", std::string(32, 'C')}, {"y", std::string(30, 'G')}}}},
      {{"a", {{"x", std::string(50000, 'U')}}}, {"b", {{"x", "ACGTNRYSWKMBDHVU"}}}}};
  for (const auto& samples : collections) {
    const CollectionFiles files(samples);
    for (const uint32_t cardinality : {1u, 50u}) {
      CreateOptions options = files.options();
      options.params.pack_cardinality = cardinality;
      create_archive(options);
      require_archive_holds(options.output, samples);
    }
  }
}

TEST_CASE("Many samples, over several batches and packs", "[pipeline][create]") {
  GenomeMaker maker(10);
  const test::Symbols ancestor = maker.bases(3000);
  std::vector<Sample> samples;
  for (int n = 0; n < 230; ++n) {
    const std::string number = std::to_string(n);
    samples.push_back(
        {"s" + number,
         {{"genome " + number + " of many", test::letters_of(maker.mutate(ancestor, {8, 1, 0.1, 0.1}))}}});
  }
  const CollectionFiles files(std::move(samples));
  create_archive(files.options());
  require_archive_holds(files.archive_path(), files.samples());
}

TEST_CASE("Records as samples of their own, and lower case", "[pipeline][create]") {
  const test::TemporaryFolder folder;
  test::write_file(folder.file("x.fa"), ">one first\nACGTacgtnNry\n>one second\nGG\n>two\n\n");
  test::write_file(folder.file("y.fa"), ">three\r\nTTTT\r\nAA\r\n");
  CreateOptions options;
  options.inputs = {folder.file("x.fa"), folder.file("y.fa")};
  options.output = folder.file("out.agc");
  options.grouping = SampleGrouping::per_record;
  create_archive(options);
  require_archive_holds(options.output, {{"one", {{"one first", "ACGTACGTNNRY"}, {"one second", "GG"}}},
                                         {"two", {{"two", ""}}},
                                         {"three", {{"three", "TTTTAA"}}}});
}

// Symbols in raw groups.
uint64_t plain_symbols(const std::string& archive) {
  uint64_t symbols = 0;
  test::copy_archive(archive, archive + ".copy", [&](std::string_view stream, Part& part) {
    const auto group = parse_group_stream_name(stream, kFileVersion3);
    if (group && group->group < kRawGroupCount) symbols += part.metadata;
  });
  return symbols;
}

TEST_CASE("Genomes that differ throughout are symbols from the third on, one a file or one a record",
          "[pipeline][create]") {
  GenomeMaker maker(12);
  const test::Symbols ancestor = maker.bases(4000);
  std::vector<Sample> samples;
  std::string all;
  for (int n = 0; n < 40; ++n) {
    const std::string name = "v" + std::to_string(n);
    samples.push_back({name, {{name, test::letters_of(maker.mutate(ancestor, {70, 0, 0, 0}))}}});
    all += test::fasta_of(samples.back());
  }
  const CollectionFiles files(samples);
  const uint64_t expected = 37 * 4000;
  require_archive_holds((create_archive(files.options()), files.archive_path()), samples);
  CHECK(plain_symbols(files.archive_path()) >= expected);

  CreateOptions options = files.options();
  options.inputs = {files.folder().file("all.fa")};
  options.grouping = SampleGrouping::per_record;
  test::write_file(options.inputs[0], all);
  create_archive(options);
  require_archive_holds(options.output, samples);
  CHECK(plain_symbols(options.output) >= expected);
}

}  // namespace
}  // namespace agc
