// Codes that fold a value about a prediction, so that near misses become small numbers.
// docs/format.md, "Folding codes". Pure functions; fold2 and its inverse are mutually inverse on
// all of 0..2^32-1 for predictions up to 2^31.
#pragma once

#include <cstdint>

namespace agc {

// Signed difference to unsigned (file version 1): 0, -1, 1, -2 ... become 0, 1, 2, 3 ...
constexpr uint64_t fold1(int64_t difference) {
  return difference >= 0 ? uint64_t(difference) * 2 : uint64_t(-(difference + 1)) * 2 + 1;
}
constexpr int64_t unfold1(uint64_t code) {
  return (code & 1) != 0 ? -static_cast<int64_t>(code / 2) - 1 : static_cast<int64_t>(code / 2);
}

// `value` relative to a `prediction` >= 0; identity for the prediction 0.
constexpr uint64_t fold2(uint64_t value, uint64_t prediction) {
  if (value < prediction) return 2 * (prediction - value) - 1;
  return value < 2 * prediction ? 2 * (value - prediction) : value;
}
constexpr uint64_t unfold2(uint64_t code, uint64_t prediction) {
  if (code >= 2 * prediction) return code;
  return (code & 1) != 0 ? prediction - (code + 1) / 2 : prediction + code / 2;
}

// Releases 3.0 to 3.2.1 of AGC coded the lengths of appended segments with the prediction
// `kmer_length` where the format has `predicted_length`. Turns a length that was decoded by the
// format's rule into the one that was meant.
constexpr uint32_t unfold_appended_length(uint32_t decoded, uint32_t predicted_length, uint32_t kmer_length) {
  return static_cast<uint32_t>(unfold2(fold2(decoded, predicted_length), kmer_length));
}

}  // namespace agc
