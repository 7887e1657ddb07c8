#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "format/byte_writer.h"
#include "format/collection_v3.h"

namespace agc {
namespace {

constexpr uint32_t kPredictedLength = 1031;
constexpr uint32_t kGroups = 200;

ContigRecord random_contig(std::mt19937& random, size_t number) {
  ContigRecord contig;
  contig.name = "chr" + std::to_string(number) + (random() % 3 == 0 ? " primary assembly" : " alt");
  const size_t segments = random() % 5 == 0 ? 0 : random() % 40;
  for (size_t i = 0; i < segments; ++i) {
    SegmentRecord record;
    record.group = static_cast<uint32_t>(random() % kGroups);
    record.index = static_cast<uint32_t>(random() % (random() % 10 == 0 ? 100000 : 4));
    record.reverse = random() % 2 == 0;
    record.raw_length = static_cast<uint32_t>(random() % (random() % 10 == 0 ? UINT32_MAX : 3000));
    contig.segments.push_back(record);
  }
  return contig;
}

std::vector<SampleRecord> random_batch(std::mt19937& random, size_t samples) {
  std::vector<SampleRecord> batch(samples);
  for (size_t s = 0; s < samples; ++s) {
    batch[s].name = "sample " + std::to_string(s);
    const size_t contigs = random() % 30;
    for (size_t c = 0; c < contigs; ++c) batch[s].contigs.push_back(random_contig(random, c));
  }
  return batch;
}

std::vector<std::string> names_of(const std::vector<SampleRecord>& batch) {
  std::vector<std::string> names;
  for (const SampleRecord& sample : batch) names.push_back(sample.name);
  return names;
}

DetailsRules rules_for(size_t samples) {
  return {.sample_count = samples, .predicted_length = kPredictedLength, .group_limit = kGroups};
}

// Five columns of numbers as a details part.
std::vector<uint8_t> details_part(const std::vector<std::vector<uint32_t>>& columns) {
  ZstdCompressor compressor;
  std::vector<uint8_t> payload;
  std::vector<uint8_t> frames;
  ByteWriter writer(payload);
  for (const std::vector<uint32_t>& numbers : columns) {
    std::vector<uint8_t> plain;
    ByteWriter column(plain);
    for (const uint32_t number : numbers) column.collection_number(number);
    const size_t before = frames.size();
    compressor.compress(plain, {.level = 1}, frames);
    writer.collection_number(static_cast<uint32_t>(plain.size()));
    writer.collection_number(static_cast<uint32_t>(frames.size() - before));
  }
  writer.bytes(frames);
  return payload;
}

EncodedPart names_part(const std::vector<uint8_t>& plain) {
  EncodedPart part;
  part.metadata = plain.size();
  ZstdCompressor().compress(plain, {.level = 1}, part.payload);
  return part;
}

template <typename Function>
void check_corrupt(Function function) {
  try {
    function();
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::corrupt);
  }
}

TEST_CASE("A batch comes back as it was", "[collection_v3]") {
  std::mt19937 random(4);
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  for (size_t samples : {1, 2, 7, 50}) {
    const std::vector<SampleRecord> batch = random_batch(random, samples);
    const EncodedPart names = encode_contig_names(batch, compressor);
    const EncodedPart details = encode_details(batch, kPredictedLength, compressor);
    CHECK(details.metadata == 0);
    const auto read =
        make_sample_records(names_of(batch), decode_contig_names(names.metadata, names.payload, samples, decompressor),
                            decode_details(details.payload, rules_for(samples), decompressor));
    CHECK(read == batch);
  }
}

TEST_CASE("Contig names come back a sample at a time", "[collection_v3]") {
  std::mt19937 random(17);
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  const std::vector<SampleRecord> batch = random_batch(random, 20);
  const EncodedPart part = encode_contig_names(batch, compressor);
  const CodedNames coded = read_contig_names(part.metadata, part.payload, batch.size(), decompressor);
  REQUIRE(coded.first_contig.size() == batch.size() + 1);
  for (size_t s = batch.size(); s-- > 0;) {
    const ContigNames names = decode_contig_names(coded, s);
    REQUIRE(names.sample_count() == 1);
    REQUIRE(names.contig_count() == batch[s].contigs.size());
    REQUIRE(coded.first_contig[s + 1] - coded.first_contig[s] == batch[s].contigs.size());
    for (size_t c = 0; c < names.contig_count(); ++c) REQUIRE(names.name(c) == batch[s].contigs[c].name);
  }
}

TEST_CASE("Sample names come back as they were", "[collection_v3]") {
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  std::vector<std::string> names = {"", "a", "caf\xC3\xA9", "two words"};
  for (int i = 0; i < 300; ++i) names.push_back("sample" + std::to_string(i));
  const EncodedPart part = encode_sample_names(names, compressor);
  CHECK(decode_sample_names(part.metadata, part.payload, decompressor) == names);
}

TEST_CASE("Index codes are relative to the largest index of the group so far", "[collection_v3]") {
  // Index 0 leaves no trace; then 3, next one up, back to 1, 0 and far beyond.
  const std::vector<uint32_t> indices = {0, 3, 4, 1, 0, 20};
  const std::vector<uint32_t> codes = {0, 3, 1, 1 + 7, 0, 1 + 20};
  const size_t n = indices.size();
  const std::vector<uint8_t> payload = details_part({{1, 1, static_cast<uint32_t>(n)},
                                                     std::vector<uint32_t>(n, 17),
                                                     codes,
                                                     std::vector<uint32_t>(n, 0),
                                                     std::vector<uint32_t>(n, 1)});
  ZstdDecompressor decompressor;
  const SegmentTable table = decode_details(payload, rules_for(1), decompressor);
  REQUIRE(table.records.size() == n);
  for (size_t i = 0; i < n; ++i) CHECK(table.records[i] == SegmentRecord{17, indices[i], true, kPredictedLength});

  ZstdCompressor compressor;
  const std::vector<SampleRecord> batch = {{"s", {{"c", table.records}}}};
  const EncodedPart again = encode_details(batch, kPredictedLength, compressor);
  CHECK(decode_details(again.payload, rules_for(1), decompressor).records == table.records);
}

TEST_CASE("A name that cannot be held is refused", "[collection_v3]") {
  ZstdCompressor compressor;
  const std::vector<SampleRecord> batch = {{"s", {{"chr_a", {}}, {"chr_\xC3\xA9", {}}}}};
  CHECK_THROWS_AS(encode_contig_names(batch, compressor), Error);
  const std::vector<std::string> names = {std::string("a\0b", 3)};
  CHECK_THROWS_AS(encode_sample_names(names, compressor), Error);
}

TEST_CASE("Hostile counts are refused before memory is taken", "[collection_v3]") {
  ZstdDecompressor decompressor;
  const std::vector<uint32_t> one = {0};
  SECTION("more samples than the batch has") {
    check_corrupt([&] {
      decode_details(details_part({{2, 1, 1, 0}, one, one, one, one}), rules_for(1), decompressor);
    });
  }
  SECTION("a huge number of contigs") {
    check_corrupt([&] {
      decode_details(details_part({{1, 4000000000, 1}, one, one, one, one}), rules_for(1), decompressor);
    });
  }
  SECTION("a huge number of segments") {
    check_corrupt([&] {
      decode_details(details_part({{1, 1, 4000000000}, one, one, one, one}), rules_for(1), decompressor);
    });
  }
  SECTION("more segments than directions") {
    check_corrupt([&] {
      decode_details(details_part({{1, 1, 2}, {0, 0}, {0, 0}, {0, 0}, one}), rules_for(1), decompressor);
    });
  }
  SECTION("more directions than segments") {
    check_corrupt([&] {
      decode_details(details_part({{1, 1, 1}, one, one, one, {0, 0}}), rules_for(1), decompressor);
    });
  }
  SECTION("a group beyond the last") {
    check_corrupt([&] {
      decode_details(details_part({{1, 1, 1}, {kGroups}, one, one, one}), rules_for(1), decompressor);
    });
  }
  SECTION("a direction of 2") {
    check_corrupt([&] { decode_details(details_part({{1, 1, 1}, one, one, one, {2}}), rules_for(1), decompressor); });
  }
  SECTION("bytes after the last column") {
    std::vector<uint8_t> payload = details_part({{1, 1, 1}, one, one, one, one});
    payload.push_back(0);
    check_corrupt([&] { decode_details(payload, rules_for(1), decompressor); });
  }
  SECTION("a huge number of sample names") {
    const EncodedPart part = names_part({0xF0, 0xE0, 0, 0, 0, 'a', 0});
    check_corrupt([&] { decode_sample_names(part.metadata, part.payload, decompressor); });
  }
  SECTION("a huge number of contig names") {
    const EncodedPart part = names_part({1, 0xF0, 0xE0, 0, 0, 0, 'a', 0});
    check_corrupt([&] { decode_contig_names(part.metadata, part.payload, 1, decompressor); });
  }
  SECTION("a name without an end") {
    const EncodedPart part = names_part({1, 1, 'a'});
    check_corrupt([&] { decode_contig_names(part.metadata, part.payload, 1, decompressor); });
  }
}

TEST_CASE("Few bytes that stand for very long names are refused", "[collection_v3]") {
  std::vector<uint8_t> plain;
  ByteWriter writer(plain);
  constexpr uint32_t contigs = 1000000;
  writer.collection_number(1);
  writer.collection_number(contigs);
  writer.string(std::string(1000000, 'x'));
  for (uint32_t i = 1; i < contigs; ++i) writer.string("\x81");
  const EncodedPart part = names_part(plain);
  ZstdDecompressor decompressor;
  check_corrupt([&] { decode_contig_names(part.metadata, part.payload, 1, decompressor); });
}

TEST_CASE("A damaged part never yields anything but an error or a table", "[collection_v3]") {
  std::mt19937 random(5);
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  const std::vector<SampleRecord> batch = random_batch(random, 5);
  const EncodedPart names = encode_contig_names(batch, compressor);
  const EncodedPart details = encode_details(batch, kPredictedLength, compressor);
  for (int i = 0; i < 2000; ++i) {
    EncodedPart bad_names = names;
    EncodedPart bad_details = details;
    bad_names.payload[random() % names.payload.size()] ^= static_cast<uint8_t>(1u << random() % 8);
    bad_details.payload[random() % details.payload.size()] ^= static_cast<uint8_t>(1u << random() % 8);
    if (i % 3 == 0) bad_names.payload.resize(random() % names.payload.size());
    if (i % 3 == 0) bad_details.payload.resize(random() % details.payload.size());
    try {
      decode_contig_names(bad_names.metadata, bad_names.payload, 5, decompressor);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::corrupt);
    }
    try {
      decode_details(bad_details.payload, rules_for(5), decompressor);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::corrupt);
    }
  }
}

}  // namespace
}  // namespace agc
