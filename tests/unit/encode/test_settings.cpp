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

}  // namespace
}  // namespace agc
