// What the pieces of an LZ text cost once zstd has been over it, in sixteenths of a bit. Integers, so
// that every decision is the same on every machine.
//
// The figures are averages over delta packs of bacterial, yeast and viral collections; docs/constants.md
// says how they were taken. They steer choices only: a wrong one costs size, never a base.
#pragma once

#include <cstdint>

namespace agc {

using Cost = int64_t;  // sixteenths of a bit
inline constexpr Cost kBit = 16;

struct CostModel {
  uint32_t min_match_length = 20;

  static constexpr Cost kLiteral = 36;      // per symbol
  static constexpr Cost kSame = 18;         // '!' per symbol
  static constexpr Cost kMatchToken = 110;  // sign-free offset 0, comma, full stop
  static constexpr Cost kLengthDigit = 51;
  static constexpr Cost kJump = 32;            // an offset that is not 0 ...
  static constexpr Cost kOffsetDigit = 54;     // ... and its digits
  static constexpr Cost kSwitch = 300 * kBit;  // another group or strand: records, overlap, access

  static constexpr uint32_t decimal_digits(uint64_t value) {
    uint32_t digits = 1;
    while (value >= 10) {
      value /= 10;
      ++digits;
    }
    return digits;
  }

  // A run of `length` symbols equal to the reference, on the diagonal.
  Cost run(uint64_t length) const {
    const Cost as_same = static_cast<Cost>(length) * kSame;
    if (length < min_match_length) return as_same;
    const Cost as_match = kMatchToken + kLengthDigit * decimal_digits(length - min_match_length);
    return as_match < as_same ? as_match : as_same;
  }
  static Cost literals(uint64_t length) { return static_cast<Cost>(length) * kLiteral; }
  static Cost jump(uint64_t distance) { return kJump + kOffsetDigit * decimal_digits(distance); }
};

}  // namespace agc
