#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "io/byte_source.h"
#include "io/fasta_writer.h"
#include "unit/io/test_support.h"

namespace agc {
namespace {

void append_fasta_lines(std::string_view letters, const LinePlace& place, std::string& out) {
  std::string text(most_fasta_lines_bytes(letters.size(), place.line_length), '?');
  text.resize(write_fasta_lines(letters, place, text.data()));
  out += text;
}

std::string lines_of(const std::string& letters, uint64_t line_length) {
  std::string out = "kept";
  append_fasta_lines(letters, {.line_length = line_length}, out);
  return out;
}

std::string gunzip(const std::string& packed) {
  test::TemporaryFolder folder;
  test::write_file(folder.file("in.gz"), packed);
  const std::unique_ptr<ByteSource> source = open_byte_source(folder.file("in.gz"));
  std::string all;
  std::vector<uint8_t> piece(1 << 20);
  while (const size_t count = source->read(piece)) all.append(piece.begin(), piece.begin() + static_cast<long>(count));
  return all;
}

}  // namespace

TEST_CASE("letters are cut into lines that all end in a newline", "[fasta_writer]") {
  CHECK(lines_of("", 3) == "kept");
  CHECK(lines_of("AC", 3) == "keptAC\n");
  CHECK(lines_of("ACG", 3) == "keptACG\n");
  CHECK(lines_of("ACGT", 3) == "keptACG\nT\n");
  CHECK(lines_of("ACGTAC", 3) == "keptACG\nTAC\n");
  CHECK(lines_of("ACG", 1) == "keptA\nC\nG\n");
  CHECK(lines_of("ACG", UINT64_MAX) == "keptACG\n");
  std::string header;
  append_fasta_header("a b", header);
  CHECK(header == ">a b\n");
}

TEST_CASE("pieces cut anywhere make the same text", "[fasta_writer]") {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    const std::string letters(1 + random() % 300, 'G');
    const uint64_t line_length = 1 + random() % 90;
    std::string pieces;
    size_t begin = 0;
    while (begin < letters.size()) {
      const size_t count = std::min<size_t>(letters.size() - begin, 1 + random() % 120);
      append_fasta_lines(letters.substr(begin, count),
                         {line_length, begin % line_length, begin + count == letters.size()}, pieces);
      begin += count;
    }
    std::string whole;
    append_fasta_lines(letters, {.line_length = line_length}, whole);
    REQUIRE(pieces == whole);
  }
}

TEST_CASE("BGZF blocks carry their own size and give the text back", "[fasta_writer]") {
  std::mt19937 random(5);
  BgzfCompressor compressor(1);
  std::string text;
  std::string packed;
  for (const size_t size : {0, 1, 79, 65279, 65280, 65281, 400000}) {
    std::string piece(size, '\0');
    for (char& letter : piece) letter = static_cast<char>(random());  // does not shrink
    compressor.compress(piece, packed);
    text += piece;
  }
  packed += BgzfCompressor::kEndOfFile;
  CHECK(gunzip(packed) == text);

  size_t position = 0;
  while (position < packed.size()) {
    REQUIRE(packed.compare(position, 4, "\x1F\x8B\x08\x04") == 0);
    REQUIRE(packed.compare(position + 12, 4, std::string_view("BC\x02\0", 4)) == 0);
    const auto low = static_cast<uint8_t>(packed[position + 16]);
    const auto high = static_cast<uint8_t>(packed[position + 17]);
    position += size_t{low} + 256 * size_t{high} + 1;
  }
  CHECK(position == packed.size());
}

}  // namespace agc
