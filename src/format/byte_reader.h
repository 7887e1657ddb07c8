// The sole parser of bytes that come from an archive. Walks a range once, front to back.
//
// Nothing is believed before it is checked against the bytes left: a failed check throws
// Error{corrupt} "where: expected ... at byte P: found ...". Holds no memory but the name of the
// place. Not thread-safe; one per parsed record. docs/format.md, "Primitive encodings".
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "agc/error.h"

namespace agc {

class ByteReader {
 public:
  // `where` opens every message: file, stream and part. `bytes` must outlive the reader.
  ByteReader(std::span<const uint8_t> bytes, std::string where) : bytes_(bytes), where_(std::move(where)) {}

  size_t position() const { return position_; }
  size_t remaining() const { return bytes_.size() - position_; }
  bool at_end() const { return position_ == bytes_.size(); }
  const std::string& where() const { return where_; }

  uint8_t u8() {
    need(1, "1 byte");
    return bytes_[position_++];
  }
  uint32_t le32() { return static_cast<uint32_t>(little_endian(4)); }
  uint64_t le64() { return little_endian(8); }

  // One count byte of 0..8, then that many bytes, most significant first. Leading zeros are allowed.
  uint64_t container_number() {
    const size_t start = position_;
    const uint8_t count = u8();
    if (count > 8) {
      position_ = start;
      fail("a number of at most 8 bytes", "a count of " + std::to_string(count));
    }
    need(count, "the bytes of a number");
    return big_endian(count);
  }

  // Prefix code of 1..5 bytes for the values of 32 bits.
  uint32_t collection_number() {
    const uint8_t first = u8();
    if (first < 0x80) return first;
    if (first < 0xC0) return static_cast<uint32_t>(prefixed(first & 0x3F, 1, 0x80));
    if (first < 0xE0) return static_cast<uint32_t>(prefixed(first & 0x1F, 2, 0x4080));
    if (first < 0xF0) return static_cast<uint32_t>(prefixed(first & 0x0F, 3, 0x204080));
    const uint64_t value = prefixed(0, 4, 0x10204080);
    if (value > UINT32_MAX) fail("a number below 2^32", std::to_string(value));
    return static_cast<uint32_t>(value);
  }

  // Bytes up to the next 00, which is consumed and not part of the result. A view of the input.
  std::string_view string() {
    const uint8_t* begin = bytes_.data() + position_;
    const void* end = at_end() ? nullptr : std::memchr(begin, 0, remaining());
    if (end == nullptr) fail("a string ended by 00", "none in the last " + std::to_string(remaining()) + " bytes");
    const size_t length = static_cast<size_t>(static_cast<const uint8_t*>(end) - begin);
    position_ += length + 1;
    return {reinterpret_cast<const char*>(begin), length};
  }

  std::span<const uint8_t> bytes(uint64_t count) {
    if (count > remaining()) fail(std::to_string(count) + " bytes", std::to_string(remaining()));
    position_ += static_cast<size_t>(count);
    return bytes_.subspan(position_ - static_cast<size_t>(count), static_cast<size_t>(count));
  }

  // Call before reserving memory for `count` things that take at least `bytes_each` (> 0) each.
  void check_count(uint64_t count, size_t bytes_each, const char* things) const {
    if (count > remaining() / bytes_each) {
      fail(std::to_string(count) + " " + things, "room for " + std::to_string(remaining() / bytes_each) + " at most");
    }
  }

  void expect_end() const {
    if (!at_end()) fail("the end", std::to_string(remaining()) + " more bytes");
  }

  [[noreturn]] void fail(const std::string& expected, const std::string& found) const {
    throw Error(ErrorKind::corrupt,
                where_ + ": expected " + expected + " at byte " + std::to_string(position_) + ": found " + found);
  }

 private:
  void need(size_t count, const char* expected) const {
    if (count > remaining()) fail(expected, std::to_string(remaining()) + " bytes left");
  }

  uint64_t big_endian(size_t count) {
    uint64_t value = 0;
    for (size_t i = 0; i < count; ++i) value = value << 8 | bytes_[position_++];
    return value;
  }
  uint64_t little_endian(size_t count) {
    need(count, "a fixed-size number");
    uint64_t value = 0;
    for (size_t i = 0; i < count; ++i) value |= uint64_t{bytes_[position_++]} << (8 * i);
    return value;
  }
  uint64_t prefixed(uint64_t high, size_t more, uint64_t bias) {
    need(more, "the rest of a collection number");
    return (high << (8 * more) | big_endian(more)) + bias;
  }

  std::span<const uint8_t> bytes_;
  std::string where_;
  size_t position_ = 0;
};

}  // namespace agc
