// Sound archives are found sound, whoever made them, and others not.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "agc/verify.h"
#include "format/collection_v3.h"
#include "format/segment_codec.h"
#include "unit/support/archives.h"
#include "unit/support/golden.h"
#include "unit/support/resealed.h"

namespace agc {
namespace {

using test::Sample;
using test::TemporaryFolder;

std::string text_of(const VerifyReport& report) {
  std::string text;
  for (const Finding& finding : report.findings) text += finding.where + ": " + finding.problem + "\n";
  return text;
}

class Collection {
 public:
  explicit Collection(uint32_t seed, const test::CollectionShape& shape = {.samples = 5})
      : samples_(test::random_collection(seed, shape)), paths_(test::write_samples(folder_, samples_)) {
    create_archive({.inputs = {paths_.begin(), paths_.end() - 1}, .output = archive(), .params = {}, .threads = 2});
  }

  std::string archive() const { return folder_.file("a.agc"); }
  std::string file(const std::string& name) const { return folder_.file(name); }
  const std::vector<Sample>& samples() const { return samples_; }
  const std::string& last_path() const { return paths_.back(); }  // not in the archive

 private:
  TemporaryFolder folder_;
  std::vector<Sample> samples_;
  std::vector<std::string> paths_;
};

TEST_CASE("Archives of ours are sound and hold what was read", "[verify]") {
  const Collection collection(1);
  VerifyReport report = verify_archive(collection.archive(), {.threads = 2});
  CHECK(text_of(report) == "");
  CHECK(report.unchecked.empty());
  CHECK(report.compared_samples == 4);
  CHECK(report.samples == 4);

  append_archive(
      {.archive = collection.archive(), .inputs = {collection.last_path()}, .output = collection.file("b.agc")});
  report = verify_archive(collection.file("b.agc"));
  CHECK(text_of(report) == "");
  CHECK(report.unchecked.empty());
  CHECK(report.compared_samples == 5);
}

TEST_CASE("What has no digests is told", "[verify]") {
  const Collection collection(2);
  test::copy_archive(collection.archive(), collection.file("b.agc"), [](std::string_view, Part&) {});
  VerifyReport report = verify_archive(collection.file("b.agc"));
  CHECK(report.sound());
  CHECK(report.compared_samples == 0);
  REQUIRE(report.unchecked.size() == 3);
  CHECK(report.unchecked[0].starts_with("the footer"));
  // File type, parameters, splitters and keys, which are stored plain; the other two have checksums of zstd.
  CHECK(report.unchecked[1].starts_with("the content of 4 of 7 parts"));
  CHECK(report.unchecked[2].starts_with("whether 4 of 4 samples"));

  append_archive(
      {.archive = collection.file("b.agc"), .inputs = {collection.last_path()}, .output = collection.file("c.agc")});
  report = verify_archive(collection.file("c.agc"));
  CHECK(report.sound());
  CHECK(report.compared_samples == 1);
  CHECK(report.unchecked.size() == 1);
}

TEST_CASE("Archives of every version are sound", "[verify][golden]") {
  for (const std::string& name : test::golden_cases()) {
    INFO(name);
    const VerifyReport report = verify_archive(test::golden(name + "/a.agc"), {.threads = 2});
    CHECK(report.contigs > 0);
    // Footer; names, records and parameters; packs and references; samples.
    CHECK(report.unchecked.size() == 4);
    if (name == "old_v30_append") {
      REQUIRE(report.findings.size() == 1);
      CHECK(report.findings[0].kind == FindingKind::defect);
      CHECK(report.findings[0].samples == std::vector<std::string>{"s3", "n1"});
    } else {
      CHECK(text_of(report) == "");
    }
  }
}

TEST_CASE("Something is found in every damaged archive", "[verify][damage]") {
  // Numbers that no rule binds where there are no digests.
  const std::set<std::string> sound = {"base", "flip_params_card", "flip_samples"};
  for (const auto& entry : std::filesystem::directory_iterator(test::golden("errors"))) {
    if (entry.path().extension() != ".agc") continue;
    INFO(entry.path());
    CHECK(verify_archive(entry.path()).sound() == sound.contains(entry.path().stem()));
  }
}

// What is found in an archive, all of one kind.
void check_findings(const std::string& path, FindingKind kind, const std::string& problem) {
  INFO(path);
  const VerifyReport report = verify_archive(path);
  REQUIRE_FALSE(report.findings.empty());
  for (const Finding& finding : report.findings) CHECK(finding.kind == kind);
  CHECK_THAT(report.findings[0].problem, Catch::Contains(problem));
}

TEST_CASE("Known defects of other writers are named", "[verify][damage]") {
  const auto hazard = [](const std::string& name) { return test::golden("hazards/" + name + ".agc"); };
  check_findings(hazard("unk"), FindingKind::defect, "defect 9");
  check_findings(hazard("at"), FindingKind::defect, "defect 9");
  check_findings(hazard("concat_exact"), FindingKind::defect, "defect 2");
  check_findings(hazard("concat_exact_appended"), FindingKind::defect, "defect 2");
  check_findings(hazard("dup"), FindingKind::defect, "defect 4");
  check_findings(hazard("nosamples"), FindingKind::defect, "defect 7");
  check_findings(hazard("extra_stream_first"), FindingKind::rule, "collection-samples");
  check_findings(hazard("delta_without_marker"), FindingKind::rule, "00");
  CHECK_THAT(verify_archive(hazard("append_nothing")).findings[0].problem, Catch::Contains("defect 5"));
  for (const char* name : {"base", "empty", "extra_info_key", "extra_stream_4th", "extra_stream_last", "handmade_lz",
                           "minimal", "minimal_card3", "unsorted_splitters", "utf"}) {
    INFO(name);
    CHECK(text_of(verify_archive(hazard(name))) == "");
  }
}

// One literal base for another in the last text of some pack.
bool change_a_base(Part& part) {
  ZstdDecompressor decompressor;
  ZstdCompressor compressor;
  std::vector<uint8_t> plain = decode_pack(part.metadata, part.payload, decompressor);
  for (size_t i = plain.size(); i-- > 0;) {
    if (plain[i] != 'A' && plain[i] != 'C') continue;
    plain[i] ^= 'A' ^ 'C';
    part = encode_pack(plain, compressor, {});
    return true;
  }
  return false;
}

TEST_CASE("Other sequence than was read is found and located", "[verify][damage]") {
  for (const uint64_t length : {9000, 90000}) {
    const Collection collection(3, {.samples = 5, .chromosomes = 1, .chromosome_length = length});
    bool changed = false;
    test::copy_resealed(collection.archive(), collection.file("b.agc"), [&](std::string_view stream, Part& part) {
      const auto group = parse_group_stream_name(stream, kFileVersion3);
      if (changed || !group || group->group < kRawGroupCount || group->kind != GroupStreamKind::delta) return;
      changed = change_a_base(part);
    });
    REQUIRE(changed);
    const VerifyReport report = verify_archive(collection.file("b.agc"));
    REQUIRE(report.findings.size() >= 1);
    CHECK(report.findings.back().kind == FindingKind::damage);
    CHECK_FALSE(report.findings.back().samples.empty());
    CHECK(report.compared_samples < 4);
  }
}

TEST_CASE("Names of samples are among what was read", "[verify][damage]") {
  const Collection collection(4);
  test::copy_resealed(collection.archive(), collection.file("b.agc"), [&](std::string_view stream, Part& part) {
    if (stream != kStreamCollectionSamples) return;
    ZstdCompressor compressor;
    const std::vector<std::string> names = {"sample_0", "sample_1", "sample_x", "sample_3"};
    part = encode_sample_names(names, compressor);
  });
  const VerifyReport report = verify_archive(collection.file("b.agc"));
  REQUIRE(report.findings.size() >= 1);
  CHECK_THAT(report.findings[0].problem, Catch::Contains("digest"));
}

TEST_CASE("Damaged parts are told with the samples that they touch", "[verify][damage]") {
  const Collection collection(5, {.samples = 3, .chromosomes = 2});
  std::set<std::string> streams;
  const ArchiveLayout layout(collection.archive());
  for (uint32_t s = 0; s < layout.container().stream_count(); ++s) {
    const std::string stream(layout.container().stream_name(StreamIndex{s}));
    if (!parse_group_stream_name(stream, kFileVersion3) || layout.container().part_count(StreamIndex{s}) == 0) continue;
    std::string bytes = test::read_file(collection.archive());
    const PartLocation location = layout.container().part_location(StreamIndex{s}, 0);
    bytes[location.offset + 2 + location.size / 2] ^= 8;
    test::write_file(collection.file("b.agc"), bytes);
    const VerifyReport report = verify_archive(collection.file("b.agc"));
    INFO(stream << ": " << text_of(report));
    REQUIRE(report.findings.size() == 1);
    CHECK_FALSE(report.findings[0].samples.empty());
    CHECK_FALSE(report.unchecked.empty());
    streams.insert(stream);
  }
  CHECK(streams.size() > 2);
}

TEST_CASE("A flipped bit is found, or does no harm", "[verify][damage]") {
  const Collection collection(6, {.samples = 3, .chromosomes = 1, .chromosome_length = 300});
  const std::vector<Sample> expected(collection.samples().begin(), collection.samples().end() - 1);
  const std::string whole = test::read_file(collection.archive());
  std::fstream file(collection.archive(), std::ios::binary | std::ios::in | std::ios::out);
  const auto write_byte = [&](size_t position, char byte) {
    file.seekp(static_cast<std::streamoff>(position));
    file.put(byte).flush();
  };
  size_t harmless = 0;
  for (size_t bit = 0; bit < whole.size() * 8; bit += 7) {
    write_byte(bit / 8, static_cast<char>(whole[bit / 8] ^ (1 << bit % 8)));
    if (verify_archive(collection.archive()).sound()) {
      ++harmless;
      CAPTURE(bit);
      REQUIRE(test::holds(collection.archive(), expected));
    }
    write_byte(bit / 8, whole[bit / 8]);
  }
  CHECK(harmless < whole.size() / 10);
}

TEST_CASE("What cannot be read at all is an error", "[verify]") {
  CHECK_THROWS_AS(verify_archive("/no such folder/a.agc"), Error);
}

}  // namespace
}  // namespace agc
