// Extracted contigs against the digests of archives, and digests of contigs stored and computed.

#include <catch2/catch.hpp>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "agc/extraction_check.h"
#include "agc/verify.h"
#include "unit/support/archives.h"

namespace agc {
namespace {

using test::Sample;
using test::TemporaryFolder;

void create(const std::vector<std::string>& inputs, const std::string& output, bool sequence_digests) {
  create_archive(
      {.inputs = inputs, .output = output, .params = {}, .threads = 2, .sequence_digests = sequence_digests});
}

std::vector<Sample> small_samples() {
  return test::random_collection(1, {.samples = 3, .chromosomes = 2, .chromosome_length = 3000});
}

void add_sample(ExtractionCheck& check, const std::vector<Sample>& samples, uint32_t sample) {
  for (auto c = static_cast<uint32_t>(samples[sample].contigs.size()); c-- > 0;)
    check.add({sample, c}, samples[sample].contigs[c].letters);
}

TEST_CASE("Whole samples can be checked, and errors are found", "[check]") {
  const TemporaryFolder folder;
  for (const bool sequence_digests : {false, true}) {
    const std::vector<Sample> samples = small_samples();
    const std::string path = folder.file("a.agc");
    create(test::write_samples(folder, samples), path, sequence_digests);
    const ArchiveReader reader(path);
    ExtractionCheck check(path, reader);
    for (uint32_t s = 0; s + 1 < samples.size(); ++s) add_sample(check, samples, s);
    // One digest of all samples; or one of each contig.
    CHECK(check.unchecked() == (sequence_digests ? 0 : 20));
    add_sample(check, samples, 2);
    CHECK(check.unchecked() == 0);

    std::vector<Sample> others = samples;
    char& letter = others[1].contigs[0].letters[17];
    letter = letter == 'A' ? 'C' : 'A';
    ExtractionCheck second(path, reader);
    const auto add_all = [&] {
      for (uint32_t s = 0; s < others.size(); ++s) add_sample(second, others, s);
    };
    CHECK_THROWS_AS(add_all(), Error);
  }
}

TEST_CASE("Large contigs are checked alone", "[check]") {
  const TemporaryFolder folder;
  std::vector<Sample> samples;
  test::GenomeMaker maker(5);
  for (const char* name : {"a", "b"}) samples.push_back({name, {{"c", test::letters_of(maker.bases(100000))}}});
  const std::string path = folder.file("a.agc");
  create(test::write_samples(folder, samples), path, false);
  const ArchiveReader reader(path);
  ExtractionCheck check(path, reader);
  check.add({1, 0}, samples[1].contigs[0].letters);
  CHECK(check.unchecked() == 0);
  CHECK_THROWS_AS(check.add({0, 0}, samples[1].contigs[0].letters), Error);
}

TEST_CASE("Archives without digests leave everything unchecked", "[check]") {
  const TemporaryFolder folder;
  const std::vector<Sample> samples = small_samples();
  create(test::write_samples(folder, samples), folder.file("a.agc"), true);
  test::copy_archive(folder.file("a.agc"), folder.file("b.agc"), [](std::string_view, Part&) {});
  const ArchiveReader reader(folder.file("b.agc"));
  ExtractionCheck check(folder.file("b.agc"), reader);
  add_sample(check, samples, 0);
  CHECK(check.unchecked() == samples[0].contigs.size());
  CHECK_FALSE(reader.stored_digests({0, 0}));
}

TEST_CASE("Refget digests are kept for the samples for which they are asked", "[check][refget]") {
  const TemporaryFolder folder;
  const std::vector<Sample> samples = test::random_collection(7, {.samples = 7});
  const std::vector<std::string> paths = test::write_samples(folder, samples);
  const std::string path = folder.file("a.agc");
  create_archive({.inputs = {paths[0], paths[1]}, .output = path, .params = {.pack_cardinality = 3}, .threads = 2});
  const std::vector<bool> stored = {false, false, true, true, false, true, true};
  size_t done = 2;
  for (const size_t count : {2, 1, 2}) {
    append_archive({.archive = path,
                    .inputs = {paths.begin() + static_cast<std::ptrdiff_t>(done),
                               paths.begin() + static_cast<std::ptrdiff_t>(done + count)},
                    .output = path,
                    .threads = 2,
                    .sequence_digests = stored[done]});
    done += count;
  }
  const ArchiveReader reader(path);
  for (uint32_t s = 0; s < samples.size(); ++s) {
    for (uint32_t c = 0; c < samples[s].contigs.size(); ++c) {
      const auto digests = reader.stored_digests({s, c});
      REQUIRE(digests.has_value() == stored[s]);
      if (digests) CHECK(*digests == compute_sequence_digests(samples[s].contigs[c].letters));
    }
  }
  const VerifyReport report = verify_archive(path);
  CHECK(report.sound());
  CHECK(report.compared_samples == 7);
}

TEST_CASE("What a check before the end throws keeps the archive from its name", "[check]") {
  const TemporaryFolder folder;
  const std::vector<Sample> samples = small_samples();
  const std::string path = folder.file("a.agc");
  bool sound = false;
  CreateOptions options{.inputs = test::write_samples(folder, samples), .output = path, .params = {}};
  options.before_commit = [&](const std::string& complete) {
    sound = verify_archive(complete).compared_samples == 3;
    throw Error(ErrorKind::internal, "no");
  };
  CHECK_THROWS_AS(create_archive(options), Error);
  CHECK(sound);
  CHECK_THROWS_AS(ArchiveReader(path), Error);
}

}  // namespace
}  // namespace agc
