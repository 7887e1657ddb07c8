// Everything that steers the encoder, in one place. The archive's bytes depend on the input and on
// these values alone.
#pragma once

#include <cstdint>

#include "agc/types.h"
#include "encode/cost_model.h"
#include "encode/groups.h"
#include "encode/novelty.h"
#include "format/segment_codec.h"
#include "format/zstd_codec.h"

namespace agc {

struct EncoderSettings {
  ArchiveParams params;
  CostModel costs;
  NoveltyRules novelty;
  GroupLimits groups;
  uint64_t splitter_spacing = 120000;
  uint64_t short_contig = 60000;  // symbols; what is no longer is mostly one segment
  uint32_t seed_length = 16;
  uint32_t seed_step = 4;           // symbols between entered seeds
  uint64_t unit_symbols = 1 << 18;  // longest stretch that is worked on at once
  // A unit is mapped against what the units before the last `lag` left behind, so that many units
  // can be mapped at the same time with the same result for any number of threads.
  uint64_t lag = 16;
  ZstdSettings delta_zstd;
  ZstdSettings much_text_zstd;   // where deltas are much of the work
  ZstdSettings small_pack_zstd;  // where they are little of it
  ZstdSettings first_pack_zstd;  // where there are few as yet
  ZstdSettings plain_zstd;       // packs of symbols
  ZstdSettings many_symbols_zstd;
  ReferenceZstd reference_zstd;

  // What has been encoded so far.
  struct Volume {
    uint64_t symbols = 0;
    uint64_t text_bytes = 0;
  };
  // For a group's pack of so many bytes.
  const ZstdSettings& zstd_for_pack(uint32_t group, uint64_t bytes, const Volume& volume) const;
};

struct CollectionOutlook {
  uint64_t reference_symbols = 0;  // length of the first sample
  uint64_t longest_contig = 0;     // of the first sample
  bool single_sample = false;      // nothing will be added to it now
};

// With the segment size that a new archive records. Lengths are recorded by their distance from it: of genomes whose
// contigs are shorter, and so mostly one segment each, it is that of the first sample's longest contig, unless another
// one than usual was asked for.
ArchiveParams recorded_params(ArchiveParams params, uint64_t longest_contig);

// `params` as they are recorded; `level` 1..5.
EncoderSettings make_encoder_settings(const ArchiveParams& params, int level, const CollectionOutlook& outlook);

}  // namespace agc
