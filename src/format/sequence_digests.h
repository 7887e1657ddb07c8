// The stream `sequence-digests`: GA4GH refget digests and MD5 of contigs, a part for each batch of samples. Pure
// functions between records and parts; pipeline/sequence_hash.h makes the digests. docs/format.md, "Digests".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "agc/sequence_digests.h"
#include "format/container.h"

namespace agc {

struct RawSequenceDigests {
  std::array<uint8_t, 24> sha512t24u{};
  std::array<uint8_t, 16> md5{};

  friend bool operator==(const RawSequenceDigests&, const RawSequenceDigests&) = default;
};

// As users know them.
SequenceDigests text_of(const RawSequenceDigests& digests);

// Of each contig of a sample; nothing for a sample whose digests have not been asked for.
using SampleSequenceDigests = std::optional<std::vector<RawSequenceDigests>>;

EncodedPart encode_sequence_digests(std::span<const SampleSequenceDigests> batch);
// Empty for a layout of a later version. Throws Error{corrupt}.
std::vector<SampleSequenceDigests> decode_sequence_digests(uint64_t metadata, std::span<const uint8_t> payload);

}  // namespace agc
