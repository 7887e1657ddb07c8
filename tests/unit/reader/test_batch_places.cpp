// Archives whose batches of samples are not where they should be: the right samples or an error.

#include <catch2/catch.hpp>
#include <map>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "format/collection_v3.h"
#include "format/stream_names.h"
#include "unit/support/archives.h"
#include "unit/support/golden.h"
#include "unit/support/writer_rules.h"

namespace agc {
namespace {

using test::Sample;

constexpr uint32_t kCard = 3;

// Stands for a part that is none of the archive's.
enum Special : uint32_t { kEmpty = 1000, kGarbage, kFirstIsEmptied };

Part special_part(uint32_t what, std::string_view stream) {
  if (what == kGarbage) return {7, {1, 2, 3}};
  std::vector<SampleRecord> batch(kCard);
  if (what == kFirstIsEmptied) {
    for (uint32_t i = 1; i < kCard; ++i) batch[i].contigs.push_back({"c", {}});
  }
  ZstdCompressor compressor;
  return stream == kStreamCollectionContigs ? encode_contig_names(batch, compressor)
                                            : encode_details(batch, 60031, compressor);
}

using PartLists = std::map<std::string_view, std::vector<uint32_t>>;

// Copies an archive with other parts in the streams that are named.
void rearrange(const std::string& source, const std::string& target, const PartLists& lists) {
  const ContainerReader container(std::make_shared<const InputFile>(source));
  OutputFile output(target, Durability::unsynced);
  ContainerWriter writer(output);
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    const StreamIndex stream{s};
    const std::string name(container.stream_name(stream));
    if (name == kStreamDigests) continue;
    const StreamId copy = writer.add_stream(name);
    std::vector<uint32_t> parts;
    for (uint32_t p = 0; p < container.part_count(stream); ++p) parts.push_back(p);
    if (const auto list = lists.find(name); list != lists.end()) parts = list->second;
    for (const uint32_t part : parts) {
      writer.append_part(copy, part < kEmpty ? container.read_part(stream, part) : special_part(part, name));
    }
  }
  writer.finish();
  output.commit();
}

// Eight samples in batches of three: the last one has two.
class BatchedArchive {
 public:
  BatchedArchive()
      : samples_(test::random_collection(15, {.samples = 8, .chromosomes = 1, .chromosome_length = 3000})) {
    create_archive({.inputs = test::write_samples(folder_, samples_),
                    .output = folder_.file("a.agc"),
                    .params = {.pack_cardinality = kCard}});
  }

  // With these parts of names and details alike.
  std::string with(const std::vector<uint32_t>& parts) const { return with(parts, parts); }
  std::string with(const std::vector<uint32_t>& names, const std::vector<uint32_t>& details) const {
    rearrange(folder_.file("a.agc"), folder_.file("b.agc"),
              {{kStreamCollectionContigs, names}, {kStreamCollectionDetails, details}});
    return folder_.file("b.agc");
  }
  const std::vector<Sample>& samples() const { return samples_; }
  std::string file(const std::string& name) const { return folder_.file(name); }

  // A letter for each sample: as it was, refused as corrupt, or else wrong.
  std::string state_of(const std::string& path) const {
    const ArchiveReader reader(path);
    std::string state;
    for (uint32_t sample = 0; sample < reader.sample_names().size(); ++sample) {
      try {
        state += test::same(test::read_sample(reader, sample), samples_[sample]) ? '=' : '?';
      } catch (const Error& error) {
        state += error.kind() == ErrorKind::corrupt ? 'x' : '?';
      }
    }
    return state;
  }

