// Names of samples and contigs, and the segment records of every contig, as file version 3 stores
// them: one part of names and one of details per batch of samples. docs/format.md, "Collection".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agc/types.h"
#include "format/container.h"
#include "format/zstd_codec.h"

namespace agc {

// True if `name` survives the token coding after `previous` (empty for a sample's first contig); a
// name with bytes of 0x80 and above may not. Writers refuse the others.
bool contig_name_is_representable(std::string_view name, std::string_view previous);

EncodedPart encode_sample_names(std::span<const std::string> names, ZstdCompressor& compressor);
EncodedPart encode_contig_names(std::span<const SampleRecord> batch, ZstdCompressor& compressor);
// `predicted_length` = segment_size + kmer_length.
EncodedPart encode_details(std::span<const SampleRecord> batch, uint32_t predicted_length, ZstdCompressor& compressor);

std::vector<std::string> decode_sample_names(uint64_t metadata, std::span<const uint8_t> payload,
                                             ZstdDecompressor& decompressor);
// Fills names; `batch_size` = the number of samples that the batch must hold.
void decode_contig_names(uint64_t metadata, std::span<const uint8_t> payload, ZstdDecompressor& decompressor,
                         std::span<SampleRecord> batch);
// Fills segment records; the contig counts must agree with the names if these were decoded before.
void decode_details(std::span<const uint8_t> payload, uint32_t predicted_length, ZstdDecompressor& decompressor,
                    std::span<SampleRecord> batch);

}  // namespace agc
