#include "pipeline/stored_divergence.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "agc/error.h"
#include "encode/pack_store.h"
#include "format/pack_entries.h"
#include "pipeline/for_each_segment.h"

namespace agc {
namespace {

// A text takes some six bytes for a mismatch, which costs sixteen bits: at kDivergedGenome it has a byte for so many
// symbols.
constexpr uint64_t kSymbolsOfTextByte = 9;

// No more than this is opened for an opinion.
constexpr uint64_t kMostPackBytes = uint64_t{64} << 20;

// Lengths of texts, by pack.
class TextLengths {
 public:
  explicit TextLengths(const StoredArchive& archive) : archive_(archive), packs_(archive.pack_counts()) {}

  // 0 for a segment that is the reference, and for one of which nothing is known: damage is told by who copies it.
  uint64_t of(const SegmentRecord& segment) {
    const uint32_t first = PackStore::first_index(segment.group);
    if (segment.index < first) return 0;
    const uint32_t cardinality = archive_.params().pack_cardinality;
    const uint32_t part = (segment.index - first) / cardinality;
    if (segment.group >= packs_.size() || part >= packs_[segment.group]) return 0;
    const auto [lengths, is_new] = lengths_.try_emplace({segment.group, part});
    if (is_new && bytes_ < kMostPackBytes) lengths->second = load(segment.group, part);
    const uint32_t entry = (segment.index - first) % cardinality;
    return entry < lengths->second.size() ? lengths->second[entry] : 0;
  }

 private:
  std::vector<uint32_t> load(uint32_t group, uint32_t part) {
    std::vector<uint32_t> lengths;
    try {
      const std::vector<uint8_t> plain = archive_.load_pack(group, part);
      bytes_ += plain.size();
      for_each_entry(plain,
                     [&](std::span<const uint8_t> entry) { lengths.push_back(static_cast<uint32_t>(entry.size())); });
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::corrupt) throw;
    }
    return lengths;
  }

  const StoredArchive& archive_;
  std::vector<uint32_t> packs_;
  std::map<std::pair<uint32_t, uint32_t>, std::vector<uint32_t>> lengths_;  // by group and part
  uint64_t bytes_ = 0;                                                      // of packs, opened
};

std::span<const SampleRecord> last(std::span<const SampleRecord> samples, size_t count) {
  return samples.last(std::min(samples.size(), count));
}

}  // namespace

DivergenceMeter stored_divergence(const StoredArchive& archive, std::span<const SampleRecord> partial) {
  DivergenceMeter meter;
  TextLengths texts(archive);
  const auto add = [&](const SampleRecord& sample) {
    uint64_t symbols = 0;
    for_each_segment(std::span(&sample, 1), [&](const SegmentRecord& segment) { symbols += segment.raw_length; });
    const bool is_short = symbols <= DivergenceMeter::kLargestGenome;
    for_each_segment(std::span(&sample, 1), [&](const SegmentRecord& segment) {
      if (segment.raw_length == 0) return;
      meter.add(segment.raw_length, segment.group < kRawGroupCount ||
                                        (is_short && texts.of(segment) * kSymbolsOfTextByte >= segment.raw_length));
    });
    meter.begin_sample();
  };
  // Older samples first; the meter forgets those that do not count any more.
  const size_t count = DivergenceMeter::kSamplesThatCount;
  if (const uint32_t full = archive.full_batch_count(); partial.size() < count && full > 0) {
    const std::vector<SampleRecord> before = archive.load_batch(full - 1);
    std::ranges::for_each(last(std::span(before), count - partial.size()), add);
  }
  std::ranges::for_each(last(partial, count), add);
  return meter;
}

}  // namespace agc
