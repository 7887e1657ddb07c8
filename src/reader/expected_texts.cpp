#include "reader/expected_texts.h"

#include <algorithm>

#include "agc/error.h"
#include "format/stream_names.h"

namespace agc {
ExpectedTexts::ExpectedTexts(const CollectionIndex& index, std::span<const uint32_t> samples) {
  for (const uint32_t sample : samples) {
    try {
      const uint32_t contigs = index.record_count(sample);
      for (uint32_t contig = 0; contig < contigs; ++contig) {
        for (const SegmentRecord& record : index.segments({sample, contig})) {
          const bool raw = record.group < kRawGroupCount;
          if (raw || record.index > 0) {
            texts_.push_back(uint64_t{record.group} << 32 | (record.index - (raw ? 0 : 1)));
          }
        }
      }
    } catch (const Error&) {
      continue;
    }
  }
  std::ranges::sort(texts_);
  texts_.erase(std::unique(texts_.begin(), texts_.end()), texts_.end());
}

bool ExpectedTexts::contains(uint32_t group, uint64_t entry) const { return !of(group, entry, entry + 1).empty(); }

std::span<const uint64_t> ExpectedTexts::of(uint32_t group, uint64_t begin, uint64_t end) const {
  // No record names an entry of 2^32 and above.
  constexpr uint64_t kMostEntries = uint64_t{1} << 32;
  const uint64_t group_begin = uint64_t{group} << 32;
  const auto first = std::ranges::lower_bound(texts_, group_begin + std::min(begin, kMostEntries));
  const auto last = std::lower_bound(first, texts_.end(), group_begin + std::min(end, kMostEntries));
  return {first, last};
}

}  // namespace agc
