#include "encode/settings.h"

#include <algorithm>

#include "format/stream_names.h"

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
constexpr uint64_t kSparseSeedsFrom = uint64_t{64} << 20;

// Delta packs by level. At level 3 an optimal parse with a shallow search takes a quarter of level 19's time for 1 %
// more bytes of deltas.
constexpr ZstdSettings kDeltaZstd[] = {
    {.level = 6},
    {.level = 9},
    {.level = 19, .strategy = 8, .min_match = 5, .search_log = 5, .target_length = 32},
    {.level = 22, .strategy = 8},
    {.level = 22},
};
// Where texts are much of what there was to encode, more than an eighth, the time goes into them.
constexpr ZstdSettings kMuchTextZstd = {
    .level = 19, .strategy = 7, .min_match = 6, .search_log = 5, .target_length = 64};
constexpr uint64_t kMuchText = 8;
// A small pack where texts are little, less than a sixteenth. The parse learns its prices late there: of the first ones
// the strongest one goes over it twice.
constexpr uint64_t kLittleText = 16;
constexpr uint64_t kSmallPackBytes = uint64_t{32} << 10;
constexpr ZstdSettings kSmallPackZstd = {
    .level = 22, .strategy = 8, .min_match = 4, .search_log = 4, .target_length = 32};
constexpr uint64_t kFirstTextBytes = uint64_t{256} << 10;
constexpr ZstdSettings kFirstPackZstd = {.level = 22, .search_log = 4, .target_length = 128};
// Of symbols, which have chance matches everywhere: shorter ones cost time and gain nothing.
constexpr ZstdSettings kPlainZstd = {.level = 19, .strategy = 8, .min_match = 6, .search_log = 5, .target_length = 96};
// Of so many that a parse of their own repeats has been of no use there is none: two bits a symbol are all that is
// left.
constexpr uint64_t kManySymbols = uint64_t{1} << 20;
constexpr ZstdSettings kManySymbolsZstd = {.level = 3};
// References as tuples. In little that is alike the first blocks are priced wrongly unless the parse goes over them
// twice.
constexpr ReferenceZstd kReferenceZstd[] = {
    {.tuples = {.level = 1}},
    {.tuples = {.level = 3}},
    {.tuples = {.level = 22, .strategy = 8, .min_match = 4, .search_log = 4, .target_length = 64},
     .stubborn = {{.level = 19}}},
    {.tuples = {.level = 19}},
    {.tuples = {.level = 22}},
};

// Contigs below this length are no genomes to fit anything to.
constexpr uint64_t kLeastFitting = 1000;

// What is stored as reference pays when other samples come back to it. In an archive of one sample
// only its own repeats do: a copy is better coded against the other unless it costs two bits a symbol,
// as what is stored does (a plant genome of 91 Mb: 17.3 MB; at 1.6 bits 17.9). But what lies beside it may as well be
// the copy of a reference in itself.
constexpr Cost kPriceUnshared = 2 * kBit;
constexpr Cost kPriceInFirst = 3 * kBit / 4;
// Of another kind all comes back with the next of it, and beside what it is like it takes less than two bits.
constexpr Cost kPriceOfKind = 3 * kBit / 4;

}  // namespace

const ZstdSettings& EncoderSettings::zstd_for_pack(uint32_t group, uint64_t bytes, const Volume& volume) const {
  if (group < kRawGroupCount) return bytes > kManySymbols ? many_symbols_zstd : plain_zstd;
  if (bytes <= kSmallPackBytes && volume.text_bytes <= kFirstTextBytes) return first_pack_zstd;
  if (volume.text_bytes > volume.symbols / kMuchText) return much_text_zstd;
  const bool is_little = volume.text_bytes < volume.symbols / kLittleText;
  return is_little && bytes <= kSmallPackBytes ? small_pack_zstd : delta_zstd;
}

ArchiveParams recorded_params(ArchiveParams params, uint64_t longest_contig) {
  const uint64_t fitting = longest_contig - std::min<uint64_t>(longest_contig, params.kmer_length);
  const uint32_t usual = ArchiveParams{}.segment_size;
  if (params.segment_size == usual && fitting >= kLeastFitting && fitting < usual) {
    params.segment_size = static_cast<uint32_t>(fitting);
  }
  return params;
}

EncoderSettings make_encoder_settings(const ArchiveParams& params, int level, const CollectionOutlook& outlook) {
  EncoderSettings settings;
  settings.params = params;
  settings.costs.min_match_length = params.min_match_length;
  ArchiveParams usual = params;
  usual.segment_size = ArchiveParams{}.segment_size;
  const bool is_fitted = params == recorded_params(usual, outlook.longest_contig);
  const uint64_t segment_size = is_fitted ? usual.segment_size : params.segment_size;
  settings.groups.first_fill = segment_size;
  settings.splitter_spacing = 2 * segment_size;
  settings.short_contig = segment_size;
  settings.seed_length = seed_length_for(outlook.reference_symbols);
  settings.seed_step = outlook.reference_symbols < kSparseSeedsFrom ? 4 : 8;
  settings.novelty.first_sample.per_symbol = kPriceInFirst;
  settings.novelty.first_sample_beside.per_symbol = kPriceInFirst;
  settings.novelty.diverged.per_symbol = kPriceOfKind;
  if (outlook.single_sample) {
    settings.novelty.diverged.per_symbol = kPriceUnshared;
    settings.novelty.first_sample.per_symbol = kPriceUnshared;
  }
  settings.delta_zstd = kDeltaZstd[level - 1];
  settings.plain_zstd = level > 3 ? kDeltaZstd[level - 1] : kPlainZstd;
  settings.many_symbols_zstd = level > 3 ? settings.plain_zstd : kManySymbolsZstd;
  settings.much_text_zstd = level == 3 ? kMuchTextZstd : settings.delta_zstd;
  settings.first_pack_zstd = level == 3 ? kFirstPackZstd : settings.delta_zstd;
  settings.small_pack_zstd = level == 3 ? kSmallPackZstd : settings.delta_zstd;
  settings.reference_zstd = kReferenceZstd[level - 1];
  return settings;
}

}  // namespace agc
