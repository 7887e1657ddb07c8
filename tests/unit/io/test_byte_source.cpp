#include <sys/stat.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <random>
#include <thread>
#include <vector>

#include "agc/error.h"
#include "io/byte_source.h"
#include "io/fasta_writer.h"
#include "unit/io/test_support.h"

namespace agc {
namespace {

using test::TemporaryFolder;
using test::write_file;

std::string gzip_member(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string random_text(size_t length, unsigned seed) {
  std::mt19937 random(seed);
  std::string text(length, '\0');
  for (char& letter : text) letter = "ACGT\n"[random() % 5];
  return text;
}

std::string read_all(const std::string& path, size_t step = 1000) {
  const std::unique_ptr<ByteSource> source = open_byte_source(path);
  std::string all;
  std::vector<uint8_t> piece(step);
  while (const size_t count = source->read(piece)) all.append(piece.begin(), piece.begin() + static_cast<long>(count));
  return all;
}

std::string read_all_of(const std::string& content, size_t step = 1000) {
  TemporaryFolder folder;
  write_file(folder.file("in"), content);
  return read_all(folder.file("in"), step);
}

bool is_input_error(const std::string& content) {
  try {
    read_all_of(content);
  } catch (const Error& error) {
    return error.kind() == ErrorKind::input;
  }
  return false;
}

}  // namespace

TEST_CASE("plain content of any size is read as it is", "[byte_source]") {
  for (const std::string& content : {std::string(), std::string("\x1F"), std::string("A"), std::string("AC"),
                                     std::string("\x1F\x8A gzip? no"), random_text(700000, 1)}) {
    for (const size_t step : {size_t{1}, size_t{3}, size_t{1} << 20}) {
      if (content.size() > 1000 && step < 3) continue;
      CHECK(read_all_of(content, step) == content);
    }
  }
}

TEST_CASE("gzip is recognised by content and any number of members is undone", "[byte_source]") {
  const std::string text = random_text(600000, 2);
  CHECK(read_all_of(gzip_member(text)) == text);
  CHECK(read_all_of(gzip_member("")).empty());
  std::string members;
  std::string expected;
  for (size_t i = 0; i < 400; ++i) {
    const std::string piece = random_text(i % 7 == 0 ? 0 : i * 3, static_cast<unsigned>(i));
    members += gzip_member(piece);
    expected += piece;
  }
  CHECK(read_all_of(members, 1) == expected);
  CHECK(read_all_of(members) == expected);
}

TEST_CASE("BGZF is gzip", "[byte_source]") {
  const std::string text = random_text(300000, 3);
  std::string packed;
  BgzfCompressor(5).compress(text, packed);
  packed += BgzfCompressor::kEndOfFile;
  CHECK(read_all_of(packed) == text);
}

TEST_CASE("zero bytes may follow gzip, nothing else", "[byte_source]") {
  const std::string packed = gzip_member("ACGT");
  CHECK(read_all_of(packed + std::string(100, '\0')) == "ACGT");
  CHECK(read_all_of(packed + std::string(600000, '\0')) == "ACGT");
  CHECK(is_input_error(packed + "garbage"));
  CHECK(is_input_error(packed + "\x1F"));
  CHECK(is_input_error(packed + std::string(3, '\0') + "x"));
  CHECK(is_input_error(packed + std::string(3, '\0') + packed));
}

TEST_CASE("gzip that ends early is an error at every length", "[byte_source]") {
  const std::string packed = gzip_member(random_text(200, 4));
  for (size_t length = 2; length < packed.size(); ++length) {
    INFO(length);
    CHECK(is_input_error(packed.substr(0, length)));
    CHECK(is_input_error(packed + packed.substr(0, length)));
  }
}

TEST_CASE("a wrong gzip checksum or length is an error", "[byte_source]") {
  const std::string packed = gzip_member(random_text(200, 5));
  for (size_t from_end = 1; from_end <= 8; ++from_end) {
    std::string damaged = packed;
    damaged[damaged.size() - from_end] ^= 1;
    CHECK(is_input_error(damaged));
  }
}

TEST_CASE("a FIFO is read once, front to back", "[byte_source]") {
  TemporaryFolder folder;
  REQUIRE(mkfifo(folder.file("fifo").c_str(), 0600) == 0);
  const std::string text = random_text(300000, 6);
  for (const std::string& content : {text, gzip_member(text)}) {
    std::thread feeder([&] { write_file(folder.file("fifo"), content); });
    CHECK(read_all(folder.file("fifo")) == text);
    feeder.join();
  }
}

TEST_CASE("what cannot be opened is an error that names it", "[byte_source]") {
  TemporaryFolder folder;
  CHECK_THROWS_WITH(open_byte_source(folder.file("absent")), Catch::Contains("absent"));
  CHECK_THROWS_WITH(open_byte_source(folder.path().string()), Catch::Contains("directory"));
}

}  // namespace agc
