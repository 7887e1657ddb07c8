// The stream `digests`: what tells damage where zstd's checksums do not, and the archive from what was read.
// Part 0 holds digests of samples and contigs, part 1 checks of parts and of the footer. Pure functions between
// records and parts. docs/format.md, "Digests".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "format/container.h"
#include "format/hash.h"

namespace agc {

// Parts of the stream. On disk: never renumber.
inline constexpr uint32_t kContentDigestsPart = 0;
inline constexpr uint32_t kChecksPart = 1;

// ----- part 1

// Of a part that has no checksum of its own.
uint32_t part_check(uint64_t metadata, std::span<const uint8_t> payload);
// Of the footer up to the entry of the stream `digests`.
uint64_t footer_check(std::span<const uint8_t> footer);

struct ArchiveChecks {
  uint64_t footer = 0;
  std::vector<PartCheck> parts;  // ascending

  friend bool operator==(const ArchiveChecks&, const ArchiveChecks&) = default;
};

EncodedPart encode_checks(const ArchiveChecks& checks);
// Nothing for a layout of a later version. Throws Error{corrupt}: the part checks itself.
std::optional<ArchiveChecks> decode_checks(uint64_t metadata, std::span<const uint8_t> payload);

// ----- part 0

// Where a contig stands, in archive order.
struct ContigPlace {
  uint64_t sample = 0;
  uint64_t contig = 0;
  std::string_view sample_name;
  std::string_view contig_name;
};

// `sequence` = digest128() of its symbols, a code of 0 to 15 in each byte; `length` = their number.
Digest128 contig_digest(const ContigPlace& place, const Digest128& sequence, uint64_t length);
// What a sample adds to the digests of its contigs.
Digest128 sample_digest(uint64_t sample, std::string_view name, uint64_t contigs);

// What is known of one sample, or of several in a row. On disk: never renumber.
enum class DigestKind : uint8_t {
  none = 0,     // nothing: the program that added them kept no digests
  contigs = 1,  // one sample: a digest of each contig
  samples = 2,  // the sum of the digests of samples and contigs
};

struct DigestSpan {
  DigestKind kind = DigestKind::none;
  uint32_t samples = 1;
  std::vector<Digest128> digests = {};

  friend bool operator==(const DigestSpan&, const DigestSpan&) = default;
};

// One after the other from the first sample of the archive on.
using ContentDigests = std::vector<DigestSpan>;

EncodedPart encode_content_digests(const ContentDigests& digests);
// Nothing for a layout of a later version. `sample_count` = the archive's.
std::optional<ContentDigests> decode_content_digests(uint64_t metadata, std::span<const uint8_t> payload,
                                                     uint64_t sample_count);

// The sum in place of a sample's contigs. `sample` is its number. Requires: span.kind == contigs.
DigestSpan sum_of_contigs(const DigestSpan& span, uint64_t sample, std::string_view name);
// Joins neighbours within every `unit` samples, counted from the first, that have a sum each.
ContentDigests join_spans(const ContentDigests& digests, uint64_t unit);

}  // namespace agc
