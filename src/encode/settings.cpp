#include "encode/settings.h"

namespace agc {
namespace {

// Chance matches of a seed should be rare in the reference: four symbols more than it takes to tell
// its positions apart, that is one in 256 for each strand.
uint32_t seed_length_for(uint64_t reference_symbols) {
  uint32_t length = 12;
  while (length < 24 && (uint64_t{1} << (2 * (length - 4))) < reference_symbols) ++length;
  return length;
}

// From here on memory counts more than the last alignments.
constexpr uint64_t kSparseSeedsFrom = uint64_t{256} << 20;

}  // namespace

EncoderSettings make_encoder_settings(const ArchiveParams& params, int level, uint64_t reference_symbols) {
  EncoderSettings settings;
  settings.params = params;
  settings.costs.min_match_length = params.min_match_length;
  settings.groups.first_fill = params.segment_size;
  settings.groups.cap = 4 * uint64_t{params.segment_size};
  settings.seed_length = seed_length_for(reference_symbols);
  settings.seed_step = reference_symbols < kSparseSeedsFrom ? 4 : 8;
  static constexpr int kDeltaLevels[] = {9, 13, 19, 19, 22};
  settings.delta_zstd.level = kDeltaLevels[level - 1];
  settings.reference_zstd.level = level == 1 ? 3 : 19;
  return settings;
}

}  // namespace agc
