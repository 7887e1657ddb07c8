#include "reader/recorded_lengths.h"

#include <algorithm>

#include "format/fold_code.h"
#include "format/growth_marks.h"

namespace agc {
namespace {

constexpr uint8_t kUnknown = 0xFF;
constexpr uint32_t kMostRewrites = 4;

// Not in an archive that no other program has written to.
bool may_be_wrong(const ArchiveLayout& layout, size_t samples) {
  return layout.is_version_3() &&
         first_growable_group(layout.info().file_type_info, samples, UINT32_MAX) > kRawGroupCount;
}

}  // namespace

RecordedLengths::RecordedLengths(const ArchiveLayout& layout, size_t samples)
    : predicted_length_(layout.params().segment_size + layout.params().kmer_length),
      kmer_length_(layout.params().kmer_length),
      candidates_(may_be_wrong(layout, samples) ? kMostRewrites + 1 : 1),
      rewrites_(samples) {
  for (std::atomic<uint8_t>& rewrites : rewrites_) rewrites.store(kUnknown, std::memory_order_relaxed);
}

uint32_t RecordedLengths::length(const SegmentRecord& record, uint32_t rewrites) const {
  uint32_t length = record.raw_length;
  for (uint32_t i = 0; i < rewrites; ++i) length = unfold_appended_length(length, predicted_length_, kmer_length_);
  return length;
}

std::optional<uint32_t> RecordedLengths::rewrites_explaining(const SegmentRecord& record, uint64_t length) const {
  uint32_t candidate = record.raw_length;
  for (uint32_t i = 0; i < candidates_; ++i) {
    if (candidate == length) return i;
    candidate = unfold_appended_length(candidate, predicted_length_, kmer_length_);
  }
  return std::nullopt;
}

uint32_t RecordedLengths::longest(const SegmentRecord& record) const {
  uint32_t candidate = record.raw_length;
  uint32_t longest = candidate;
  for (uint32_t i = 1; i < candidates_; ++i) {
    candidate = unfold_appended_length(candidate, predicted_length_, kmer_length_);
    longest = std::max(longest, candidate);
  }
  return longest;
}

bool RecordedLengths::tells(const SegmentRecord& record) const {
  return candidates_ > 1 && length(record, 1) != record.raw_length;
}

std::optional<uint32_t> RecordedLengths::rewrites_of(uint32_t sample) const {
  if (candidates_ == 1) return 0;
  const uint8_t rewrites = rewrites_[sample].load(std::memory_order_relaxed);
  return rewrites == kUnknown ? std::nullopt : std::optional<uint32_t>(rewrites);
}

void RecordedLengths::remember(uint32_t sample, uint32_t rewrites) {
  rewrites_[sample].store(static_cast<uint8_t>(rewrites), std::memory_order_relaxed);
}

}  // namespace agc
