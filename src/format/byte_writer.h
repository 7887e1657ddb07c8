// The sole builder of archive bytes: appends the primitive encodings to a byte vector of the caller.
// Mirror of byte_reader.h; docs/format.md, "Primitive encodings". Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "agc/error.h"

namespace agc {

class ByteWriter {
 public:
  explicit ByteWriter(std::vector<uint8_t>& out) : out_(out) {}

  void u8(uint8_t value) { out_.push_back(value); }
  void le32(uint32_t value) { little_endian(value, 4); }
  void le64(uint64_t value) { little_endian(value, 8); }

  // As few bytes as the value needs; 0 is the single byte 00.
  void container_number(uint64_t value) {
    size_t count = 0;
    while (count < 8 && value >> (8 * count) != 0) ++count;
    u8(static_cast<uint8_t>(count));
    big_endian(value, count);
  }

  void collection_number(uint32_t value) {
    if (value < 0x80) {
      u8(static_cast<uint8_t>(value));
    } else if (value < 0x4080) {
      big_endian(0x8000 | (value - 0x80), 2);
    } else if (value < 0x204080) {
      big_endian(0xC00000 | (value - 0x4080), 3);
    } else if (value < 0x10204080) {
      big_endian(0xE0000000 | (value - 0x204080), 4);
    } else {
      u8(0xF0);
      big_endian(value - 0x10204080, 4);
    }
  }

  // Throws Error{internal} if `text` contains a NUL, which the format cannot hold.
  void string(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
      throw Error(ErrorKind::internal, "string to be stored: expected no NUL byte: found one");
    }
    out_.insert(out_.end(), text.begin(), text.end());
    u8(0);
  }

  void bytes(std::span<const uint8_t> data) { out_.insert(out_.end(), data.begin(), data.end()); }

 private:
  void big_endian(uint64_t value, size_t count) {
    for (size_t i = count; i-- > 0;) u8(static_cast<uint8_t>(value >> (8 * i)));
  }
  void little_endian(uint64_t value, size_t count) {
    for (size_t i = 0; i < count; ++i) u8(static_cast<uint8_t>(value >> (8 * i)));
  }

  std::vector<uint8_t>& out_;
};

}  // namespace agc
