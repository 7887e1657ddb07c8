#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "format/byte_writer.h"
#include "format/container.h"
#include "unit/io/test_support.h"

namespace agc {
namespace {

using Bytes = std::vector<uint8_t>;

std::shared_ptr<const InputFile> file_with(const test::TemporaryFolder& folder, const Bytes& bytes) {
  const std::string path = folder.file("a.agc");
  test::write_file(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return std::make_shared<const InputFile>(path);
}

Bytes bytes_at(const std::string& path) {
  const std::string text = test::read_file(path);
  return {text.begin(), text.end()};
}

struct ListedPart {
  uint64_t offset;
  uint64_t size;
};

// A footer as a hostile writer would make it, after `area`.
Bytes archive(const Bytes& area, uint64_t stream_count, uint64_t part_count, const std::vector<ListedPart>& parts,
              const Bytes& more = {}) {
  Bytes footer;
  ByteWriter writer(footer);
  writer.container_number(stream_count);
  writer.string("s");
  writer.container_number(part_count);
  writer.container_number(7);
  for (const ListedPart& part : parts) {
    writer.container_number(part.offset);
    writer.container_number(part.size);
  }
  writer.bytes(more);
  Bytes all = area;
  ByteWriter out(all);
  out.bytes(footer);
  out.le64(footer.size());
  return all;
}

std::string corrupt_message(const Bytes& bytes) {
  const test::TemporaryFolder folder;
  try {
    const ContainerReader reader(file_with(folder, bytes));
    for (uint32_t i = 0; i < reader.stream_count(); ++i) {
      for (uint32_t part = 0; part < reader.part_count(StreamIndex{i}); ++part) reader.read_part(StreamIndex{i}, part);
    }
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::corrupt);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a container reads back as it was written") {
  const test::TemporaryFolder folder;
  std::mt19937 random(2);
  std::vector<std::vector<Part>> streams(300);
  const std::string path = folder.file("a.agc");
  {
    OutputFile output(path);
    ContainerWriter writer(output);
    for (size_t i = 0; i < streams.size(); ++i) CHECK(writer.add_stream("x" + std::to_string(i)) == StreamId(i));
    for (int round = 0; round < 2000; ++round) {
      const auto stream = static_cast<uint32_t>(random() % streams.size());
      Part part{random() >> (random() % 32), Bytes(random() % 40)};
      for (uint8_t& byte : part.payload) byte = static_cast<uint8_t>(random());
      writer.append_part(StreamId{stream}, part);
      if (part.payload.empty()) part.metadata = 0;
      streams[stream].push_back(part);
    }
    writer.finish();
    output.commit();
  }
  const ContainerReader reader(std::make_shared<const InputFile>(path));
  REQUIRE(reader.stream_count() == streams.size());
  Bytes buffer;
  for (uint32_t i = 0; i < streams.size(); ++i) {
    const StreamIndex stream = reader.require("x" + std::to_string(i));
    CHECK(stream == StreamIndex{i});
    CHECK(reader.stream_name(stream) == "x" + std::to_string(i));
    REQUIRE(reader.part_count(stream) == streams[i].size());
    for (uint32_t part = 0; part < streams[i].size(); ++part) {
      CHECK(reader.read_part(stream, part) == streams[i][part]);
      const PartView view = reader.read_part(stream, part, buffer);
      CHECK(view.metadata == streams[i][part].metadata);
      CHECK(Bytes(view.payload.begin(), view.payload.end()) == streams[i][part].payload);
    }
    CHECK_THROWS_AS(reader.read_part(stream, static_cast<uint32_t>(streams[i].size())), Error);
  }
  CHECK_FALSE(reader.find("x300"));
  CHECK_FALSE(reader.find(""));
  CHECK_THROWS_AS(reader.require("x300"), Error);
}

TEST_CASE("a small container has the documented bytes") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("a.agc");
  OutputFile output(path);
  ContainerWriter writer(output);
  const StreamId first = writer.add_stream("ab");
  writer.add_stream("c");
  writer.append_part(first, 300, Bytes{9, 8});
  writer.append_part(first, 0, Bytes{});
  writer.finish();
  output.commit();
  CHECK(bytes_at(path) == Bytes{2,   1, 44,  9,   8, 0,                          // parts
                                1,   2, 'a', 'b', 0, 1, 2, 0, 0, 1, 2, 1, 5, 0,  // first stream
                                'c', 0, 0,   0,                                  // second stream
                                18,  0, 0,   0,   0, 0, 0, 0});
}

TEST_CASE("the last of equal stream names is found") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("a.agc");
  OutputFile output(path);
  ContainerWriter writer(output);
  for (const char* name : {"a", "b", "a", "c"}) writer.add_stream(name);
  writer.finish();
  output.commit();
  const ContainerReader reader(std::make_shared<const InputFile>(path));
  CHECK(reader.find("a") == StreamIndex{2});
  CHECK(reader.find("b") == StreamIndex{1});
}

TEST_CASE("gaps between parts and an offset of an empty part do not matter") {
  const test::TemporaryFolder folder;
  const Bytes area{0xEE, 0xEE, 1, 5, 'x', 'y', 0xEE, 0xEE, 0xEE};
  const ContainerReader reader(file_with(folder, archive(area, 1, 2, {{2, 2}, {UINT64_MAX, 0}})));
  CHECK(reader.read_part(StreamIndex{0}, 0) == Part{5, {'x', 'y'}});
  CHECK(reader.read_part(StreamIndex{0}, 1) == Part{});
}

TEST_CASE("a container without streams opens") {
  const test::TemporaryFolder folder;
  const ContainerReader reader(file_with(folder, {0, 1, 0, 0, 0, 0, 0, 0, 0}));
  CHECK(reader.stream_count() == 0);
  CHECK_FALSE(reader.find("params"));
}

TEST_CASE("files that are no archives are errors") {
  CHECK(corrupt_message({}) != "");
  CHECK(corrupt_message({1, 0, 0, 0, 0, 0, 0, 0}) != "");
  CHECK(corrupt_message({0, 2, 0, 0, 0, 0, 0, 0, 0}) != "");                   // footer longer than the file
  CHECK(corrupt_message({0, 0, 0, 0, 0, 0, 0, 0, 0}) != "");                   // footer of 0 bytes
  CHECK(corrupt_message({0, 0xF9, 255, 255, 255, 255, 255, 255, 255}) != "");  // length near 2^64
}

TEST_CASE("hostile footers are errors") {
  const Bytes area{0, 'x', 'y'};
  CHECK(corrupt_message(archive(area, 1, 1, {{0, 2}})) == "");
  CHECK(corrupt_message(archive(area, 1, 1, {{0, 3}})) != "");           // into the footer
  CHECK(corrupt_message(archive(area, 1, 1, {{3, 1}})) != "");           // begins at the footer
  CHECK(corrupt_message(archive(area, 1, 1, {{1, UINT64_MAX}})) != "");  // offset + size wraps
  CHECK(corrupt_message(archive(area, 1, 1, {{UINT64_MAX, 2}})) != "");
  CHECK(corrupt_message(archive(area, UINT64_MAX, 1, {{0, 2}})) != "");  // 2^64 streams
  CHECK(corrupt_message(archive(area, 1, UINT64_MAX, {{0, 2}})) != "");  // 2^64 parts
  CHECK(corrupt_message(archive(area, 2, 1, {{0, 2}})) != "");           // one stream missing
  CHECK(corrupt_message(archive(area, 1, 2, {{0, 2}})) != "");           // one part missing
  CHECK(corrupt_message(archive(area, 1, 1, {{0, 2}}, {0})) != "");      // a byte after the last stream
  CHECK(corrupt_message(archive({9, 'x', 'y'}, 1, 1, {{0, 2}})) != "");  // metadata number of 9 bytes
  CHECK(corrupt_message(archive({1, 'x', 'y'}, 1, 1, {{0, 2}})) != "");  // metadata number pushes payload out
}

TEST_CASE("an archive cut anywhere is an error") {
  const Bytes whole = archive({1, 4, 'x', 'y', 'z'}, 1, 1, {{0, 3}});
  REQUIRE(corrupt_message(whole) == "");
  for (size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(corrupt_message(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))) != "");
  }
}

TEST_CASE("no flipped byte of an archive crashes the reader") {
  const Bytes whole = archive({1, 4, 'x', 'y', 'z'}, 1, 1, {{0, 3}});
  for (size_t i = 0; i < whole.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes flipped = whole;
      flipped[i] = static_cast<uint8_t>(flipped[i] ^ 1 << bit);
      corrupt_message(flipped);
    }
  }
}

}  // namespace agc
