#include "format/collection_v2.h"

#include <algorithm>
#include <cstddef>

#include "format/byte_reader.h"
#include "format/collection_v1.h"
#include "format/fold_code.h"

namespace agc {
namespace {

void read_sample(ByteReader& reader, CollectionV2& collection) {
  collection.sample_names.emplace_back(reader.string());
  const uint32_t contigs = reader.collection_number();
  reader.check_count(contigs, 2, "contigs");
  for (uint32_t c = 0; c < contigs; ++c) {
    collection.names.text += reader.string();
    collection.names.end_name();
    collection.segment_counts.push_back(reader.collection_number());
  }
  collection.names.end_sample();
}

// The contigs of the batch and where their segments begin; the records stay zero.
SegmentTable make_empty_table(const CollectionV2& collection, uint32_t batch, const ByteReader& details) {
  const std::vector<uint32_t>& first_contig = collection.names.first_contig;
  const size_t samples = collection.names.sample_count();
  const size_t begin = std::min<size_t>(size_t{batch} * collection.details_batch_size, samples);
  const size_t end = std::min<size_t>(begin + collection.details_batch_size, samples);
  SegmentTable table;
  uint64_t records = 0;
  for (size_t s = begin; s < end; ++s) {
    for (uint32_t c = first_contig[s]; c < first_contig[s + 1]; ++c) {
      records += collection.segment_counts[c];
      details.check_count(records, 4, "segments");
      table.first_segment.push_back(static_cast<uint32_t>(records));
    }
    table.first_contig.push_back(first_contig[s + 1] - first_contig[begin]);
  }
  table.records.resize(static_cast<size_t>(records));
  return table;
}

// One column of numbers, each coded relative to the one before it in the same contig.
void read_column(ByteReader& reader, uint32_t SegmentRecord::*field, SegmentTable& table) {
  for (size_t c = 0; c < table.contig_count(); ++c) {
    uint64_t value = 0;
    for (size_t i = table.first_segment[c]; i < table.first_segment[c + 1]; ++i) {
      value = unfold2(reader.collection_number(), value);
      if (value > UINT32_MAX) reader.fail("a number of 32 bits after a difference", std::to_string(value));
      table.records[i].*field = static_cast<uint32_t>(value);
    }
  }
}

}  // namespace

CollectionV2 decode_collection_main_v2(uint64_t metadata, std::span<const uint8_t> payload,
                                       ZstdDecompressor& decompressor) {
  const std::vector<uint8_t> plain = decompressor.decompress(payload, metadata);
  ByteReader reader(plain, "collection-main");
  CollectionV2 collection;
  collection.details_batch_size = reader.collection_number();
  if (collection.details_batch_size == 0) reader.fail("a batch size of at least 1", "0");
  const uint32_t samples = reader.collection_number();
  reader.check_count(samples, 2, "samples");
  for (uint32_t s = 0; s < samples; ++s) read_sample(reader, collection);
  collection.command_lines = read_command_lines(reader);
  return collection;
}

SegmentTable decode_details_v2(const CollectionV2& collection, uint32_t batch, const PartView& part,
                               ZstdDecompressor& decompressor) {
  const std::vector<uint8_t> plain = decompressor.decompress(part.payload, part.metadata);
  ByteReader reader(plain, "collection-details[" + std::to_string(batch) + "]");
  SegmentTable table = make_empty_table(collection, batch, reader);
  read_column(reader, &SegmentRecord::group, table);
  read_column(reader, &SegmentRecord::index, table);
  read_column(reader, &SegmentRecord::raw_length, table);
  for (SegmentRecord& record : table.records) {
    const uint32_t flag = reader.collection_number();
    if (flag > 1) reader.fail("a direction of 0 or 1", std::to_string(flag));
    record.reverse = flag == 1;
  }
  reader.expect_end();
  return table;
}

}  // namespace agc
