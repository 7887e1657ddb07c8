// Delta packs and group references, between their plain form and the part in the container.
// docs/format.md, "Packs" and "References". Pure functions over the caller's zstd contexts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "format/container.h"
#include "format/zstd_codec.h"
#include "seq/reference_text.h"

namespace agc {

// `plain` = entries, each followed by FF. Compressed (frame + trailing 00) when that is smaller.
EncodedPart encode_pack(std::span<const uint8_t> plain, ZstdCompressor& compressor, const ZstdSettings& settings);
// As a frame even if that is longer. Of a raw group's packs: where one that is stored plain ends nothing in it tells.
// With `copies`, as compress_copies() takes them and which may be none, or without, whichever is smaller.
EncodedPart encode_framed_pack(std::span<const uint8_t> plain, std::span<const ZstdCopy> copies,
                               ZstdCompressor& compressor, const ZstdSettings& settings);
// Throws Error{corrupt} unless `metadata`, frame and size agree.
std::vector<uint8_t> decode_pack(uint64_t metadata, std::span<const uint8_t> payload, ZstdDecompressor& decompressor,
                                 FrameChecksum checksum = FrameChecksum::compare);
// The same where it needs no memory of its own: a part of `buffer`, or the payload.
std::span<const uint8_t> decode_pack(uint64_t metadata, std::span<const uint8_t> payload,
                                     ZstdDecompressor& decompressor, std::vector<uint8_t>& buffer,
                                     FrameChecksum checksum = FrameChecksum::compare);

struct ReferenceZstd {
  ZstdSettings tuples = {};
  // For what hardly shrinks with those.
  std::optional<ZstdSettings> stubborn = {};
};
// `symbols` = codes 0..15; `copies` among them, as compress_copies() takes them, which may be none. The smallest of
// symbols with these copies, tuples (not tried where the copies save much), and the symbols as they are.
EncodedPart encode_reference(std::span<const uint8_t> symbols, std::span<const ZstdCopy> copies,
                             ZstdCompressor& compressor, const ReferenceZstd& settings);
// The symbols in the form in which readers keep them, and as codes. `buffer` keeps its memory from call to call.
ReferenceText decode_reference_text(uint64_t metadata, std::span<const uint8_t> payload, ZstdDecompressor& decompressor,
                                    std::vector<uint8_t>& buffer, FrameChecksum checksum = FrameChecksum::compare);
std::vector<uint8_t> decode_reference(uint64_t metadata, std::span<const uint8_t> payload,
                                      ZstdDecompressor& decompressor);

}  // namespace agc
