#include <catch2/catch.hpp>

#include "agc/error.h"
#include "format/archive_info.h"

namespace agc {
namespace {

using Bytes = std::vector<uint8_t>;

FileTypeInfo version_info(const std::string& major, const std::string& minor) {
  return {{"file_version_major", major}, {"file_version_minor", minor}};
}

template <typename Function>
void check_error(ErrorKind kind, Function function) {
  try {
    function();
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return;
  }
  FAIL_CHECK("no error");
}

Bytes params_bytes(uint32_t kmer_length, uint32_t cardinality) {
  ArchiveParams params;
  params.kmer_length = kmer_length;
  params.pack_cardinality = cardinality;
  return encode_params(params).payload;
}

}  // namespace

TEST_CASE("file type info reads back, unknown keys included") {
  FileTypeInfo info = make_file_type_info("12.34.56");
  info.emplace_back("our own", "");
  const EncodedPart part = encode_file_type_info(info);
  CHECK(part.metadata == info.size());
  CHECK(decode_file_type_info(part.metadata, part.payload) == info);
  CHECK(file_version_of(info) == 3000);
  CHECK(find_value(info, "producer_version_major") == "12");
  CHECK(find_value(info, "producer_version_minor") == "34");
  CHECK(find_value(info, "producer_version_build") == "56");
  CHECK(find_value(info, "our own") == "");
  CHECK_FALSE(find_value(info, "other"));
}

TEST_CASE("the first value of a repeated key counts") { CHECK(find_value({{"a", "1"}, {"a", "2"}}, "a") == "1"); }

TEST_CASE("file versions 1 to 3 are read, whatever the minor") {
  CHECK(file_version_of(version_info("1", "0")) == 1000);
  CHECK(file_version_of(version_info("2", "1")) == 2001);
  CHECK(file_version_of(version_info("3", "7")) == 3007);
  CHECK(file_version_of(version_info("3", "4000000000")) == 3999);
  check_error(ErrorKind::unsupported, [] { file_version_of(version_info("4", "0")); });
  check_error(ErrorKind::unsupported, [] { file_version_of(version_info("4294967295", "0")); });
  check_error(ErrorKind::unsupported, [] { file_version_of(version_info("0", "9")); });
}

TEST_CASE("file versions that are missing or no numbers are errors") {
  check_error(ErrorKind::corrupt, [] { file_version_of({}); });
  check_error(ErrorKind::corrupt, [] { file_version_of({{"file_version_major", "3"}}); });
  for (const char* text : {"", "x", "3x", " 3", "-3", "99999999999"}) {
    check_error(ErrorKind::corrupt, [&] { file_version_of(version_info(text, "0")); });
  }
}

TEST_CASE("damaged file type info is an error") {
  const EncodedPart part = encode_file_type_info(version_info("3", "0"));
  for (size_t size = 0; size < part.payload.size(); ++size) {
    check_error(ErrorKind::corrupt, [&] { decode_file_type_info(2, std::span(part.payload).first(size)); });
  }
  check_error(ErrorKind::corrupt, [&] { decode_file_type_info(1, part.payload); });
  check_error(ErrorKind::corrupt, [&] { decode_file_type_info(3, part.payload); });
  check_error(ErrorKind::corrupt, [&] { decode_file_type_info(UINT64_MAX, part.payload); });
}

TEST_CASE("params have the documented bytes") {
  const EncodedPart part = encode_params({31, 20, 50, 60000});
  CHECK(part.metadata == 0);
  CHECK(part.payload == Bytes{31, 0, 0, 0, 20, 0, 0, 0, 50, 0, 0, 0, 0x60, 0xEA, 0, 0});
  CHECK(decode_params(part.payload, 3000) == ArchiveParams{31, 20, 50, 60000});
  CHECK(decode_params(std::span(part.payload).first(12), 1000) == ArchiveParams{31, 20, 50, 0});
}

TEST_CASE("params that nothing can be read with are errors") {
  decode_params(params_bytes(1, 1), 3000);
  decode_params(params_bytes(32, UINT32_MAX), 3000);
  check_error(ErrorKind::corrupt, [] { decode_params(params_bytes(0, 50), 3000); });
  check_error(ErrorKind::corrupt, [] { decode_params(params_bytes(33, 50), 3000); });
  check_error(ErrorKind::corrupt, [] { decode_params(params_bytes(31, 0), 3000); });
  const Bytes bytes = params_bytes(31, 50);
  for (size_t size = 0; size < bytes.size(); ++size) {
    check_error(ErrorKind::corrupt, [&] { decode_params(std::span(bytes).first(size), 2000); });
  }
  check_error(ErrorKind::corrupt, [&] { decode_params(bytes, 1000); });
}

}  // namespace agc
