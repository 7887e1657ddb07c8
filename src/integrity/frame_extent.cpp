#include <algorithm>
#include <array>

#include "integrity/part_scan.h"

namespace agc {
namespace {

// RFC 8878, 3.1.1.
constexpr size_t kMostHeaderBytes = 18;
constexpr size_t kBlockHeaderBytes = 3;
constexpr size_t kChecksumBytes = 4;
constexpr uint32_t kRleBlock = 1;
constexpr uint32_t kReservedBlock = 3;
constexpr uint32_t kMostBlockBytes = uint32_t{128} << 10;

// From the magic number up to the first block.
size_t header_bytes(uint8_t descriptor) {
  constexpr std::array<size_t, 4> kDictionaryIdBytes = {0, 1, 2, 4};
  constexpr std::array<size_t, 4> kContentSizeBytes = {0, 2, 4, 8};
  const bool single_segment = (descriptor & 32) != 0;
  size_t bytes = 4 + 1 + kDictionaryIdBytes[descriptor & 3] + kContentSizeBytes[descriptor >> 6];
  if (!single_segment) return bytes + 1;  // the window
  return bytes + (descriptor >> 6 == 0 ? 1 : 0);
}

}  // namespace

std::optional<uint64_t> frame_extent(const InputFile& file, uint64_t offset) {
  std::array<uint8_t, kMostHeaderBytes> header{};
  if (offset >= file.size()) return std::nullopt;
  const size_t available = std::min<uint64_t>(header.size(), file.size() - offset);
  file.read_at(offset, std::span(header).first(available));
  if (header[0] != 0x28 || header[1] != 0xB5 || header[2] != 0x2F || header[3] != 0xFD) return std::nullopt;
  const uint8_t descriptor = header[4];
  uint64_t position = offset + header_bytes(descriptor);
  for (bool last = false; !last;) {
    std::array<uint8_t, kBlockHeaderBytes> block{};
    if (position + block.size() > file.size()) return std::nullopt;
    file.read_at(position, block);
    const uint32_t value = block[0] | uint32_t{block[1]} << 8 | uint32_t{block[2]} << 16;
    const uint32_t type = value >> 1 & 3;
    const uint32_t size = value >> 3;
    if (type == kReservedBlock || size > kMostBlockBytes) return std::nullopt;
    last = (value & 1) != 0;
    position += block.size() + (type == kRleBlock ? 1 : size);
  }
  if ((descriptor & 4) != 0) position += kChecksumBytes;
  if (position > file.size()) return std::nullopt;
  return position - offset;
}

}  // namespace agc
