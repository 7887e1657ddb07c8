// Genomes that differ throughout, one by one.

#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "format/growth_marks.h"
#include "pipeline/stored_archive.h"
#include "reader/archive_layout.h"
#include "unit/support/collection_files.h"
#include "unit/support/resealed.h"

namespace agc {
namespace {

using test::GenomeMaker;

// Genomes of one contig, each with so many substitutions in a thousand.
std::vector<test::Sample> relatives(uint32_t samples, uint64_t length, double substitutions) {
  GenomeMaker maker(3);
  const test::Symbols ancestor = maker.bases(length);
  std::vector<test::Sample> result;
  for (uint32_t n = 0; n < samples; ++n) {
    const std::string name = "s" + std::to_string(n);
    result.push_back({name, {{name, test::letters_of(maker.mutate(ancestor, {substitutions, 0, 0, 0}))}}});
  }
  return result;
}

std::optional<std::string> recorded(uint32_t samples, uint64_t length, double substitutions) {
  const test::CollectionFiles files(relatives(samples, length, substitutions));
  create_archive(files.options());
  const StoredArchive archive(files.archive_path());
  return diverged_samples(archive.file_type_info(), samples);
}

TEST_CASE("Archives tell of short genomes that differ throughout", "[pipeline][divergence]") {
  CHECK(recorded(1, 9000, 60) == std::nullopt);
  CHECK(recorded(3, 9000, 60) == "011");
  CHECK(recorded(51, 3000, 60) == std::string(16, '1'));
  CHECK(recorded(20, 9000, 2) == std::nullopt);
  CHECK(recorded(4, 300000, 60) == std::nullopt);
}

TEST_CASE("Diverged genomes take little more if they come one by one", "[pipeline][divergence][append]") {
  const test::CollectionFiles files(relatives(60, 9000, 60));
  create_archive(files.options());
  const size_t at_once = test::read_file(files.archive_path()).size();
  files.append_one_by_one();
  test::require_archive_holds(files.archive_path(), files.samples());
  REQUIRE(test::read_file(files.archive_path()).size() < at_once * 21 / 20);
}

// Packs that are copied have not been decoded: if they are damaged, their own checksum alone tells, which readers
// ignore where there is a check.
TEST_CASE("Packs without checks get none when they are copied", "[pipeline][divergence][append]") {
  std::vector<test::Sample> samples = relatives(120, 9000, 60);
  // Unlike the others, so that their packs stay as they are.
  samples.push_back({"other", {{"other", test::letters_of(GenomeMaker(4).bases(9000))}}});
  const test::CollectionFiles files(samples);
  CreateOptions create = files.options();
  const std::string last = create.inputs.back();
  create.inputs.pop_back();
  create_archive(create);
  const std::string archive = files.archive_path();
  const std::string old = files.folder().file("old.agc");
  test::copy_resealed(
      archive, old, [](std::string_view, Part&) {}, test::Checks::others);
  AppendOptions append;
  append.archive = old;
  append.output = files.folder().file("longer.agc");
  append.inputs = {last};
  append.level = create.level;
  append_archive(append);
  test::require_archive_holds(append.output, samples);

  const auto has_check = [](const std::string& path) {
    const ArchiveLayout layout(path);
    const auto packs = layout.find_group_stream({0, GroupStreamKind::delta});
    REQUIRE(packs);
    REQUIRE(layout.container().part_count(*packs) == 3);
    REQUIRE(layout.container().part_location(*packs, 0).size >= 16384);
    return layout.container().find_check(*packs, 0) != nullptr;
  };
  CHECK(has_check(archive));
  CHECK_FALSE(has_check(old));
  CHECK_FALSE(has_check(append.output));
  // One that has a check keeps it.
  append.archive = archive;
  append_archive(append);
  CHECK(has_check(append.output));
}

}  // namespace
}  // namespace agc
