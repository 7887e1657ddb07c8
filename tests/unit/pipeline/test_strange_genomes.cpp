// Genomes of chromosomes of which each is of a kind of its own, or of one of a few.

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "format/growth_marks.h"
#include "pipeline/stored_archive.h"
#include "reader/archive_layout.h"
#include "unit/support/collection_files.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::Sample;

constexpr uint64_t kLength = 300000;
constexpr double kFar = 70;  // substitutions in a thousand
constexpr double kNear = 2;

Sample sample_of(uint32_t number, const test::Symbols& symbols) {
  const std::string name = "s" + std::to_string(number);
  return {name, {{name, test::letters_of(symbols)}}};
}

// Each so far from a common ancestor.
std::vector<Sample> star(uint32_t samples) {
  GenomeMaker maker(5);
  const auto ancestor = maker.bases(kLength);
  std::vector<Sample> result;
  for (uint32_t n = 0; n < samples; ++n) result.push_back(sample_of(n, maker.mutate(ancestor, {kFar, 0, 0, 0})));
  return result;
}

// Of so many kinds, in turn.
std::vector<Sample> of_kinds(uint32_t kinds, uint32_t samples) {
  GenomeMaker maker(6);
  const auto ancestor = maker.bases(kLength);
  std::vector<test::Symbols> first;
  for (uint32_t kind = 0; kind < kinds; ++kind) first.push_back(maker.mutate(ancestor, {kFar, 0, 0, 0}));
  std::vector<Sample> result;
  for (uint32_t n = 0; n < samples; ++n) {
    result.push_back(sample_of(n, maker.mutate(first[n % kinds], {kNear, 0, 0, 0})));
  }
  return result;
}

uint64_t raw_segments(const std::string& path) {
  const StoredArchive archive(path);
  const std::vector<uint32_t> packs = archive.pack_counts();
  uint64_t count = 0;
  for (uint32_t group = 0; group < std::min<size_t>(packs.size(), kRawGroupCount); ++group) count += packs[group];
  return count;
}

std::optional<std::string> recorded(const std::string& path) {
  const StoredArchive archive(path);
  return strange_stretches(archive.file_type_info(), archive.sample_names().size());
}

TEST_CASE("Of a star of distant relatives most stay symbols", "[pipeline][strange]") {
  const test::CollectionFiles files(star(12));
  create_archive(files.options());
  test::require_archive_holds(files.archive_path(), files.samples());
  const size_t size = test::read_file(files.archive_path()).size();
  CHECK(size < 12 * kLength / 4 * 4 / 5);  // of two bits a symbol
  CHECK(raw_segments(files.archive_path()) > 0);
  CHECK(recorded(files.archive_path()));
  files.append_one_by_one();
  test::require_archive_holds(files.archive_path(), files.samples());
  CHECK(test::read_file(files.archive_path()).size() < size * 103 / 100);
}

TEST_CASE("Of a few kinds each is stored once, beside what it is like", "[pipeline][strange]") {
  const test::CollectionFiles files(of_kinds(3, 15));
  create_archive(files.options());
  test::require_archive_holds(files.archive_path(), files.samples());
  const size_t size = test::read_file(files.archive_path()).size();
  CHECK(raw_segments(files.archive_path()) == 0);
  CHECK(size < 3 * kLength / 4);  // of two bits a symbol for the kinds alone
  files.append_one_by_one();
  test::require_archive_holds(files.archive_path(), files.samples());
  CHECK(test::read_file(files.archive_path()).size() < size * 103 / 100);
}

}  // namespace
}  // namespace agc
