// Names of samples and contigs, and the segment records of every contig, as file version 3 stores
// them: one part of names and one of details per batch of samples. docs/format.md, "Collection".
// Writer and reader side by side; pure functions over the caller's zstd contexts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agc/types.h"
#include "format/collection_tables.h"
#include "format/container.h"
#include "format/name_coding.h"
#include "format/zstd_codec.h"

namespace agc {

// All three throw Error{input} for a name that the format cannot hold.
EncodedPart encode_sample_names(std::span<const std::string> names, ZstdCompressor& compressor);
EncodedPart encode_contig_names(std::span<const SampleRecord> batch, ZstdCompressor& compressor);
// `predicted_length` = segment_size + kmer_length.
EncodedPart encode_details(std::span<const SampleRecord> batch, uint32_t predicted_length, ZstdCompressor& compressor);

// Whether all frames of a part of details tell damage of their content. False for what is no such part.
bool details_have_checksums(std::span<const uint8_t> payload);

// The decoders throw Error{corrupt}; every count is checked before memory is taken for it.
std::vector<std::string> decode_sample_names(uint64_t metadata, std::span<const uint8_t> payload,
                                             ZstdDecompressor& decompressor);
// A batch of as many samples as it says itself.
inline constexpr size_t kAnySampleCount = SIZE_MAX;

// `sample_count` = the number of samples that the batch must hold.
ContigNames decode_contig_names(uint64_t metadata, std::span<const uint8_t> payload, size_t sample_count,
                                ZstdDecompressor& decompressor);

// The same a sample at a time: drafts have hundreds of contigs, and their names are long.
struct CodedNames {
  std::vector<uint8_t> plain;
  std::vector<uint32_t> first_contig = {0};  // samples + 1 values
  std::vector<size_t> begin;                 // in `plain`: of the first name of each sample
  uint64_t text_limit = 0;                   // of decoded names
};
CodedNames read_contig_names(uint64_t metadata, std::span<const uint8_t> payload, size_t sample_count,
                             ZstdDecompressor& decompressor);
// Of that sample alone.
ContigNames decode_contig_names(const CodedNames& coded, size_t sample);

struct DetailsRules {
  size_t sample_count = 0;        // that the batch must hold
  uint32_t predicted_length = 0;  // segment_size + kmer_length
  uint32_t group_limit = 0;       // every group must be below it: the number of streams will do
};

// Lengths are as recorded; see unfold_appended_length() for those that are wrong.
SegmentTable decode_details(std::span<const uint8_t> payload, const DetailsRules& rules,
                            ZstdDecompressor& decompressor);

}  // namespace agc
