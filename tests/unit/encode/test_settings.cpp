// How much work packs are worth.

#include <catch2/catch.hpp>

#include "encode/settings.h"
#include "format/stream_names.h"

namespace agc {
namespace {

TEST_CASE("Packs get the more of zstd the less text there is", "[encode][settings]") {
  const EncoderSettings settings = make_encoder_settings({}, 3, {});
  const uint32_t group = kRawGroupCount;
  constexpr uint64_t small = 20000;
  constexpr uint64_t large = 200000;
  const EncoderSettings::Volume first = {1000000, 200000};
  const EncoderSettings::Volume little = {100000000, 1000000};
  const EncoderSettings::Volume some = {100000000, 10000000};
  const EncoderSettings::Volume much = {100000000, 20000000};
  REQUIRE(&settings.zstd_for_pack(group, small, first) == &settings.first_pack_zstd);
  REQUIRE(&settings.zstd_for_pack(group, large, first) == &settings.much_text_zstd);
  REQUIRE(&settings.zstd_for_pack(group, small, little) == &settings.small_pack_zstd);
  REQUIRE(&settings.zstd_for_pack(group, large, little) == &settings.delta_zstd);
  REQUIRE(&settings.zstd_for_pack(group, small, some) == &settings.delta_zstd);
  REQUIRE(&settings.zstd_for_pack(group, large, some) == &settings.delta_zstd);
  REQUIRE(&settings.zstd_for_pack(group, small, much) == &settings.much_text_zstd);
  REQUIRE(&settings.zstd_for_pack(group, large, much) == &settings.much_text_zstd);
  for (const EncoderSettings::Volume& volume : {first, little, some, much}) {
    REQUIRE(&settings.zstd_for_pack(group - 1, small, volume) == &settings.plain_zstd);
  }
}

TEST_CASE("Levels other than the default spend the same on all packs of text", "[encode][settings]") {
  for (const int level : {1, 2, 4, 5}) {
    const EncoderSettings settings = make_encoder_settings({}, level, {});
    for (const ZstdSettings* zstd : {&settings.first_pack_zstd, &settings.small_pack_zstd, &settings.much_text_zstd}) {
      REQUIRE(zstd->level == settings.delta_zstd.level);
      REQUIRE(zstd->search_log == settings.delta_zstd.search_log);
      REQUIRE(zstd->target_length == settings.delta_zstd.target_length);
    }
  }
}

TEST_CASE("Short genomes have a segment size that lengths are near to", "[encode][settings]") {
  const ArchiveParams usual;
  const uint64_t k = usual.kmer_length;
  for (const uint64_t longest : {uint64_t{0}, uint64_t{30}, uint64_t{900}, 60000 + k, uint64_t{1} << 40}) {
    REQUIRE(recorded_params(usual, longest) == usual);
  }
  for (const uint64_t longest : {1000 + k, uint64_t{16569}, 59999 + k}) {
    const ArchiveParams params = recorded_params(usual, longest);
    REQUIRE(params.segment_size + k == longest);
    REQUIRE(params.kmer_length == usual.kmer_length);
    // It is recorded, no more: what is encoded, and what is added later, is as ever.
    for (const ArchiveParams& recorded : {usual, params}) {
      const EncoderSettings settings = make_encoder_settings(recorded, 3, {longest, longest, false});
      REQUIRE(settings.params == recorded);
      REQUIRE(settings.groups.first_fill == usual.segment_size);
      REQUIRE(settings.splitter_spacing == 2 * usual.segment_size);
      REQUIRE(settings.short_contig == usual.segment_size);
    }
  }
  ArchiveParams asked;
  asked.segment_size = 5000;
  REQUIRE(recorded_params(asked, 16569) == asked);
  REQUIRE(make_encoder_settings(asked, 3, {16569, 16569, false}).groups.first_fill == 5000);
}

}  // namespace
}  // namespace agc
