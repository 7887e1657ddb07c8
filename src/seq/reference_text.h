// The reference of a group as readers keep it and LZ texts refer to it: two bits a symbol where it has
// A, C, G and T alone, a letter a symbol otherwise. Constant once made, free to share between threads.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "seq/letters.h"
#include "seq/sixteen.h"

namespace agc {

class ReferenceText {
 public:
  ReferenceText() = default;
  // Four symbols a byte, the first one in the highest bits. Requires: bytes enough for `size` symbols.
  static ReferenceText from_packed(std::vector<uint8_t> bytes, uint64_t size) {
    return ReferenceText(std::move(bytes), size, true);
  }
  // Codes 0 to 63. Throws Error{corrupt} for others.
  static ReferenceText from_symbols(std::span<const uint8_t> symbols);

  uint64_t size() const { return size_; }
  uint64_t memory_bytes() const { return bytes_.capacity(); }

  // Requires: position < size().
  char at(uint64_t position) const {
    return packed_ ? letter_at(bytes_.data(), position) : static_cast<char>(bytes_[position]);
  }
  // Whether sixteen() may be called for all positions below `end`.
  bool has_sixteen_before(uint64_t end) const { return end + kSixteenMargin <= size_; }
  // The letters from `position` on.
  Sixteen sixteen(uint64_t position) const {
    return packed_ ? unpack_sixteen(bytes_.data(), position) : load_sixteen(bytes_.data() + position);
  }
  // Requires: begin + count <= size().
  void copy(uint64_t begin, uint64_t count, char* out) const {
    if (packed_) {
      unpack_letters(bytes_.data(), begin, count, out);
    } else if (count > 0) {
      std::memcpy(out, bytes_.data() + begin, count);
    }
  }

 private:
  static constexpr uint64_t kSixteenMargin = 4 * kReadForSixteen;

  ReferenceText(std::vector<uint8_t> bytes, uint64_t size, bool packed)
      : bytes_(std::move(bytes)), size_(size), packed_(packed) {}

  std::vector<uint8_t> bytes_;
  uint64_t size_ = 0;
  bool packed_ = false;
};

}  // namespace agc
