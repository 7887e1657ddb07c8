#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "format/byte_reader.h"
#include "format/byte_writer.h"

namespace agc {
namespace {

using Bytes = std::vector<uint8_t>;

template <typename Function>
Bytes written(Function function) {
  Bytes out;
  ByteWriter writer(out);
  function(writer);
  return out;
}

Bytes container_number(uint64_t value) {
  return written([&](ByteWriter& writer) { writer.container_number(value); });
}
Bytes collection_number(uint32_t value) {
  return written([&](ByteWriter& writer) { writer.collection_number(value); });
}

ErrorKind error_of(const Bytes& bytes, void (*parse)(ByteReader&)) {
  try {
    ByteReader reader(bytes, "test");
    parse(reader);
  } catch (const Error& error) {
    CHECK(std::string(error.what()).starts_with("test: expected "));
    return error.kind();
  }
  FAIL("no error");
  return ErrorKind::internal;
}

}  // namespace

TEST_CASE("container numbers have the documented bytes") {
  CHECK(container_number(0) == Bytes{0});
  CHECK(container_number(1) == Bytes{1, 1});
  CHECK(container_number(255) == Bytes{1, 0xFF});
  CHECK(container_number(256) == Bytes{2, 1, 0});
  CHECK(container_number(65536) == Bytes{3, 1, 0, 0});
  CHECK(container_number(uint64_t{1} << 32) == Bytes{5, 1, 0, 0, 0, 0});
  CHECK(container_number(UINT64_MAX) == Bytes{8, 255, 255, 255, 255, 255, 255, 255, 255});
}

TEST_CASE("collection numbers have the documented bytes") {
  CHECK(collection_number(0) == Bytes{0});
  CHECK(collection_number(127) == Bytes{0x7F});
  CHECK(collection_number(128) == Bytes{0x80, 0});
  CHECK(collection_number(16511) == Bytes{0xBF, 0xFF});
  CHECK(collection_number(16512) == Bytes{0xC0, 0, 0});
  CHECK(collection_number(2113663) == Bytes{0xDF, 0xFF, 0xFF});
  CHECK(collection_number(2113664) == Bytes{0xE0, 0, 0, 0});
  CHECK(collection_number(270549119) == Bytes{0xEF, 0xFF, 0xFF, 0xFF});
  CHECK(collection_number(270549120) == Bytes{0xF0, 0, 0, 0, 0});
  CHECK(collection_number(UINT32_MAX) == Bytes{0xF0, 0xEF, 0xDF, 0xBF, 0x7F});
}

TEST_CASE("every primitive reads back what was written") {
  std::mt19937_64 random(1);
  for (int round = 0; round < 2000; ++round) {
    const uint64_t wide = random() >> (random() % 64);
    const auto narrow = static_cast<uint32_t>(random() >> (32 + random() % 32));
    const std::string text(random() % 5, 'x');
    const Bytes bytes = written([&](ByteWriter& writer) {
      writer.container_number(wide);
      writer.collection_number(narrow);
      writer.le32(narrow);
      writer.le64(wide);
      writer.string(text);
    });
    ByteReader reader(bytes, "test");
    CHECK(reader.container_number() == wide);
    CHECK(reader.collection_number() == narrow);
    CHECK(reader.le32() == narrow);
    CHECK(reader.le64() == wide);
    CHECK(reader.string() == text);
    CHECK(reader.at_end());
    reader.expect_end();
  }
}

TEST_CASE("a container number may begin with zero bytes") {
  const Bytes bytes{4, 0, 0, 1, 2};
  CHECK(ByteReader(bytes, "test").container_number() == 258);
}

TEST_CASE("the low bits of the first byte of a 5-byte collection number are ignored") {
  const Bytes bytes{0xFF, 0, 0, 0, 1};
  CHECK(ByteReader(bytes, "test").collection_number() == 270549121);
}

TEST_CASE("damaged primitives are errors") {
  using R = ByteReader;
  CHECK(error_of({}, [](R& r) { r.u8(); }) == ErrorKind::corrupt);
  CHECK(error_of({1, 2, 3}, [](R& r) { r.le32(); }) == ErrorKind::corrupt);
  CHECK(error_of({1, 2, 3, 4, 5, 6, 7}, [](R& r) { r.le64(); }) == ErrorKind::corrupt);
  CHECK(error_of({}, [](R& r) { r.container_number(); }) == ErrorKind::corrupt);
  CHECK(error_of({2, 1}, [](R& r) { r.container_number(); }) == ErrorKind::corrupt);
  CHECK(error_of({9, 0, 0, 0, 0, 0, 0, 0, 0, 0}, [](R& r) { r.container_number(); }) == ErrorKind::corrupt);
  CHECK(error_of({0x80}, [](R& r) { r.collection_number(); }) == ErrorKind::corrupt);
  CHECK(error_of({0xE0, 0, 0}, [](R& r) { r.collection_number(); }) == ErrorKind::corrupt);
  // 2^32 exactly, one more than the code is for.
  CHECK(error_of({0xF0, 0xEF, 0xDF, 0xBF, 0x80}, [](R& r) { r.collection_number(); }) == ErrorKind::corrupt);
  CHECK(error_of({'a', 'b'}, [](R& r) { r.string(); }) == ErrorKind::corrupt);
  CHECK(error_of({}, [](R& r) { r.string(); }) == ErrorKind::corrupt);
  CHECK(error_of({1, 2}, [](R& r) { r.bytes(3); }) == ErrorKind::corrupt);
  CHECK(error_of({1, 2}, [](R& r) { r.bytes(UINT64_MAX); }) == ErrorKind::corrupt);
  CHECK(error_of({1, 2}, [](R& r) { r.check_count(3, 1, "things"); }) == ErrorKind::corrupt);
  CHECK(error_of({1, 2}, [](R& r) { r.check_count(UINT64_MAX, 8, "things"); }) == ErrorKind::corrupt);
  CHECK(error_of({1}, [](R& r) { r.expect_end(); }) == ErrorKind::corrupt);
}

TEST_CASE("a string with NUL cannot be written") {
  Bytes out;
  CHECK_THROWS_AS(ByteWriter(out).string(std::string_view("a\0b", 3)), Error);
}

}  // namespace agc
