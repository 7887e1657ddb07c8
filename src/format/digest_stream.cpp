#include "format/digest_stream.h"

#include <string>

#include "agc/error.h"
#include "format/byte_reader.h"
#include "format/byte_writer.h"

namespace agc {
namespace {

// Metadata of both parts; a later layout has a higher number.
constexpr uint64_t kLayout = 1;
constexpr size_t kDigestBytes = 16;
// Stream, part and check of an entry take at least this.
constexpr size_t kLeastEntryBytes = 6;
constexpr uint64_t kChecksSeed = 0;
constexpr uint64_t kFooterSeed = 1;

void write_digest(ByteWriter& writer, const Digest128& digest) { writer.bytes(digest.bytes()); }

Digest128 read_digest(ByteReader& reader) {
  Digest128 digest;
  for (const uint8_t byte : reader.bytes(kDigestBytes)) {
    digest.high = digest.high << 8 | digest.low >> 56;
    digest.low = digest.low << 8 | byte;
  }
  return digest;
}

}  // namespace

uint32_t part_check(uint64_t metadata, std::span<const uint8_t> payload) {
  return static_cast<uint32_t>(digest64(payload, metadata));
}

uint64_t footer_check(std::span<const uint8_t> footer) { return digest64(footer, kFooterSeed); }

EncodedPart encode_checks(const ArchiveChecks& checks) {
  std::vector<uint8_t> body;
  ByteWriter writer(body);
  writer.le64(checks.footer);
  writer.collection_number(static_cast<uint32_t>(checks.parts.size()));
  uint32_t stream = 0;
  for (const PartCheck& check : checks.parts) {
    writer.collection_number(check.stream - stream);
    writer.collection_number(check.part);
    writer.le32(check.check);
    stream = check.stream;
  }
  EncodedPart part{kLayout, {}};
  ByteWriter whole(part.payload);
  whole.le64(digest64(body, kChecksSeed));
  whole.bytes(body);
  return part;
}

std::optional<ArchiveChecks> decode_checks(uint64_t metadata, std::span<const uint8_t> payload) {
  if (metadata > kLayout) return std::nullopt;
  ByteReader reader(payload, "checks");
  const uint64_t expected = reader.le64();
  if (metadata != kLayout || digest64(payload.subspan(reader.position()), kChecksSeed) != expected) {
    reader.fail("checks as their own digest tells", "others");
  }
  ArchiveChecks checks;
  checks.footer = reader.le64();
  const uint32_t count = reader.collection_number();
  reader.check_count(count, kLeastEntryBytes, "checks");
  checks.parts.reserve(count);
  uint64_t stream = 0;
  for (uint32_t i = 0; i < count; ++i) {
    stream += reader.collection_number();
    const uint32_t part = reader.collection_number();
    if (stream > UINT32_MAX) reader.fail("a stream below 2^32", std::to_string(stream));
    checks.parts.push_back({static_cast<uint32_t>(stream), part, reader.le32()});
    if (i > 0 && checks.parts[i] <= checks.parts[i - 1]) reader.fail("parts in ascending order", "others");
  }
  reader.expect_end();
  return checks;
}

Digest128 contig_digest(const ContigPlace& place, const Digest128& sequence, uint64_t length) {
  std::vector<uint8_t> bytes;
  ByteWriter writer(bytes);
  write_digest(writer, sequence);
  writer.le64(length);
  writer.le64(place.sample);
  writer.le64(place.contig);
  writer.string(place.sample_name);
  writer.string(place.contig_name);
  return digest128(bytes);
}

Digest128 sample_digest(uint64_t sample, std::string_view name, uint64_t contigs) {
  std::vector<uint8_t> bytes;
  ByteWriter writer(bytes);
  writer.le64(sample);
  writer.le64(contigs);
  writer.string(name);
  return digest128(bytes);
}

EncodedPart encode_content_digests(const ContentDigests& digests) {
  EncodedPart part{kLayout, {}};
  ByteWriter writer(part.payload);
  for (const DigestSpan& span : digests) {
    writer.u8(static_cast<uint8_t>(span.kind));
    writer.collection_number(span.kind == DigestKind::contigs ? static_cast<uint32_t>(span.digests.size())
                                                              : span.samples);
    for (const Digest128& digest : span.digests) write_digest(writer, digest);
  }
  return part;
}

std::optional<ContentDigests> decode_content_digests(uint64_t metadata, std::span<const uint8_t> payload,
                                                     uint64_t sample_count) {
  if (metadata > kLayout) return std::nullopt;
  ByteReader reader(payload, "content digests");
  ContentDigests result;
  uint64_t samples = 0;
  while (!reader.at_end()) {
    const uint8_t kind = reader.u8();
    if (kind > static_cast<uint8_t>(DigestKind::samples)) reader.fail("a kind of 0 to 2", std::to_string(kind));
    DigestSpan span{DigestKind{kind}, 1, {}};
    uint32_t digests = reader.collection_number();
    if (span.kind != DigestKind::contigs) {
      span.samples = digests;
      digests = span.kind == DigestKind::samples ? 1 : 0;
      if (span.samples == 0) reader.fail("samples", "none");
    }
    reader.check_count(digests, kDigestBytes, "digests");
    span.digests.reserve(digests);
    for (uint32_t i = 0; i < digests; ++i) span.digests.push_back(read_digest(reader));
    samples += span.samples;
    result.push_back(std::move(span));
  }
  if (samples != sample_count) {
    reader.fail("digests of " + std::to_string(sample_count) + " samples", std::to_string(samples));
  }
  return result;
}

DigestSpan sum_of_contigs(const DigestSpan& span, uint64_t sample, std::string_view name) {
  Digest128 sum = sample_digest(sample, name, span.digests.size());
  for (const Digest128& digest : span.digests) sum += digest;
  return {DigestKind::samples, 1, {sum}};
}

ContentDigests join_spans(const ContentDigests& digests, uint64_t unit) {
  ContentDigests joined;
  uint64_t first = 0;  // sample of `span`
  for (const DigestSpan& span : digests) {
    const bool same_kind = !joined.empty() && joined.back().kind == span.kind;
    const bool same_unit = first % unit != 0 && first / unit == (first + span.samples - 1) / unit;
    if (same_kind && span.kind == DigestKind::none) {
      joined.back().samples += span.samples;
    } else if (same_kind && same_unit && span.kind == DigestKind::samples) {
      joined.back().samples += span.samples;
      joined.back().digests[0] += span.digests[0];
    } else {
      joined.push_back(span);
    }
    first += span.samples;
  }
  return joined;
}

}  // namespace agc
