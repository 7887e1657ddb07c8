#include "format/sequence_digests.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "format/byte_reader.h"
#include "format/byte_writer.h"

namespace agc {
namespace {

constexpr uint64_t kLayout = 1;
constexpr size_t kBytesPerContig = sizeof(RawSequenceDigests);

std::string base64url(std::span<const uint8_t> bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  for (size_t i = 0; i + 3 <= bytes.size(); i += 3) {
    const uint32_t three = uint32_t{bytes[i]} << 16 | uint32_t{bytes[i + 1]} << 8 | bytes[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[three >> shift & 63];
  }
  return text;
}

std::string hexadecimal(std::span<const uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : bytes) text.append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
  return text;
}

template <size_t count>
void read(ByteReader& reader, std::array<uint8_t, count>& bytes) {
  const std::span<const uint8_t> from = reader.bytes(count);
  std::copy(from.begin(), from.end(), bytes.begin());
}

}  // namespace

SequenceDigests text_of(const RawSequenceDigests& digests) {
  return {"SQ." + base64url(digests.sha512t24u), hexadecimal(digests.md5)};
}

EncodedPart encode_sequence_digests(std::span<const SampleSequenceDigests> batch) {
  EncodedPart part{kLayout, {}};
  ByteWriter writer(part.payload);
  writer.collection_number(static_cast<uint32_t>(batch.size()));
  for (const SampleSequenceDigests& sample : batch) {
    writer.collection_number(sample ? static_cast<uint32_t>(sample->size() + 1) : 0);
  }
  for (const SampleSequenceDigests& sample : batch) {
    if (!sample) continue;
    for (const RawSequenceDigests& contig : *sample) {
      writer.bytes(contig.sha512t24u);
      writer.bytes(contig.md5);
    }
  }
  return part;
}

std::vector<SampleSequenceDigests> decode_sequence_digests(uint64_t metadata, std::span<const uint8_t> payload) {
  std::vector<SampleSequenceDigests> batch;
  if (payload.empty() || metadata > kLayout) return batch;
  ByteReader reader(payload, "sequence-digests");
  const uint32_t samples = reader.collection_number();
  reader.check_count(samples, 1, "samples");
  std::vector<uint32_t> counts;
  for (uint32_t i = 0; i < samples; ++i) counts.push_back(reader.collection_number());
  for (const uint32_t count : counts) {
    SampleSequenceDigests& sample = batch.emplace_back();
    if (count == 0) continue;
    reader.check_count(count - 1, kBytesPerContig, "contigs");
    sample.emplace(count - 1);
    for (RawSequenceDigests& contig : *sample) {
      read(reader, contig.sha512t24u);
      read(reader, contig.md5);
    }
  }
  reader.expect_end();
  return batch;
}

}  // namespace agc
