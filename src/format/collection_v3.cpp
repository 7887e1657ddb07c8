#include "format/collection_v3.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "agc/error.h"
#include "format/byte_reader.h"
#include "format/byte_writer.h"
#include "format/fold_code.h"

namespace agc {
namespace {

constexpr int kSampleNamesLevel = 19;
constexpr int kContigNamesLevel = 18;
constexpr int kDetailsLevel = 19;

// The columns of a details part. On disk: never renumber.
enum Column { kShape, kGroup, kIndex, kLength, kReverse, kColumnCount };

// A part may name a lot in few bytes: tokens repeat, and zstd repeats again. Real ones stay far below
// this many characters per byte of payload, so a larger expansion is damage or malice.
constexpr uint64_t kMaxNameExpansion = 4096;
constexpr uint64_t kFreeNameBytes = uint64_t{64} << 20;

constexpr const char* kNamesPlace = "collection-contigs";

void write_number(ByteWriter& writer, uint64_t value) {
  if (value > UINT32_MAX) {
    throw Error(ErrorKind::unsupported, "collection: expected a number below 2^32: found " + std::to_string(value));
  }
  writer.collection_number(static_cast<uint32_t>(value));
}

void write_name(ByteWriter& writer, std::string_view name, std::string_view coded, bool representable) {
  if (!representable) {
    throw Error(ErrorKind::input, "name \"" + std::string(name) +
                                      "\": expected one that the archive format can hold: found a NUL, or bytes "
                                      "beyond ASCII where the previous name of the sample differs");
  }
  writer.string(coded);
}

EncodedPart compress_with_length(const std::vector<uint8_t>& plain, int level, ZstdCompressor& compressor) {
  EncodedPart part;
  part.metadata = plain.size();
  compressor.compress(plain, {.level = level}, part.payload);
  return part;
}

// The index code of a batch predicts, for each group, one more than the largest index before.
// Index 0 does not count: it is the reference, or a dummy.
class IndexPredictor {
 public:
  uint64_t encode(uint32_t group, uint32_t index) {
    if (group >= largest_.size()) largest_.resize(size_t{group} + 1);
    uint32_t& largest = largest_[group];
    const uint64_t code = largest == 0 || index == 0 ? index : 1 + fold2(index, uint64_t{largest} + 1);
    if (index > largest) largest = index;
    return code;
  }

  // Requires: group < the limit given to reserve().
  void reserve(uint32_t group_limit) { largest_.resize(group_limit); }
  uint64_t decode(uint32_t group, uint32_t code) {
    uint32_t& largest = largest_[group];
    const uint64_t index = largest == 0 || code == 0 ? code : unfold2(code - 1, uint64_t{largest} + 1);
    if (index > largest) largest = static_cast<uint32_t>(index);
    return index;
  }

