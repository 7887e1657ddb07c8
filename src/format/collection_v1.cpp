#include "format/collection_v1.h"

#include "format/byte_reader.h"
#include "format/fold_code.h"

namespace agc {
namespace {

// Numbers coded as differences to the one before, starting at 0.
class DifferenceReader {
 public:
  uint32_t next(ByteReader& reader) {
    value_ += unfold1(reader.collection_number());
    if (value_ < 0 || value_ > int64_t{UINT32_MAX}) {
      reader.fail("a number of 32 bits after a difference", std::to_string(value_));
    }
    return static_cast<uint32_t>(value_);
  }

 private:
  int64_t value_ = 0;
};

void read_segments(ByteReader& reader, std::vector<SegmentRecord>& records) {
  const uint32_t count = reader.collection_number();
  reader.check_count(count, 4, "segments");
  DifferenceReader group;
  DifferenceReader index;
  DifferenceReader length;
  for (uint32_t i = 0; i < count; ++i) {
    SegmentRecord record;
    record.group = group.next(reader);
    record.index = index.next(reader);
    record.raw_length = length.next(reader);
    const uint32_t flag = reader.collection_number();
    if (flag > 1) reader.fail("a direction of 0 or 1", std::to_string(flag));
    record.reverse = flag == 1;
    records.push_back(record);
  }
}

void read_sample(ByteReader& reader, CollectionV1& collection) {
  collection.sample_names.emplace_back(reader.string());
  const uint32_t contigs = reader.collection_number();
  reader.check_count(contigs, 2, "contigs");
  for (uint32_t c = 0; c < contigs; ++c) {
    collection.names.text += reader.string();
    collection.names.end_name();
    read_segments(reader, collection.segments.records);
    collection.segments.first_segment.push_back(static_cast<uint32_t>(collection.segments.records.size()));
  }
  collection.names.end_sample();
}

}  // namespace

std::vector<CommandLine> read_command_lines(ByteReader& reader) {
  const uint32_t count = reader.collection_number();
  reader.check_count(count, 2, "command lines");
  std::vector<CommandLine> lines;
  for (uint32_t i = 0; i < count; ++i) {
    std::string command(reader.string());
    lines.emplace_back(std::move(command), reader.string());
  }
  reader.expect_end();
  return lines;
}

CollectionV1 decode_collection_v1(uint64_t metadata, std::span<const uint8_t> payload, ZstdDecompressor& decompressor) {
  const std::vector<uint8_t> plain = decompressor.decompress(payload, metadata);
  ByteReader reader(plain, "collection-desc");
  const uint32_t samples = reader.collection_number();
  reader.check_count(samples, 2, "samples");
  CollectionV1 collection;
  for (uint32_t s = 0; s < samples; ++s) read_sample(reader, collection);
  collection.segments.first_contig = collection.names.first_contig;
  collection.command_lines = read_command_lines(reader);
  return collection;
}

}  // namespace agc
