// What is left of damaged archives is saved, and nothing is called whole that is not.

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "agc/recover.h"
#include "agc/verify.h"
#include "format/segment_codec.h"
#include "reader/archive_layout.h"
#include "unit/support/archives.h"
#include "unit/support/golden.h"
#include "unit/support/resealed.h"

namespace agc {
namespace {

using test::Sample;
using test::TemporaryFolder;
using SamplesByName = std::map<std::string, Sample>;

SamplesByName samples_of(const std::string& archive) {
  const ArchiveReader reader(archive);
  SamplesByName samples;
  for (uint32_t number = 0; number < reader.sample_names().size(); ++number) {
    samples[reader.sample_names()[number]] = test::read_sample(reader, number);
  }
  return samples;
}

std::string text_of(const RecoverReport& report) {
  std::string text;
  for (const std::string& note : report.notes) text += note + "\n";
  for (const RecoveredSample& sample : report.samples) {
    text +=
        sample.name + " " + std::to_string(static_cast<int>(sample.state)) + " " + sample.problem + sample.doubt + "\n";
  }
  return text;
}

// One that is made, damaged and recovered.
class Patient {
 public:
  explicit Patient(uint32_t seed, const test::CollectionShape& shape = {.samples = 4}, uint32_t cardinality = 50) {
    const std::vector<Sample> samples = test::random_collection(seed, shape);
    create_archive({.inputs = test::write_samples(folder_, samples),
                    .output = sound(),
                    .params = {.pack_cardinality = cardinality},
                    .threads = 2});
    take(sound());
  }
  explicit Patient(const std::string& archive) { take(archive); }

  const std::string& bytes() const { return bytes_; }
  std::string sound() const { return folder_.file("sound.agc"); }
  std::string saved() const { return folder_.file("saved.agc"); }
  const SamplesByName& samples() const { return samples_; }
  std::string file(const std::string& name) const { return folder_.file(name); }

  // Without the footer.
  std::string parts() const {
    const ContainerReader container(std::make_shared<const InputFile>(path_));
    uint64_t end = 0;
    for (uint32_t s = 0; s < container.stream_count(); ++s) {
      for (uint32_t p = 0; p < container.part_count(StreamIndex{s}); ++p) {
        const PartLocation part = container.part_location(StreamIndex{s}, p);
        const auto count = static_cast<uint8_t>(bytes_[part.offset]);
        end = std::max(end, part.offset + 1 + (part.size > 0 ? count : 0) + part.size);
      }
    }
    return bytes_.substr(0, end);
  }

  // Whatever the report calls whole or saves of a sample is what the sound archive holds.
  RecoverReport recover(const std::string& damaged) const {
    test::write_file(folder_.file("damaged.agc"), damaged);
    std::filesystem::remove(saved());
    const RecoverReport report = recover_archive({.archive = folder_.file("damaged.agc"), .output = saved()});
    INFO(text_of(report));
    CHECK((report.archive_bytes > 0) == std::filesystem::exists(saved()));
    if (report.archive_bytes == 0) {
      CHECK(report.count(SampleState::lost) == report.samples.size());
      return report;
    }
    const SamplesByName saved_samples = samples_of(saved());
    for (const RecoveredSample& sample : report.samples) {
      if (!sample.doubt.empty() || !samples_.contains(sample.name)) continue;
      CHECK(saved_samples.contains(sample.name) == (sample.state != SampleState::lost));
      if (sample.state == SampleState::lost) continue;
      const Sample& expected = samples_.at(sample.name);
      const Sample& found = saved_samples.at(sample.name);
      if (sample.state == SampleState::whole) REQUIRE(test::same(found, expected));
      CHECK(found.contigs.size() + sample.lost_contigs.size() == sample.contigs);
      for (const auto& contig : found.contigs) {
        const auto same = [&](const auto& other) {
          return other.name == contig.name && other.letters == contig.letters;
        };
        REQUIRE(std::ranges::any_of(expected.contigs, same));
      }
    }
    return report;
  }

 private:
  void take(const std::string& archive) {
    path_ = archive;
    bytes_ = test::read_file(archive);
    samples_ = samples_of(archive);
  }

