// What create and append keep of what they read, and what readers make of it.

#include <catch2/catch.hpp>
#include <fstream>

#include "agc/archive_reader.h"
#include "agc/archive_writer.h"
#include "agc/error.h"
#include "pipeline/digest_collector.h"
#include "reader/stored_digests.h"
#include "seq/alphabet.h"
#include "unit/support/archives.h"
#include "unit/support/writer_rules.h"

namespace agc {
namespace {

using test::Sample;
using test::TemporaryFolder;

Digest128 digest_of_letters(const std::string& letters) {
  std::vector<uint8_t> symbols;
  for (const char letter : letters) symbols.push_back(kLetterCodes[static_cast<uint8_t>(letter)]);
  return digest128(symbols);
}

DigestSpan contigs_of(const std::vector<Sample>& samples, size_t number) {
  DigestSpan span{DigestKind::contigs, 1, {}};
  const Sample& sample = samples[number];
  for (size_t c = 0; c < sample.contigs.size(); ++c) {
    const test::Contig& contig = sample.contigs[c];
    span.digests.push_back(
        contig_digest({number, c, sample.name, contig.name}, digest_of_letters(contig.letters), contig.letters.size()));
  }
  return span;
}

// Whether the archive's digests are those of the samples; `covered` = how many of them have one.
void check_digests(const std::string& path, const std::vector<Sample>& samples, size_t first_covered = 0) {
  const ArchiveLayout layout(path);
  const std::optional<ContentDigests> digests = read_content_digests(layout, samples.size());
  REQUIRE(digests.has_value());
  size_t sample = 0;
  for (const DigestSpan& span : *digests) {
    if (span.kind == DigestKind::none) {
      CHECK(sample + span.samples <= first_covered);
    } else if (span.kind == DigestKind::contigs) {
      CHECK(span == contigs_of(samples, sample));
    } else {
      Digest128 sum;
      for (size_t s = sample; s < sample + span.samples; ++s) {
        sum += sum_of_contigs(contigs_of(samples, s), s, samples[s].name).digests[0];
      }
      CHECK(span.digests == std::vector<Digest128>{sum});
    }
    sample += span.samples;
  }
  CHECK(sample == samples.size());
}

void create(const std::vector<std::string>& inputs, const std::string& archive, const ArchiveParams& params = {}) {
  create_archive({.inputs = inputs, .output = archive, .params = params, .threads = 2});
}

DigestKind kind_of_first(const std::string& path, size_t samples) {
  return read_content_digests(ArchiveLayout(path), samples)->front().kind;
}

TEST_CASE("Digests are those of the input however it came in", "[digests]") {
  for (uint32_t seed = 1; seed <= 4; ++seed) {
    test::GenomeMaker maker(seed);
    const TemporaryFolder folder;
    const std::vector<Sample> samples = test::random_collection(seed, {.samples = 8});
    const std::vector<std::string> paths = test::write_samples(folder, samples);
    const std::string archive = folder.file("a.agc");
    const ArchiveParams params{.pack_cardinality = static_cast<uint32_t>(1 + maker.below(4)), .segment_size = 2000};
    create({paths[0], paths[1]}, archive, params);
    for (size_t done = 2;;) {
      check_digests(archive, {samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(done)});
      if (done == samples.size()) break;
      const size_t count = 1 + maker.below(samples.size() - done);
      const auto first = paths.begin() + static_cast<std::ptrdiff_t>(done);
      append_archive({.archive = archive,
                      .inputs = {first, first + static_cast<std::ptrdiff_t>(count)},
                      .output = archive,
                      .threads = 2});
      done += count;
    }
  }
}

TEST_CASE("Large contigs have digests of their own", "[digests]") {
  const TemporaryFolder folder;
  std::vector<Sample> samples;
  test::GenomeMaker maker(5);
  for (const char* name : {"a", "b"}) {
    samples.push_back(
        {name, {{"one", test::letters_of(maker.bases(100000))}, {"two", test::letters_of(maker.bases(60000))}}});
  }
  create(test::write_samples(folder, samples), folder.file("a.agc"));
  CHECK(kind_of_first(folder.file("a.agc"), 2) == DigestKind::contigs);
  check_digests(folder.file("a.agc"), samples);

  samples.clear();
  for (uint32_t i = 0; i < 30; ++i)
    samples.push_back({"s" + std::to_string(i), {{"c", test::letters_of(maker.bases(50))}}});
  create(test::write_samples(folder, samples), folder.file("b.agc"));
  CHECK(kind_of_first(folder.file("b.agc"), 30) == DigestKind::samples);
  CHECK(read_content_digests(ArchiveLayout(folder.file("b.agc")), 30)->size() == 1);
  check_digests(folder.file("b.agc"), samples);
}

TEST_CASE("Samples that another program added have no digests", "[digests]") {
  const TemporaryFolder folder;
  const std::vector<Sample> samples = test::random_collection(6, {.samples = 4});
  const std::vector<std::string> paths = test::write_samples(folder, samples);
  create({paths[0], paths[1]}, folder.file("a.agc"));
  test::copy_archive(folder.file("a.agc"), folder.file("b.agc"), [](std::string_view, Part&) {});
  CHECK_FALSE(ArchiveLayout(folder.file("b.agc")).has_digests());
  append_archive(
      {.archive = folder.file("b.agc"), .inputs = {paths[2], paths[3]}, .output = folder.file("c.agc"), .threads = 2});
  CHECK(kind_of_first(folder.file("c.agc"), 4) == DigestKind::none);
  check_digests(folder.file("c.agc"), samples, 2);
}

TEST_CASE("A flipped bit is noticed, or does no harm", "[digests]") {
  const TemporaryFolder folder;
  const std::vector<Sample> samples =
      test::random_collection(7, {.samples = 2, .chromosomes = 1, .chromosome_length = 300});
  const std::string archive = folder.file("a.agc");
  create(test::write_samples(folder, samples), archive);
  const std::string whole = test::read_file(archive);
  size_t refused = 0;
  std::fstream file(archive, std::ios::binary | std::ios::in | std::ios::out);
  const auto write_byte = [&](size_t position, char byte) {
    file.seekp(static_cast<std::streamoff>(position));
    file.put(byte).flush();
  };
  for (size_t bit = 0; bit < whole.size() * 8; bit += 3) {
    write_byte(bit / 8, static_cast<char>(whole[bit / 8] ^ (1 << bit % 8)));
    bool right = true;
    try {
      right = test::holds(archive, samples);
    } catch (const Error&) {
      ++refused;
    }
    write_byte(bit / 8, whole[bit / 8]);
    CAPTURE(bit);
    REQUIRE(right);
  }
  // Splitters and digests of content are needed by other commands alone.
  CHECK(refused > whole.size() * 8 / 3 / 2);
}

TEST_CASE("Parts stored plain are checked", "[digests]") {
  const TemporaryFolder folder;
  // One that is all known is a text so short that no frame is shorter.
  const std::string contig = test::random_collection(1, {.samples = 1}).at(0).contigs.at(0).letters;
  const std::vector<Sample> samples = {{"a", {{"c", contig}}}, {"b", {{"d", contig}}}};
  const std::string archive = folder.file("a.agc");
  create(test::write_samples(folder, samples), archive);
  std::string bytes = test::read_file(archive);
  const ArchiveLayout layout(archive);
  uint32_t plain = 0;
  for (const PartCheck& check : layout.container().checks()) {
    const std::string_view name = layout.container().stream_name(StreamIndex{check.stream});
    if (!parse_group_stream_name(name, kFileVersion3)) continue;
    ++plain;
    const PartLocation location = layout.container().part_location(StreamIndex{check.stream}, check.part);
    bytes[location.offset + 1] ^= 1;
  }
  REQUIRE(plain > 0);
  test::write_file(archive, bytes);
  CHECK_THROWS_AS(test::holds(archive, samples), Error);
}

TEST_CASE("Long references and packs are checked in place of their checksums", "[digests]") {
  const TemporaryFolder folder;
  const std::vector<Sample> samples = test::random_collection(5, {.samples = 2, .chromosome_length = 160000});
  const std::string archive = folder.file("a.agc");
  create(test::write_samples(folder, samples), archive);
  const std::string whole = test::read_file(archive);
  const ArchiveLayout layout(archive);
  const ContainerReader& container = layout.container();
  uint32_t checked = 0;
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    if (!parse_group_stream_name(container.stream_name(StreamIndex{s}), kFileVersion3)) continue;
    for (uint32_t p = 0; p < container.part_count(StreamIndex{s}); ++p) {
      std::vector<uint8_t> buffer;
      const PartView part = container.read_part(StreamIndex{s}, p, buffer);
      CHECK(part.is_checked == (container.find_check(StreamIndex{s}, p) != nullptr));
      if (part.payload.size() < (size_t{16} << 10)) continue;
      ++checked;
      REQUIRE(part.is_checked);
      std::string damaged = whole;
      damaged[container.part_location(StreamIndex{s}, p).offset + part.payload.size() / 2] ^= 1;
      const std::string copy = folder.file("damaged.agc");
      test::write_file(copy, damaged);
      CHECK_THROWS_AS(test::holds(copy, samples), Error);
    }
  }
  CHECK(checked > 0);
}

TEST_CASE("Digests take the share that they are given", "[digests]") {
  std::vector<std::string> names;
  DigestCollector collector;
  for (int s = 0; s < 100; ++s) {
    names.push_back("s" + std::to_string(s));
    collector.begin_sample(names.back());
    for (int c = 0; c < 3; ++c) collector.add_contig("c" + std::to_string(c), {1, static_cast<uint64_t>(c)}, 100000);
  }
  for (const uint64_t bytes : {10000, 5000, 1000, 200, 60, 20}) {
    DigestCollector copy = collector;
    const ContentDigests digests = copy.finish(names, {bytes, 10});
    CAPTURE(bytes);
    CHECK(encode_content_digests(digests).payload.size() <= bytes);
  }
  DigestCollector copy = collector;
  CHECK(copy.finish(names, {0, 10}).size() == 1);
}

}  // namespace
}  // namespace agc
