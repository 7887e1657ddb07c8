#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "format/splitter_codec.h"

namespace agc {

TEST_CASE("splitters read back sorted") {
  std::mt19937_64 random(9);
  std::vector<uint64_t> splitters(1000);
  for (uint64_t& splitter : splitters) splitter = random();
  const EncodedPart part = encode_splitters(splitters);
  CHECK(part.metadata == splitters.size());
  std::sort(splitters.begin(), splitters.end());
  CHECK(decode_splitters(part.metadata, part.payload) == splitters);
  CHECK(encode_splitters({}) == EncodedPart{});
  CHECK(decode_splitters(0, {}).empty());
}

TEST_CASE("splitters of any order are read") {
  const std::vector<uint8_t> payload{2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x80};
  CHECK(decode_splitters(2, payload) == std::vector<uint64_t>{2, 0x8000000000000001});
}

TEST_CASE("group keys have the documented bytes and read back sorted") {
  const std::vector<GroupKey> keys{{}, {7, kNoKmer, 18}, {7, 9, 17}};
  const EncodedPart part = encode_group_keys(keys);
  CHECK(part.metadata == 3);
  REQUIRE(part.payload.size() == 60);
  CHECK(std::vector<uint8_t>(part.payload.begin(), part.payload.begin() + 20) ==
        std::vector<uint8_t>{7, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 17, 0, 0, 0});
  CHECK(decode_group_keys(3, part.payload) == std::vector<GroupKey>{{7, 9, 17}, {7, kNoKmer, 18}, {}});
}

TEST_CASE("counts that disagree with the bytes are errors") {
  const std::vector<uint8_t> payload(40);
  for (const uint64_t count : {uint64_t{0}, uint64_t{4}, uint64_t{6}, UINT64_MAX, UINT64_MAX / 8 + 6}) {
    CHECK_THROWS_AS(decode_splitters(count, payload), Error);
  }
  for (const uint64_t count : {uint64_t{0}, uint64_t{1}, uint64_t{3}, UINT64_MAX, UINT64_MAX / 20 + 3}) {
    CHECK_THROWS_AS(decode_group_keys(count, payload), Error);
  }
  CHECK_THROWS_AS(decode_splitters(4, std::span(payload).first(39)), Error);
}

}  // namespace agc