  TemporaryFolder folder_;
  std::string path_;
  std::string bytes_;
  SamplesByName samples_;
};

TEST_CASE("A sound archive is saved as it is", "[recover]") {
  const Patient patient(1);
  CHECK(patient.recover(patient.bytes()).complete());
  const VerifyReport report = verify_archive(patient.saved());
  CHECK(report.sound());
  CHECK(report.compared_samples == patient.samples().size());
  test::write_file(patient.file("more.fa"), ">c\n" + std::string(5000, 'A') + "\n");
  append_archive({.archive = patient.saved(), .inputs = {patient.file("more.fa")}, .output = patient.file("more.agc")});
  CHECK(verify_archive(patient.file("more.agc")).sound());
}

TEST_CASE("Archives of every version are saved", "[recover][golden]") {
  for (const std::string& name : test::golden_cases()) {
    INFO(name);
    const Patient patient(test::golden(name + "/a.agc"));
    CHECK(patient.recover(patient.bytes()).complete());
    const VerifyReport report = verify_archive(patient.saved());
    CHECK(report.sound());
    CHECK(report.compared_samples == 0);
  }
}

TEST_CASE("A part that is damaged takes with it what needs it, and no more", "[recover][damage]") {
  const Patient patient(2, {.samples = 5, .chromosomes = 3, .chromosome_length = 20000}, 3);
  const ArchiveLayout layout(patient.sound());
  size_t partial = 0;
  for (uint32_t s = 0; s < layout.container().stream_count(); ++s) {
    for (uint32_t p = 0; p < layout.container().part_count(StreamIndex{s}); ++p) {
      const PartLocation location = layout.container().part_location(StreamIndex{s}, p);
      // Without the parameters everything is lost, unless they are the usual ones.
      if (location.size == 0 || layout.container().stream_name(StreamIndex{s}) == kStreamParams) continue;
      std::string damaged = patient.bytes();
      damaged[location.offset + 2 + location.size / 2] ^= 16;
      CAPTURE(layout.container().stream_name(StreamIndex{s}), p);
      const RecoverReport report = patient.recover(damaged);
      CHECK(report.samples.size() == patient.samples().size());
      CHECK(report.count(SampleState::lost) < report.samples.size());
      partial += report.count(SampleState::partial);
      CHECK(verify_archive(patient.saved()).sound());
    }
  }
  CHECK(partial > 0);
}

TEST_CASE("The parts of a lost footer are found", "[recover][damage]") {
  for (const uint32_t cardinality : {50, 3}) {
    const Patient patient(3, {.samples = 7, .chromosomes = 2, .chromosome_length = 70000}, cardinality);
    const RecoverReport report = patient.recover(patient.parts());
    INFO(text_of(report));
    CHECK(report.complete());
    CHECK(verify_archive(patient.saved()).compared_samples == 7);
  }
}

TEST_CASE("Archives of AGC without their footers", "[recover][golden]") {
  size_t whole = 0;
  size_t all = 0;
  for (const std::string& name : test::golden_cases()) {
    if (name.starts_with("old_v1") || name.starts_with("old_v2")) continue;
    INFO(name);
    const Patient patient(test::golden(name + "/a.agc"));
    const RecoverReport report = patient.recover(patient.parts());
    whole += report.count(SampleState::whole) + report.count(SampleState::doubtful);
    all += patient.samples().size();
  }
  CHECK(whole > all / 2);
}

TEST_CASE("An archive cut anywhere is searched for what is left", "[recover][damage]") {
  const Patient patient(4, {.samples = 4, .chromosomes = 2, .chromosome_length = 3000}, 2);
  std::set<size_t> counts;
  for (size_t size = 0; size < patient.bytes().size(); size += 101) {
    CAPTURE(size);
    const RecoverReport report = patient.recover(patient.bytes().substr(0, size));
    counts.insert(report.count(SampleState::whole));
  }
  CHECK(counts.contains(0));
  CHECK(counts.contains(4));
}

TEST_CASE("An archive cut among its references keeps names and what does not need the lost ones", "[recover][damage]") {
  const Patient patient(4, {.samples = 6, .chromosomes = 8, .chromosome_length = 70000}, 4);
  const ArchiveLayout layout(patient.sound());
  std::vector<uint64_t> references;
  for (uint32_t group = kRawGroupCount;; ++group) {
    const auto stream = layout.find_group_stream({group, GroupStreamKind::reference});
    if (!stream) break;
    references.push_back(layout.container().part_location(*stream, 0).offset);
  }
  REQUIRE(references.size() > 4);
  REQUIRE(std::ranges::is_sorted(references));
  const RecoverReport report = patient.recover(patient.bytes().substr(0, references[references.size() / 2] + 10));
  INFO(text_of(report));
  CHECK(report.all_known);
  REQUIRE(report.samples.size() == patient.samples().size());
  for (const RecoveredSample& sample : report.samples) {
    CHECK(patient.samples().contains(sample.name));
    CHECK(sample.state == SampleState::partial);
    CHECK(sample.lost_contigs.size() < sample.contigs);
  }
}

TEST_CASE("With any bit flipped nothing wrong is called whole", "[recover][damage]") {
  const Patient patient(5, {.samples = 3, .chromosomes = 1, .chromosome_length = 600}, 2);
  size_t complete = 0;
  size_t runs = 0;
  for (size_t bit = 0; bit < patient.bytes().size() * 8; bit += 101, ++runs) {
    CAPTURE(bit);
    std::string damaged = patient.bytes();
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    if (patient.recover(damaged).complete()) ++complete;
  }
  CHECK(complete > runs / 20);
  CHECK(complete < runs);
}

TEST_CASE("With bytes overwritten, lost or inserted nothing wrong is called whole", "[recover][damage]") {
  const Patient patient(6, {.samples = 4, .chromosomes = 2, .chromosome_length = 30000}, 3);
  std::mt19937 random(6);
  const auto any = [&](size_t end) { return std::uniform_int_distribution<size_t>(0, end - 1)(random); };
  for (int run = 0; run < 60; ++run) {
    CAPTURE(run);
    std::string damaged = run % 2 == 0 ? patient.bytes() : patient.parts();
    const size_t at = any(damaged.size());
    const size_t length = std::min(damaged.size() - at, size_t{1} + any(200));
    switch (run % 3) {
      case 0:
        damaged.replace(at, length, length, '\0');
        break;
      case 1:
        damaged.erase(at, length);
        break;
      default:
        damaged.insert(at, length, static_cast<char>(any(256)));
        break;
    }
    patient.recover(damaged);
  }
}

TEST_CASE("Samples without names and records are counted, but not on the word of damaged parameters alone",
          "[recover][damage]") {
  const Patient patient(6, {.samples = 7, .chromosomes = 1, .chromosome_length = 3000}, 2);
  const auto samples_found = [&](uint32_t cardinality) {
    size_t names = 0;
    test::copy_resealed(patient.sound(), patient.file("changed.agc"), [&](std::string_view stream, Part& part) {
      const bool first_names = stream == kStreamCollectionContigs && names++ < 3;
      if (stream == kStreamCollectionSamples || first_names) std::ranges::fill(part.payload, 0xEE);
      if (stream == kStreamParams) {
        ArchiveParams params = decode_params(part.payload, kFileVersion3);
        params.pack_cardinality = cardinality;
        part.payload = encode_params(params).payload;
      }
    });
    return patient.recover(test::read_file(patient.file("changed.agc"))).samples.size();
  };
  CHECK(samples_found(2) == 7);
  CHECK(samples_found(1'000'000'000) == 0);
}

TEST_CASE("Sequence that differs from what was read is not called whole", "[recover][damage]") {
  for (const uint64_t length : {3000, 90000}) {
    const Patient patient(7, {.samples = 4, .chromosomes = 1, .chromosome_length = length});
    bool changed = false;
    test::copy_resealed(patient.sound(), patient.file("changed.agc"), [&](std::string_view stream, Part& part) {
      const auto group = parse_group_stream_name(stream, kFileVersion3);
      if (changed || !group || group->kind != GroupStreamKind::delta || part.payload.empty()) return;
      ZstdDecompressor decompressor;
      ZstdCompressor compressor;
      std::vector<uint8_t> plain = decode_pack(part.metadata, part.payload, decompressor);
      const auto base = std::find_if(plain.rbegin(), plain.rend(), [](uint8_t c) { return c == 'A' || c == 'C'; });
      if (base == plain.rend()) return;
      *base ^= 'A' ^ 'C';
      changed = true;
      part = encode_pack(plain, compressor, {});
    });
    REQUIRE(changed);
    const RecoverReport report = patient.recover(test::read_file(patient.file("changed.agc")));
    CHECK_FALSE(report.complete());
    CHECK(report.count(SampleState::whole) < 4);
  }
}

TEST_CASE("Refget digests are saved with the contigs", "[recover]") {
  const TemporaryFolder folder;
  const auto paths = test::write_samples(folder, test::random_collection(8, {.samples = 3}));
  create_archive({.inputs = paths, .output = folder.file("a.agc"), .params = {}, .sequence_digests = true});
  CHECK(recover_archive({.archive = folder.file("a.agc"), .output = folder.file("b.agc")}).complete());
  const ArchiveReader before(folder.file("a.agc"));
  const ArchiveReader after(folder.file("b.agc"));
  for (uint32_t sample = 0; sample < 3; ++sample) {
    REQUIRE(after.stored_digests({sample, 0}));
    CHECK(after.stored_digests({sample, 0}) == before.stored_digests({sample, 0}));
  }
}

TEST_CASE("What is no archive is not saved, and an archive not replaced", "[recover]") {
  const Patient patient(9, {.samples = 2, .chromosomes = 1, .chromosome_length = 300});
  CHECK_THROWS_AS(recover_archive({.archive = patient.sound(), .output = patient.sound()}), Error);
  CHECK_THROWS_AS(recover_archive({.archive = patient.file("missing.agc")}), Error);
  CHECK_FALSE(patient.recover(std::string(100, 'x')).all_known);
  CHECK(recover_archive({.archive = patient.sound()}).archive_bytes == 0);
  CHECK(verify_archive(patient.sound()).sound());
}

}  // namespace
}  // namespace agc
