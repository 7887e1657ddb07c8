// Samples as they decode, one after the other, against the digests of what was read when they were added.
// docs/format.md, "Digests". Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "format/digest_stream.h"

namespace agc {

// A difference.
struct DigestMismatch {
  uint64_t first_sample = 0;
  uint64_t samples = 1;
  std::optional<uint64_t> contig = {};  // of the one sample, if it can be told
};

class DigestComparer {
 public:
  explicit DigestComparer(ContentDigests stored) : stored_(std::move(stored)) {}

  // The next sample: the digests of its contigs, none for one that could not be decoded.
  void add_sample(const std::string& name, const std::vector<std::optional<Digest128>>& contigs);
  // A sample of which nothing is known.
  void skip_sample();

  const std::vector<DigestMismatch>& mismatches() const { return mismatches_; }
  uint64_t equal_samples() const { return equal_samples_; }
  uint64_t uncovered_samples() const { return uncovered_samples_; }        // added by other programs
  uint64_t incomparable_samples() const { return incomparable_samples_; }  // not decoded, or together with such

 private:
  void compare_contigs(const std::vector<std::optional<Digest128>>& contigs);
  void end_sample();

  ContentDigests stored_;
  size_t span_ = 0;            // the one that the next sample belongs to
  uint64_t span_samples_ = 0;  // of it, already added
  bool span_is_whole_ = true;
  Digest128 sum_ = {};
  uint64_t sample_ = 0;
  std::vector<DigestMismatch> mismatches_;
  uint64_t equal_samples_ = 0;
  uint64_t uncovered_samples_ = 0;
  uint64_t incomparable_samples_ = 0;
};

}  // namespace agc
