#include "format/segment_codec.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "agc/error.h"
#include "seq/letters.h"

namespace agc {

namespace {

constexpr uint8_t kPackEnd = 0x00;  // after the frame of a delta pack
// Per cent of what four symbols a byte take. Tuples save hardly more than a tenth: by which of them are frequent.
constexpr size_t kWellShrunk = 85;
constexpr size_t kShrunk = 98;

constexpr uint8_t kMarkerPlain = 0x00;    // the frame of a reference holds symbols
constexpr uint8_t kMarkerTuples = 0x01;   // ... a tuple block
constexpr unsigned kSymbolsUnpacked = 1;  // symbols per byte where a tuple holds no more than one

// Tuples are numbers in this base, first symbol most significant; 0 for counts that do not pack.
constexpr unsigned tuple_base(unsigned symbols_per_byte) {
  switch (symbols_per_byte) {
    case 4:
      return 4;
    case 3:
      return 6;
    case 2:
      return 16;
    default:
      return 0;
  }
}

unsigned symbols_per_byte_for(std::span<const uint8_t> symbols) {
  const uint8_t largest = symbols.empty() ? 0 : *std::max_element(symbols.begin(), symbols.end());
  if (largest < tuple_base(4)) return 4;
  if (largest < tuple_base(3)) return 3;
  if (largest < tuple_base(2)) return 2;
  return kSymbolsUnpacked;
}

std::vector<uint8_t> pack_tuples(std::span<const uint8_t> symbols) {
  const unsigned per_byte = symbols_per_byte_for(symbols);
  const unsigned base = tuple_base(per_byte);
  std::vector<uint8_t> block;
  if (base == 0) {
    block.assign(symbols.begin(), symbols.end());
    block.push_back(kSymbolsUnpacked << 4);
    return block;
  }
  const auto tuple = [&](size_t start, size_t count) {
    unsigned value = 0;
    for (size_t i = start; i < start + count; ++i) value = value * base + symbols[i];
    return static_cast<uint8_t>(value);
  };
  const size_t whole = symbols.size() / per_byte;
  const size_t rest = symbols.size() % per_byte;
  block.reserve(whole + 2);
  if (per_byte == 4) {
    block.resize(whole);
    pack_symbols(symbols.first(4 * whole), block.data());
  } else {
    for (size_t i = 0; i < whole; ++i) block.push_back(tuple(i * per_byte, per_byte));
  }
  block.push_back(tuple(whole * per_byte, rest));  // present even if there is no rest
  block.push_back(static_cast<uint8_t>(per_byte << 4 | rest));
  return block;
}

[[noreturn]] void fail_reference(uint64_t symbols, const std::string& expected, const std::string& found) {
  throw Error(ErrorKind::corrupt,
              "group reference of " + std::to_string(symbols) + " symbols: expected " + expected + ": found " + found);
}

// `count` symbols of base `base` from one byte, the last one least significant.
void unpack_tuple(unsigned value, unsigned base, size_t count, uint8_t* out) {
  for (size_t i = count; i-- > 0; value /= base) out[i] = static_cast<uint8_t>(value % base);
}

// Returns how many symbols a byte holds.
unsigned check_tuples(std::span<const uint8_t> block, uint64_t symbol_count) {
  if (block.empty()) fail_reference(symbol_count, "a tuple block", "an empty one");
  const unsigned per_byte = block.back() >> 4;
  const unsigned rest = block.back() & 15;
  const std::span<const uint8_t> body = block.first(block.size() - 1);
  if (tuple_base(per_byte) == 0) {
    if (body.size() != symbol_count) {
      fail_reference(symbol_count, "as many unpacked symbols", std::to_string(body.size()));
    }
    return kSymbolsUnpacked;
  }
  if (body.size() != symbol_count / per_byte + 1 || rest != symbol_count % per_byte) {
    fail_reference(symbol_count,
                   std::to_string(symbol_count / per_byte + 1) + " bytes of " + std::to_string(per_byte) +
                       " symbols with " + std::to_string(symbol_count % per_byte) + " in the last",
                   std::to_string(body.size()) + " with " + std::to_string(rest));
  }
  return per_byte;
}

std::vector<uint8_t> unpack_tuples(std::span<const uint8_t> block, uint64_t symbol_count) {
  const unsigned per_byte = check_tuples(block, symbol_count);
  const std::span<const uint8_t> body = block.first(block.size() - 1);
  if (per_byte == kSymbolsUnpacked) return {body.begin(), body.end()};
  const unsigned base = tuple_base(per_byte);
  const unsigned rest = block.back() & 15;
  std::array<std::array<uint8_t, 4>, 256> table{};
  for (unsigned value = 0; value < 256; ++value) unpack_tuple(value, base, per_byte, table[value].data());
  // A table row is copied whole; what is too much is overwritten by the next one or cut off.
  std::vector<uint8_t> symbols(symbol_count + sizeof(table[0]));
  uint8_t* out = symbols.data();
  for (const uint8_t value : body.first(body.size() - 1)) {
    std::memcpy(out, table[value].data(), sizeof(table[0]));
    out += per_byte;
  }
  unpack_tuple(body.back(), base, rest, out);
  symbols.resize(symbol_count);
  return symbols;
}

EncodedPart stored(std::span<const uint8_t> plain) { return {0, {plain.begin(), plain.end()}}; }

}  // namespace

EncodedPart encode_framed_pack(std::span<const uint8_t> plain, std::span<const ZstdCopy> copies,
                               ZstdCompressor& compressor, const ZstdSettings& settings) {
  EncodedPart part{plain.size(), {}};
  const bool has_copies = !copies.empty() && compressor.compress_copies(plain, copies, part.payload);
  if (!has_copies || part.payload.size() > plain.size() / 4 * kWellShrunk / 100) {
    std::vector<uint8_t> other;
    compressor.compress(plain, settings, other);
    if (!has_copies || other.size() < part.payload.size()) part.payload = std::move(other);
  }
  part.payload.push_back(kPackEnd);
  return part;
}

EncodedPart encode_pack(std::span<const uint8_t> plain, ZstdCompressor& compressor, const ZstdSettings& settings) {
  EncodedPart part = encode_framed_pack(plain, {}, compressor, settings);
  if (part.payload.size() >= plain.size()) return stored(plain);
  return part;
}

namespace {

// What precedes the byte 00.
std::span<const uint8_t> frame_of_pack(std::span<const uint8_t> payload) {
  const size_t frame_size = ZstdDecompressor::frame_size(payload);
  const std::span<const uint8_t> rest = payload.subspan(frame_size);
  if (rest.size() > 1 || (rest.size() == 1 && rest[0] != kPackEnd)) {
    throw Error(ErrorKind::corrupt, "delta pack of " + std::to_string(payload.size()) +
                                        " bytes: expected a frame and one byte 00: found " +
                                        std::to_string(rest.size()) + " bytes after the frame");
  }
  return payload.first(frame_size);
}

}  // namespace

std::vector<uint8_t> decode_pack(uint64_t metadata, std::span<const uint8_t> payload, ZstdDecompressor& decompressor,
                                 FrameChecksum checksum) {
  if (metadata == 0) return {payload.begin(), payload.end()};
  return decompressor.decompress(frame_of_pack(payload), metadata, checksum);
}

std::span<const uint8_t> decode_pack(uint64_t metadata, std::span<const uint8_t> payload,
                                     ZstdDecompressor& decompressor, std::vector<uint8_t>& buffer,
                                     FrameChecksum checksum) {
  if (metadata == 0) return payload;
  return decompressor.decompress(frame_of_pack(payload), metadata, buffer, checksum);
}

EncodedPart encode_reference(std::span<const uint8_t> symbols, std::span<const ZstdCopy> copies,
                             ZstdCompressor& compressor, const ReferenceZstd& settings) {
  EncodedPart best = stored(symbols);
  const auto keep_smaller = [&](std::vector<uint8_t> payload, uint8_t marker) {
    payload.push_back(marker);
    if (payload.size() < best.payload.size()) best = {symbols.size(), std::move(payload)};
  };
  std::vector<uint8_t> plain;
  if (!copies.empty() && compressor.compress_copies(symbols, copies, plain)) {
    keep_smaller(std::move(plain), kMarkerPlain);
  }
  const size_t four_a_byte = symbols.size() / 4;
  if (best.payload.size() < four_a_byte * kWellShrunk / 100) return best;
  const std::vector<uint8_t> tuples = pack_tuples(symbols);
  const auto try_tuples = [&](const ZstdSettings& zstd) {
    std::vector<uint8_t> payload;
    compressor.compress(tuples, zstd, payload);
    keep_smaller(std::move(payload), kMarkerTuples);
  };
  try_tuples(settings.tuples);
  if (settings.stubborn && best.payload.size() > four_a_byte * kShrunk / 100) try_tuples(*settings.stubborn);
  return best;
}

namespace {

struct ReferenceFrame {
  std::span<const uint8_t> frame;
  bool tuples = false;
};

ReferenceFrame split_reference(uint64_t metadata, std::span<const uint8_t> payload) {
  if (payload.empty()) fail_reference(metadata, "a frame and a marker", "no payload");
  if (metadata > kMaxPlainBytes) fail_reference(metadata, "at most " + std::to_string(kMaxPlainBytes), "that length");
  return {payload.first(payload.size() - 1), payload.back() != kMarkerPlain};
}

std::vector<uint8_t> decompress_tuples(uint64_t metadata, std::span<const uint8_t> frame,
                                       ZstdDecompressor& decompressor) {
  // The longest block for n symbols: unpacked, n + 1 bytes; packed, n / 2 + 2, which is 2 for n = 1 as well.
  return decompressor.decompress_at_most(frame, metadata + 1);
}

}  // namespace

ReferenceText decode_reference_text(uint64_t metadata, std::span<const uint8_t> payload, ZstdDecompressor& decompressor,
                                    std::vector<uint8_t>& buffer, FrameChecksum checksum) {
  if (metadata == 0) return ReferenceText::from_symbols(payload);
  const auto [frame, tuples] = split_reference(metadata, payload);
  if (!tuples) return ReferenceText::from_symbols(decompressor.decompress(frame, metadata, buffer, checksum));
  std::vector<uint8_t> block = decompress_tuples(metadata, frame, decompressor);
  if (check_tuples(block, metadata) != 4) return ReferenceText::from_symbols(unpack_tuples(block, metadata));
  block.pop_back();
  // The symbols of the last byte are in its low bits.
  block.back() = static_cast<uint8_t>(block.back() << (2 * (4 - metadata % 4)));
  return ReferenceText::from_packed(std::move(block), metadata);
}

std::vector<uint8_t> decode_reference(uint64_t metadata, std::span<const uint8_t> payload,
                                      ZstdDecompressor& decompressor) {
  if (metadata == 0) return {payload.begin(), payload.end()};
  const auto [frame, tuples] = split_reference(metadata, payload);
  if (!tuples) return decompressor.decompress(frame, metadata);
  return unpack_tuples(decompress_tuples(metadata, frame, decompressor), metadata);
}

}  // namespace agc
