// Names and segment records: any bytes as those of each file version, also as the plain form inside a
// frame so that mutations reach what is behind zstd; and any records through the encoders and back.
#include <algorithm>
#include <string>
#include <vector>

#include "format/byte_writer.h"
#include "format/collection_v1.h"
#include "format/collection_v2.h"
#include "format/collection_v3.h"
#include "fuzz_checks.h"
#include "fuzz_input.h"

namespace {

using namespace agc;
using fuzz::errors_are_fine;
using fuzz::require;

struct Codecs {
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
};

void require_sound(const ContigNames& names) {
  require(names.first_contig.back() == names.contig_count());
  require(names.name_begin.back() == names.text.size());
  require(std::ranges::is_sorted(names.first_contig) && std::ranges::is_sorted(names.name_begin));
}

void require_sound(const SegmentTable& table) {
  require(table.first_contig.back() == table.contig_count());
  require(table.first_segment.back() == table.records.size());
  require(std::ranges::is_sorted(table.first_contig) && std::ranges::is_sorted(table.first_segment));
}

void decode_any(const PartView& part, size_t samples, ZstdDecompressor& decompressor) {
  errors_are_fine([&] { decode_sample_names(part.metadata, part.payload, decompressor); });
  errors_are_fine([&] { require_sound(decode_contig_names(part.metadata, part.payload, samples, decompressor)); });
  errors_are_fine([&] {
    const CollectionV1 collection = decode_collection_v1(part.metadata, part.payload, decompressor);
    require_sound(collection.names);
    require_sound(collection.segments);
  });
  errors_are_fine([&] {
    const CollectionV2 collection = decode_collection_main_v2(part.metadata, part.payload, decompressor);
    require_sound(collection.names);
    for (uint32_t batch = 0; batch < 3; ++batch) {
      errors_are_fine([&] { require_sound(decode_details_v2(collection, batch, part, decompressor)); });
    }
  });
}

// A details part from five columns in turn, each as long as its first byte says.
void decode_columns(fuzz::Input input, const DetailsRules& rules, Codecs& codecs) {
  constexpr size_t kColumns = 5;
  std::vector<uint8_t> payload;
  std::vector<uint8_t> frames;
  ByteWriter writer(payload);
  for (size_t column = 0; column < kColumns; ++column) {
    const auto plain = input.take(input.byte());
    const size_t before = frames.size();
    codecs.compressor.compress(plain, {.level = 1}, frames);
    writer.collection_number(static_cast<uint32_t>(plain.size()));
    writer.collection_number(static_cast<uint32_t>(frames.size() - before));
  }
  payload.insert(payload.end(), frames.begin(), frames.end());
  errors_are_fine([&] { require_sound(decode_details(payload, rules, codecs.decompressor)); });
}

std::string take_name(fuzz::Input& input) {
  const auto bytes = input.take(input.byte() % 24);
  return {bytes.begin(), bytes.end()};
}

std::vector<SampleRecord> take_records(fuzz::Input& input) {
  std::vector<SampleRecord> samples(1 + input.byte() % 4);
  for (SampleRecord& sample : samples) {
    sample.name = take_name(input);
    sample.contigs.resize(input.byte() % 6);
    for (ContigRecord& contig : sample.contigs) {
      contig.name = take_name(input);
      contig.segments.resize(input.byte() % 5);
      for (SegmentRecord& segment : contig.segments) {
        const uint8_t form = input.byte();
        segment.group = static_cast<uint32_t>(input.number(1 + (form & 1)));
        segment.index = static_cast<uint32_t>(input.number(1 + (form >> 1 & 3)));
        segment.raw_length = static_cast<uint32_t>(input.number(1 + (form >> 3 & 3)));
        segment.reverse = form >> 7;
      }
    }
  }
  return samples;
}

void round_trip(fuzz::Input input, uint32_t predicted_length, Codecs& codecs) {
  const std::vector<SampleRecord> samples = take_records(input);
  std::vector<std::string> sample_names;
  for (const SampleRecord& sample : samples) sample_names.push_back(sample.name);
  errors_are_fine([&] {
    const EncodedPart names = encode_contig_names(samples, codecs.compressor);
    const EncodedPart details = encode_details(samples, predicted_length, codecs.compressor);
    const EncodedPart sample_part = encode_sample_names(sample_names, codecs.compressor);
    require(decode_sample_names(sample_part.metadata, sample_part.payload, codecs.decompressor) == sample_names);
    const DetailsRules rules{samples.size(), predicted_length, 1 << 16};
    const auto result = make_sample_records(
        sample_names, decode_contig_names(names.metadata, names.payload, samples.size(), codecs.decompressor),
        decode_details(details.payload, rules, codecs.decompressor));
    require(result == samples);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Codecs codecs;
  fuzz::Input input(data, size);
  const uint8_t choice = input.byte();
  const size_t samples = input.byte() % 8;
  const auto predicted_length = static_cast<uint32_t>(input.number(1 + choice % 3));
  const DetailsRules rules{samples, predicted_length, static_cast<uint32_t>(input.number(2))};
  if (choice & 16) {
    std::vector<uint8_t> frame;
    codecs.compressor.compress(input.rest(), {.level = 1}, frame);
    decode_any({input.rest().size(), frame}, samples, codecs.decompressor);
  }
  if (choice & 32) {
    const uint64_t metadata = fuzz::Input(data, size).number(3);
    decode_any({metadata, input.rest()}, samples, codecs.decompressor);
    errors_are_fine([&] { require_sound(decode_details(input.rest(), rules, codecs.decompressor)); });
  }
  if (choice & 64) decode_columns(input, rules, codecs);
  if (choice & 128) round_trip(input, predicted_length, codecs);
  return 0;
}
