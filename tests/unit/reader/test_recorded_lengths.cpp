#include <catch2/catch.hpp>
#include <functional>
#include <memory>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "format/collection_v3.h"
#include "format/fold_code.h"
#include "reader/recorded_lengths.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

const std::string kArchive = "seg1000/a.agc";  // k = 31, segment size 1000, one batch
constexpr uint32_t kPredictedLength = 1031;
constexpr uint32_t kKmerLength = 31;

// What a reader decodes after an appender has coded `length` with the wrong prediction.
uint32_t wrongly_appended(uint32_t length) {
  return static_cast<uint32_t>(unfold2(fold2(length, kKmerLength), kPredictedLength));
}

TEST_CASE("A decoded length tells how often a sample has been rewritten", "[recorded_lengths]") {
  const ArchiveLayout layout(test::golden(kArchive));
  RecordedLengths lengths(layout, 3);
  for (const uint32_t length : {0u, 31u, 70u, 500u, 1031u, 1500u, 2061u}) {
    SegmentRecord record;
    record.raw_length = length;
    for (uint32_t rewrites = 0; rewrites < 3; ++rewrites) {
      CHECK(lengths.length(record, rewrites) == length);
      CHECK(lengths.longest(record) >= length);
      CHECK(lengths.rewrites_explaining(record, length) <= rewrites);
      CHECK_FALSE(lengths.rewrites_explaining(record, 123456789).has_value());
      record.raw_length = wrongly_appended(record.raw_length);
    }
  }
  CHECK_FALSE(lengths.rewrites_of(1).has_value());
  lengths.remember(1, 2);
  CHECK(lengths.rewrites_of(1) == 2u);
  CHECK_FALSE(lengths.rewrites_of(0).has_value());
}

TEST_CASE("A length far above the prediction is the same however it was coded", "[recorded_lengths]") {
  const ArchiveLayout layout(test::golden(kArchive));
  const RecordedLengths lengths(layout, 1);
  CHECK_FALSE(lengths.tells({.raw_length = 2 * kPredictedLength}));
  CHECK(lengths.tells({.raw_length = 2 * kPredictedLength - 1}));
}

TEST_CASE("Lengths of version 2 have one reading only", "[recorded_lengths]") {
  const ArchiveLayout layout(test::golden("old_v20_basic/a.agc"));
  const RecordedLengths lengths(layout, 1);
  CHECK(lengths.candidate_count() == 1);
  CHECK(lengths.rewrites_of(0) == 0u);
  CHECK_FALSE(lengths.tells({.raw_length = 5}));
}

// Copies the archive with other recorded lengths; `change` gets sample, number and length of a segment.
void rewrite_lengths(const std::string& target,
                     const std::function<uint32_t(size_t sample, size_t number, uint32_t length)>& change) {
  const ContainerReader container(std::make_shared<const InputFile>(test::golden(kArchive)));
  OutputFile output(target);
  ContainerWriter writer(output);
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    const auto stream = static_cast<StreamIndex>(s);
    const StreamId copy = writer.add_stream(std::string(container.stream_name(stream)));
    for (uint32_t p = 0; p < container.part_count(stream); ++p) {
      Part part = container.read_part(stream, p);
      if (container.stream_name(stream) == kStreamCollectionDetails) {
        SegmentTable table = decode_details(
            part.payload, {.sample_count = 5, .predicted_length = kPredictedLength, .group_limit = 100000},
            decompressor);
        std::vector<SampleRecord> batch(table.sample_count());
        for (size_t sample = 0; sample < batch.size(); ++sample) {
          for (size_t c = table.first_contig[sample]; c < table.first_contig[sample + 1]; ++c) {
            ContigRecord& contig = batch[sample].contigs.emplace_back();
            for (SegmentRecord record : table.segments(c)) {
              record.raw_length = change(sample, contig.segments.size(), record.raw_length);
              contig.segments.push_back(record);
            }
          }
        }
        part = encode_details(batch, kPredictedLength, compressor);
      }
      writer.append_part(copy, part);
    }
  }
  writer.finish();
  output.commit();
}

void check_all_ranges(const std::string& path) {
  const ArchiveReader original(test::golden(kArchive));
  const ArchiveReader reader(path);
  for (uint32_t sample = 0; sample < original.sample_names().size(); ++sample) {
    const auto contigs = static_cast<uint32_t>(original.contig_names(sample).size());
    for (uint32_t contig = 0; contig < contigs; ++contig) {
      std::string expected;
      original.fetch({sample, contig}, expected);
      for (size_t end = expected.size(); end > 700; end -= 700) {
        std::string part;
        reader.fetch({sample, contig}, end - 700, end, part);
        REQUIRE(part == expected.substr(end - 700, 700));
      }
      std::string whole;
      reader.fetch({sample, contig}, whole);
      REQUIRE(whole == expected);
      CHECK(reader.contig_length({sample, contig}) == expected.size());
    }
  }
}

TEST_CASE("Samples appended with the wrong prediction, once or twice, have right ranges and lengths",
          "[recorded_lengths]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("appended");
  rewrite_lengths(path, [](size_t sample, size_t, uint32_t length) {
    for (size_t i = 0; i < sample % 3; ++i) length = wrongly_appended(length);
    return length;
  });
  check_all_ranges(path);
}

TEST_CASE("A sample that is only partly wrong has right ranges where the wrong part is needed", "[recorded_lengths]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("mixed");
  rewrite_lengths(
      path, [](size_t, size_t number, uint32_t length) { return number == 3 ? wrongly_appended(length) : length; });
  const ArchiveReader original(test::golden(kArchive));
  const ArchiveReader reader(path);
  std::string expected;
  original.fetch({0, 0}, expected);
  std::string part;
  reader.fetch({0, 0}, 100, expected.size() - 100, part);
  CHECK(part == expected.substr(100, expected.size() - 200));
}

TEST_CASE("A recorded length that nothing explains is an error", "[recorded_lengths]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("wrong");
  rewrite_lengths(path, [](size_t, size_t, uint32_t length) { return length + 1; });
  const ArchiveReader reader(path);
  std::string text;
  CHECK_THROWS_AS(reader.fetch({0, 0}, text), Error);
  CHECK_THROWS_AS(reader.contig_length({0, 0}), Error);
}

}  // namespace
}  // namespace agc
