#include <catch2/catch.hpp>
#include <random>

#include "format/stream_names.h"

namespace agc {

TEST_CASE("group stream names have the documented form") {
  const auto reference = [](uint32_t group, uint32_t version) {
    return group_stream_name({group, GroupStreamKind::reference}, version);
  };
  CHECK(reference(0, 3000) == "x0r");
  CHECK(reference(15, 3000) == "xFr");
  CHECK(reference(16, 3000) == "xGr");
  CHECK(reference(35, 3000) == "xZr");
  CHECK(reference(36, 3000) == "xar");
  CHECK(reference(61, 3000) == "xzr");
  CHECK(reference(62, 3000) == "x_r");
  CHECK(reference(63, 3000) == "x#r");
  CHECK(reference(64, 3000) == "x01r");
  CHECK(reference(100, 3000) == "xa1r");
  CHECK(reference(4095, 3000) == "x##r");
  CHECK(reference(4096, 3000) == "x001r");
  CHECK(group_stream_name({16, GroupStreamKind::delta}, 3000) == "xGd");
  CHECK(reference(16, 1000) == "seg-16-ref");
  CHECK(group_stream_name({4096, GroupStreamKind::delta}, 2000) == "seg-4096-delta");
}

TEST_CASE("group stream names are parsed back") {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    const GroupStream stream{static_cast<uint32_t>(random() >> (random() % 32)),
                             random() % 2 == 0 ? GroupStreamKind::reference : GroupStreamKind::delta};
    for (const uint32_t version : {1000, 2000, 3000, 3007}) {
      CHECK(parse_group_stream_name(group_stream_name(stream, version), version) == stream);
    }
  }
}

TEST_CASE("other names are no group streams") {
  for (const char* name : {"", "x", "xr", "xd", "x0", "x0x", "y0r", "x-r", "x00r", "xG0r", "x######r", "x0000001d",
                           "params", "seg-1-ref"}) {
    CAPTURE(name);
    CHECK_FALSE(parse_group_stream_name(name, 3000));
  }
  for (const char* name : {"", "seg-", "seg--ref", "seg-ref", "seg-delta", "seg-1", "seg-1-", "seg-01-ref",
                           "seg-+1-ref", "seg--1-ref", "seg-4294967296-ref", "seg-1a-delta", "x0r", "splitters"}) {
    CAPTURE(name);
    CHECK_FALSE(parse_group_stream_name(name, 2000));
  }
}

}  // namespace agc