 private:
  test::TemporaryFolder folder_;
  std::vector<Sample> samples_;
};

size_t warning_count(const std::string& path) { return ArchiveReader(path).warnings().size(); }

TEST_CASE("Surplus batches without contigs are passed over", "[reader][damage]") {
  const BatchedArchive archive;
  for (const auto& parts :
       std::vector<std::vector<uint32_t>>{{0, 1, 2}, {0, 1, 2, kEmpty}, {0, 1, 2, kEmpty, kEmpty}}) {
    CHECK(archive.state_of(archive.with(parts)) == "========");
    CHECK(warning_count(archive.with(parts)) == 0);
  }
}

TEST_CASE("Batches at wrong places are found", "[reader][damage]") {
  const BatchedArchive archive;
  for (const auto& parts : std::vector<std::vector<uint32_t>>{
           {0, kEmpty, 1, 2}, {0, 1, kEmpty, 2}, {0, kEmpty, 1, kEmpty, 2}, {kEmpty, kEmpty, 0, 1, 2, kEmpty}}) {
    CHECK(archive.state_of(archive.with(parts)) == "========");
    CHECK(warning_count(archive.with(parts)) == 1);
  }
}

TEST_CASE("Batches that cannot be told from each other are refused", "[reader][damage]") {
  const BatchedArchive archive;
  // Too few, too many, of wrong sizes, unreadable, names and details at odds.
  CHECK(archive.state_of(archive.with({0, kEmpty, kEmpty, 2})) == "===xxxxx");
  CHECK(archive.state_of(archive.with({0, kEmpty, 1, 1, 2})) == "===xxxxx");
  CHECK(archive.state_of(archive.with({0, kEmpty, 2, 1})) == "===xxxxx");
  CHECK(archive.state_of(archive.with({0, 1, kGarbage, 2})) == "======xx");
  CHECK(archive.state_of(archive.with({0, 1, kEmpty, 2}, {0, 1, 2, kEmpty})) == "======xx");
  CHECK(archive.state_of(archive.with({0, 1, kEmpty, 2}, {0, 1, 2})) == "======xx");
  CHECK(warning_count(archive.file("b.agc")) == 1);
  // What is surplus does not matter to samples that are all in their places.
  CHECK(archive.state_of(archive.with({0, 1, 2, kGarbage})) == "========");
  CHECK(archive.state_of(archive.with({0, 1, 2, 0})) == "========");
}

TEST_CASE("Samples whose batch is missing are refused, the others read", "[reader][damage]") {
  const BatchedArchive archive;
  CHECK(archive.state_of(archive.with({0, 1})) == "======xx");
  CHECK(archive.state_of(archive.with({0, 1, 2}, {0, 1})) == "======xx");
  CHECK(archive.state_of(archive.with({})) == "xxxxxxxx");
  const ArchiveReader reader(archive.with({0, 1}));
  CHECK_THROWS_WITH(reader.contig_names(7), Catch::Contains("expected batch 2, of samples"));
  REQUIRE(reader.warnings().size() == 1);
  CHECK_THAT(reader.warnings()[0], Catch::Contains("samples from number 7 on are lost"));
}

TEST_CASE("Samples that lost their contigs are not taken for empty ones", "[reader][damage]") {
  const BatchedArchive archive;
  const std::string path = archive.with({0, kEmpty, kFirstIsEmptied, 2});
  const ArchiveReader reader(path);
  CHECK_THROWS_WITH(reader.contig_names(3), Catch::Contains("lost"));
  CHECK(reader.contig_names(4).size() == 1);
  CHECK(test::same(test::read_sample(reader, 7), archive.samples()[7]));
  CHECK(archive.state_of(archive.with({0, kEmpty, 2, kEmpty})).substr(0, 6) == "===xxx");
}

TEST_CASE("What AGC put at a wrong place is what it was given", "[reader][damage]") {
  const ArchiveReader reader(test::golden("hazards/concat_exact_appended.agc"));
  const ArchiveReader before(test::golden("hazards/concat_exact.agc"));
  CHECK(before.warnings().empty());
  REQUIRE(reader.warnings().size() == 1);
  for (uint32_t sample = 0; sample < 10; ++sample) {
    CHECK(test::same(test::read_sample(reader, sample), test::read_sample(before, sample)));
  }
  for (uint32_t sample = 10; sample < 15; ++sample) {
    const Sample found = test::read_sample(reader, sample);
    CHECK(found.name == "h" + std::to_string(sample - 10));
    REQUIRE(found.contigs.size() == 1);
    CHECK(found.contigs[0].name == found.name);
    CHECK(found.contigs[0].letters.size() > 500);
  }
}

TEST_CASE("Appending keeps what AGC put at a wrong place", "[append][damage]") {
  const test::TemporaryFolder folder;
  const std::string damaged = test::golden("hazards/concat_exact_appended.agc");
  test::write_file(folder.file("more.fa"), ">c\nACGTACGTTT\n");
  append_archive({.archive = damaged, .inputs = {folder.file("more.fa")}, .output = folder.file("a.agc")});
  const ArchiveReader before(damaged);
  std::vector<Sample> expected;
  for (uint32_t sample = 0; sample < 15; ++sample) expected.push_back(test::read_sample(before, sample));
  expected.push_back({"more", {{"c", "ACGTACGTTT"}}});
  CHECK(test::holds(folder.file("a.agc"), expected));
  CHECK(warning_count(folder.file("a.agc")) == 0);
}

TEST_CASE("Appending puts batches right or refuses", "[append][damage]") {
  const BatchedArchive archive;
  const std::string more = archive.file("more.fa");
  test::write_file(more, ">c\nACGTACGTTT\n");
  const auto append = [&](const std::string& path) {
    append_archive({.archive = path, .inputs = {more}, .output = archive.file("c.agc")});
    return archive.file("c.agc");
  };
  std::vector<Sample> expected = archive.samples();
  expected.push_back({"more", {{"c", "ACGTACGTTT"}}});
  for (const auto& parts : std::vector<std::vector<uint32_t>>{
           {0, 1, 2, kEmpty}, {0, kEmpty, 1, 2}, {0, 1, kEmpty, 2}, {0, kEmpty, 1, kEmpty, 2, kEmpty}}) {
    const std::string repaired = append(archive.with(parts));
    CHECK(test::holds(repaired, expected));
    test::check_writer_rules(repaired);
    CHECK(warning_count(repaired) == 0);
    const ContainerReader container(std::make_shared<const InputFile>(repaired));
    CHECK(container.part_count(container.require(kStreamCollectionContigs)) == 3);
    CHECK(container.part_count(container.require(kStreamCollectionDetails)) == 3);
  }
  for (const auto& parts : std::vector<std::vector<uint32_t>>{{0, 1},
                                                              {0, 1, 2, 0},
                                                              {0, 1, 2, kGarbage},
                                                              {0, kEmpty, kEmpty, 2},
                                                              {0, kEmpty, kFirstIsEmptied, 2},
                                                              {0, kEmpty, 2, kEmpty}}) {
    CHECK_THROWS_AS(append(archive.with(parts)), Error);
  }
}

}  // namespace
}  // namespace agc
