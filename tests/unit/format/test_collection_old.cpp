#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "format/byte_writer.h"
#include "format/collection_v1.h"
#include "format/collection_v2.h"
#include "format/fold_code.h"

namespace agc {
namespace {

// Writers of the two old layouts, for these tests alone.
using Samples = std::vector<SampleRecord>;

Samples random_samples(std::mt19937& random, size_t count) {
  Samples samples(count);
  for (size_t s = 0; s < count; ++s) {
    samples[s].name = "s" + std::to_string(s);
    for (size_t c = 0; c < random() % 6; ++c) {
      ContigRecord& contig = samples[s].contigs.emplace_back();
      contig.name = "c" + std::to_string(random() % 1000) + " x";
      for (size_t i = 0; i < random() % 9; ++i) {
        contig.segments.push_back({static_cast<uint32_t>(random() % 5000), static_cast<uint32_t>(random() % 40),
                                   random() % 2 == 0, static_cast<uint32_t>(random() % 100000)});
      }
    }
  }
  return samples;
}

void write_command_lines(ByteWriter& writer) {
  writer.collection_number(1);
  writer.string("agc create");
  writer.string("now");
}

std::vector<uint8_t> plain_v1(const Samples& samples) {
  std::vector<uint8_t> plain;
  ByteWriter writer(plain);
  writer.collection_number(static_cast<uint32_t>(samples.size()));
  for (const SampleRecord& sample : samples) {
    writer.string(sample.name);
    writer.collection_number(static_cast<uint32_t>(sample.contigs.size()));
    for (const ContigRecord& contig : sample.contigs) {
      writer.string(contig.name);
      writer.collection_number(static_cast<uint32_t>(contig.segments.size()));
      SegmentRecord last;
      for (const SegmentRecord& s : contig.segments) {
        writer.collection_number(static_cast<uint32_t>(fold1(int64_t{s.group} - last.group)));
        writer.collection_number(static_cast<uint32_t>(fold1(int64_t{s.index} - last.index)));
        writer.collection_number(static_cast<uint32_t>(fold1(int64_t{s.raw_length} - last.raw_length)));
        writer.collection_number(s.reverse ? 1 : 0);
        last = s;
      }
    }
  }
  write_command_lines(writer);
  return plain;
}

std::vector<uint8_t> plain_main_v2(const Samples& samples, uint32_t batch_size) {
  std::vector<uint8_t> plain;
  ByteWriter writer(plain);
  writer.collection_number(batch_size);
  writer.collection_number(static_cast<uint32_t>(samples.size()));
  for (const SampleRecord& sample : samples) {
    writer.string(sample.name);
    writer.collection_number(static_cast<uint32_t>(sample.contigs.size()));
    for (const ContigRecord& contig : sample.contigs) {
      writer.string(contig.name);
      writer.collection_number(static_cast<uint32_t>(contig.segments.size()));
    }
  }
  write_command_lines(writer);
  return plain;
}

void write_column(ByteWriter& writer, std::span<const SampleRecord> batch, uint32_t SegmentRecord::*field) {
  for (const SampleRecord& sample : batch) {
    for (const ContigRecord& contig : sample.contigs) {
      uint32_t last = 0;
      for (const SegmentRecord& s : contig.segments) {
        writer.collection_number(static_cast<uint32_t>(fold2(s.*field, last)));
        last = s.*field;
      }
    }
  }
}

std::vector<uint8_t> plain_details_v2(std::span<const SampleRecord> batch) {
  std::vector<uint8_t> plain;
  ByteWriter writer(plain);
  write_column(writer, batch, &SegmentRecord::group);
  write_column(writer, batch, &SegmentRecord::index);
  write_column(writer, batch, &SegmentRecord::raw_length);
  for (const SampleRecord& sample : batch) {
    for (const ContigRecord& contig : sample.contigs) {
      for (const SegmentRecord& s : contig.segments) writer.collection_number(s.reverse ? 1 : 0);
    }
  }
  return plain;
}

EncodedPart pack(const std::vector<uint8_t>& plain) {
  EncodedPart part;
  part.metadata = plain.size();
  ZstdCompressor().compress(plain, {.level = 1}, part.payload);
  return part;
}

TEST_CASE("Version 1 collections are read", "[collection_v1]") {
  std::mt19937 random(6);
  ZstdDecompressor decompressor;
  for (size_t count : {0, 1, 9}) {
    const Samples samples = random_samples(random, count);
    const EncodedPart part = pack(plain_v1(samples));
    const CollectionV1 read = decode_collection_v1(part.metadata, part.payload, decompressor);
    CHECK(make_sample_records(read.sample_names, read.names, read.segments) == samples);
    CHECK(read.command_lines == std::vector<CommandLine>{{"agc create", "now"}});
  }
}

TEST_CASE("Version 2 collections are read", "[collection_v2]") {
  std::mt19937 random(7);
  ZstdDecompressor decompressor;
  const Samples samples = random_samples(random, 11);
  constexpr uint32_t batch_size = 4;
  const EncodedPart main = pack(plain_main_v2(samples, batch_size));
  const CollectionV2 read = decode_collection_main_v2(main.metadata, main.payload, decompressor);
  REQUIRE(read.sample_names.size() == samples.size());
  CHECK(read.command_lines.size() == 1);
  for (uint32_t batch = 0; batch < 3; ++batch) {
    const size_t begin = batch * batch_size;
    const auto members = std::span(samples).subspan(begin, std::min<size_t>(batch_size, samples.size() - begin));
    const EncodedPart part = pack(plain_details_v2(members));
    const SegmentTable table = decode_details_v2(read, batch, {part.metadata, part.payload}, decompressor);
    REQUIRE(table.sample_count() == members.size());
    for (size_t s = 0; s < members.size(); ++s) {
      REQUIRE(table.first_contig[s + 1] - table.first_contig[s] == members[s].contigs.size());
      for (size_t c = 0; c < members[s].contigs.size(); ++c) {
        const auto records = table.segments(table.first_contig[s] + c);
        CHECK(std::vector<SegmentRecord>(records.begin(), records.end()) == members[s].contigs[c].segments);
      }
    }
  }
}

TEST_CASE("Old collections with hostile counts are refused", "[collection_v1][collection_v2]") {
  ZstdDecompressor decompressor;
  const std::vector<uint8_t> huge = {0xF0, 0xE0, 0, 0, 0};
  const auto v1 = [&](std::vector<uint8_t> plain) {
    const EncodedPart part = pack(plain);
    CHECK_THROWS_AS(decode_collection_v1(part.metadata, part.payload, decompressor), Error);
  };
  const auto with_huge = [&](std::vector<uint8_t> head) {
    head.insert(head.end(), huge.begin(), huge.end());
    head.insert(head.end(), {0, 0, 0});
    return head;
  };
  v1({});
  v1(with_huge({}));
  v1(with_huge({1, 's', 0}));
  v1(with_huge({1, 's', 0, 1, 'c', 0}));
  v1(with_huge({0}));
  v1({1, 's', 0, 1, 'c', 0, 1, 1, 0, 0, 0, 0});  // a group of -1
  v1({1, 's', 0, 1, 'c', 0, 1, 0, 0, 0, 2, 0});  // a direction of 2

  const auto v2 = [&](std::vector<uint8_t> plain) {
    const EncodedPart part = pack(plain);
    CHECK_THROWS_AS(decode_collection_main_v2(part.metadata, part.payload, decompressor), Error);
  };
  v2({0, 0, 0});  // a batch size of 0
  v2(with_huge({1}));
  v2(with_huge({1, 1, 's', 0}));

  const EncodedPart main = pack({1, 1, 's', 0, 1, 'c', 0, 0xF0, 0xE0, 0, 0, 0, 0});
  const CollectionV2 read = decode_collection_main_v2(main.metadata, main.payload, decompressor);
  const EncodedPart details = pack({0, 0, 0, 0});
  CHECK_THROWS_AS(decode_details_v2(read, 0, {details.metadata, details.payload}, decompressor), Error);
}

}  // namespace
}  // namespace agc