 private:
  std::vector<uint32_t> largest_;  // by group; 0 = none yet
};

void append_shape(std::span<const SampleRecord> batch, std::vector<uint8_t>& out) {
  ByteWriter writer(out);
  write_number(writer, batch.size());
  for (const SampleRecord& sample : batch) {
    write_number(writer, sample.contigs.size());
    for (const ContigRecord& contig : sample.contigs) write_number(writer, contig.segments.size());
  }
}

using Columns = std::array<std::vector<uint8_t>, kColumnCount>;

void append_records(std::span<const SegmentRecord> segments, uint32_t predicted_length, IndexPredictor& predictor,
                    Columns& columns) {
  ByteWriter group(columns[kGroup]);
  ByteWriter index(columns[kIndex]);
  ByteWriter length(columns[kLength]);
  ByteWriter reverse(columns[kReverse]);
  for (const SegmentRecord& segment : segments) {
    group.collection_number(segment.group);
    write_number(index, predictor.encode(segment.group, segment.index));
    write_number(length, fold2(segment.raw_length, predicted_length));
    reverse.u8(segment.reverse ? 1 : 0);
  }
}

struct PackedColumn {
  uint32_t plain_size = 0;
  std::span<const uint8_t> frame;
};

std::array<PackedColumn, kColumnCount> split_columns(std::span<const uint8_t> payload) {
  ByteReader reader(payload, "collection-details");
  std::array<PackedColumn, kColumnCount> columns;
  std::array<uint32_t, kColumnCount> packed_sizes;
  for (size_t c = 0; c < kColumnCount; ++c) {
    columns[c].plain_size = reader.collection_number();
    packed_sizes[c] = reader.collection_number();
  }
  for (size_t c = 0; c < kColumnCount; ++c) columns[c].frame = reader.bytes(packed_sizes[c]);
  reader.expect_end();
  return columns;
}

Columns decompress_columns(std::span<const uint8_t> payload, ZstdDecompressor& decompressor) {
  const std::array<PackedColumn, kColumnCount> packed = split_columns(payload);
  Columns columns;
  for (size_t c = 0; c < kColumnCount; ++c) {
    columns[c] = decompressor.decompress(packed[c].frame, packed[c].plain_size);
  }
  return columns;
}

void check_sample_count(const ByteReader& reader, uint32_t found, size_t expected) {
  if (found == expected || expected == kAnySampleCount) return;
  reader.fail(std::to_string(expected) + " samples", std::to_string(found));
}

// Fills all of `table` but the records; returns the number of these.
size_t decode_shape(const std::vector<uint8_t>& column, size_t sample_count, size_t record_limit, SegmentTable& table) {
  ByteReader shape(column, "collection-details, column 0");
  const uint32_t samples = shape.collection_number();
  check_sample_count(shape, samples, sample_count);
  uint64_t records = 0;
  for (uint32_t s = 0; s < samples; ++s) {
    const uint32_t contigs = shape.collection_number();
    shape.check_count(contigs, 1, "contigs");
    for (uint32_t c = 0; c < contigs; ++c) {
      records += shape.collection_number();
      if (records > record_limit) {
        shape.fail("no more segments than the " + std::to_string(record_limit) + " of the other columns",
                   std::to_string(records));
      }
      table.first_segment.push_back(static_cast<uint32_t>(records));
    }
    table.first_contig.push_back(static_cast<uint32_t>(table.contig_count()));
  }
  shape.expect_end();
  return static_cast<size_t>(records);
}

void decode_groups(const std::vector<uint8_t>& column, uint32_t group_limit, std::span<SegmentRecord> records) {
  ByteReader reader(column, "collection-details, column 1");
  for (SegmentRecord& record : records) {
    record.group = reader.collection_number();
    if (record.group >= group_limit) {
      reader.fail("a group below " + std::to_string(group_limit), std::to_string(record.group));
    }
  }
  reader.expect_end();
}

void decode_indices(const std::vector<uint8_t>& column, uint32_t group_limit, std::span<SegmentRecord> records) {
  ByteReader reader(column, "collection-details, column 2");
  IndexPredictor predictor;
  predictor.reserve(group_limit);
  for (SegmentRecord& record : records) {
    const uint64_t index = predictor.decode(record.group, reader.collection_number());
    if (index > UINT32_MAX) reader.fail("an index below 2^32", std::to_string(index));
    record.index = static_cast<uint32_t>(index);
  }
  reader.expect_end();
}

void decode_lengths(const std::vector<uint8_t>& column, uint32_t predicted_length, std::span<SegmentRecord> records) {
  ByteReader reader(column, "collection-details, column 3");
  for (SegmentRecord& record : records) {
    record.raw_length = static_cast<uint32_t>(unfold2(reader.collection_number(), predicted_length));
  }
  reader.expect_end();
}

void decode_directions(const std::vector<uint8_t>& column, std::span<SegmentRecord> records) {
  ByteReader reader(column, "collection-details, column 4");
  for (SegmentRecord& record : records) {
    const uint32_t flag = reader.collection_number();
    if (flag > 1) reader.fail("a direction of 0 or 1", std::to_string(flag));
    record.reverse = flag == 1;
  }
  reader.expect_end();
}

}  // namespace

EncodedPart encode_sample_names(std::span<const std::string> names, ZstdCompressor& compressor) {
  std::vector<uint8_t> plain;
  ByteWriter writer(plain);
  write_number(writer, names.size());
  for (const std::string& name : names) write_name(writer, name, name, name.find('\0') == std::string::npos);
  return compress_with_length(plain, kSampleNamesLevel, compressor);
}

EncodedPart encode_contig_names(std::span<const SampleRecord> batch, ZstdCompressor& compressor) {
  std::vector<uint8_t> plain;
  ByteWriter writer(plain);
  std::string coded;
  write_number(writer, batch.size());
  for (const SampleRecord& sample : batch) {
    write_number(writer, sample.contigs.size());
    std::string_view previous;
    for (const ContigRecord& contig : sample.contigs) {
      coded.clear();
      encode_contig_name(contig.name, previous, coded);
      write_name(writer, contig.name, coded, contig_name_is_representable(contig.name, previous));
      previous = contig.name;
    }
  }
  return compress_with_length(plain, kContigNamesLevel, compressor);
}

EncodedPart encode_details(std::span<const SampleRecord> batch, uint32_t predicted_length, ZstdCompressor& compressor) {
  Columns columns;
  append_shape(batch, columns[kShape]);
  IndexPredictor predictor;
  for (const SampleRecord& sample : batch) {
    for (const ContigRecord& contig : sample.contigs) {
      append_records(contig.segments, predicted_length, predictor, columns);
    }
  }
  EncodedPart part;
  ByteWriter writer(part.payload);
  std::vector<uint8_t> frames;
  for (const std::vector<uint8_t>& column : columns) {
    const size_t before = frames.size();
    compressor.compress(column, {.level = kDetailsLevel}, frames);
    write_number(writer, column.size());
    write_number(writer, frames.size() - before);
  }
  writer.bytes(frames);
  return part;
}

bool details_have_checksums(std::span<const uint8_t> payload) {
  try {
    const std::array<PackedColumn, kColumnCount> columns = split_columns(payload);
    return std::ranges::all_of(columns, [](const auto& c) { return ZstdDecompressor::has_checksum(c.frame); });
  } catch (const Error&) {
    return false;
  }
}

std::vector<std::string> decode_sample_names(uint64_t metadata, std::span<const uint8_t> payload,
                                             ZstdDecompressor& decompressor) {
  const std::vector<uint8_t> plain = decompressor.decompress(payload, metadata);
  ByteReader reader(plain, "collection-samples");
  const uint32_t count = reader.collection_number();
  reader.check_count(count, 1, "sample names");
  std::vector<std::string> names;
  names.reserve(count);
  for (uint32_t i = 0; i < count; ++i) names.emplace_back(reader.string());
  reader.expect_end();
  return names;
}

CodedNames read_contig_names(uint64_t metadata, std::span<const uint8_t> payload, size_t sample_count,
                             ZstdDecompressor& decompressor) {
  CodedNames names;
  names.plain = decompressor.decompress(payload, metadata);
  names.text_limit = kFreeNameBytes + kMaxNameExpansion * payload.size();
  ByteReader reader(names.plain, kNamesPlace);
  const uint32_t samples = reader.collection_number();
  check_sample_count(reader, samples, sample_count);
  for (uint32_t s = 0; s < samples; ++s) {
    const uint32_t contigs = reader.collection_number();
    reader.check_count(contigs, 1, "contig names");
    names.begin.push_back(reader.position());
    for (uint32_t c = 0; c < contigs; ++c) reader.string();
    names.first_contig.push_back(names.first_contig.back() + contigs);
  }
  reader.expect_end();
  return names;
}

namespace {

void append_names(const CodedNames& coded, size_t sample, ContigNames& names) {
  ByteReader reader(std::span(coded.plain).subspan(coded.begin[sample]), kNamesPlace);
  const uint32_t contigs = coded.first_contig[sample + 1] - coded.first_contig[sample];
  std::string previous;
  for (uint32_t c = 0; c < contigs; ++c) {
    decode_contig_name(reader.string(), c > 0, previous, names.text);
    if (names.text.size() > coded.text_limit) {
      reader.fail("names of at most " + std::to_string(coded.text_limit) + " bytes", "more");
    }
    names.end_name();
    if (c + 1 < contigs) previous = names.name(names.contig_count() - 1);
  }
  names.end_sample();
}

}  // namespace

ContigNames decode_contig_names(const CodedNames& coded, size_t sample) {
  ContigNames names;
  append_names(coded, sample, names);
  return names;
}

ContigNames decode_contig_names(uint64_t metadata, std::span<const uint8_t> payload, size_t sample_count,
                                ZstdDecompressor& decompressor) {
  const CodedNames coded = read_contig_names(metadata, payload, sample_count, decompressor);
  ContigNames names;
  for (size_t sample = 0; sample < coded.begin.size(); ++sample) append_names(coded, sample, names);
  return names;
}

SegmentTable decode_details(std::span<const uint8_t> payload, const DetailsRules& rules,
                            ZstdDecompressor& decompressor) {
  const Columns columns = decompress_columns(payload, decompressor);
  SegmentTable table;
  table.records.resize(decode_shape(columns[kShape], rules.sample_count, columns[kReverse].size(), table));
  decode_groups(columns[kGroup], rules.group_limit, table.records);
  decode_indices(columns[kIndex], rules.group_limit, table.records);
  decode_lengths(columns[kLength], rules.predicted_length, table.records);
  decode_directions(columns[kReverse], table.records);
  return table;
}

}  // namespace agc
