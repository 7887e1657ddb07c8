#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "format/segment_codec.h"

namespace agc {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes random_symbols(std::mt19937& random, size_t length, uint32_t kinds) {
  Bytes symbols(length);
  for (uint8_t& symbol : symbols) symbol = static_cast<uint8_t>(random() % kinds);
  return symbols;
}

Bytes frame_of(const Bytes& plain) {
  Bytes frame;
  ZstdCompressor().compress(plain, {}, frame);
  return frame;
}

Bytes with(Bytes bytes, const Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
  return bytes;
}

Bytes reference_of(uint64_t symbols, const Bytes& block) {
  ZstdDecompressor decompressor;
  return decode_reference(symbols, with(frame_of(block), {1}), decompressor);
}

template <typename Function>
void check_corrupt(Function function) {
  try {
    function();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::corrupt);
    CHECK(std::string(error.what()).find(": expected ") != std::string::npos);
    return;
  }
  FAIL_CHECK("no error");
}

}  // namespace

TEST_CASE("packs decode to what was encoded") {
  std::mt19937 random(4);
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  for (size_t length = 0; length < 3000; length += 1 + random() % 40) {
    const Bytes plain = random_symbols(random, length, 1 + random() % 256);
    const EncodedPart part = encode_pack(plain, compressor, {});
    CHECK((part.metadata == 0 || part.metadata == length));
    CHECK(part.payload.size() <= length);
    CHECK((part.metadata == 0 || part.payload.back() == 0));
    CHECK(decode_pack(part.metadata, part.payload, decompressor) == plain);
  }
}

TEST_CASE("the 00 after a pack's frame is optional, other bytes are errors") {
  const Bytes plain(1000, 'A');
  const Bytes frame = frame_of(plain);
  ZstdDecompressor decompressor;
  CHECK(decode_pack(1000, frame, decompressor) == plain);
  CHECK(decode_pack(1000, with(frame, {0}), decompressor) == plain);
  check_corrupt([&] { decode_pack(1000, with(frame, {1}), decompressor); });
  check_corrupt([&] { decode_pack(1000, with(frame, {0, 0}), decompressor); });
  check_corrupt([&] { decode_pack(1000, with(frame, frame), decompressor); });
}

TEST_CASE("damaged packs are errors") {
  std::mt19937 random(5);
  const Bytes plain = random_symbols(random, 2000, 4);
  const Bytes frame = frame_of(plain);
  ZstdDecompressor decompressor;
  check_corrupt([&] { decode_pack(1999, frame, decompressor); });
  check_corrupt([&] { decode_pack(2001, frame, decompressor); });
  check_corrupt([&] { decode_pack(UINT64_MAX, frame, decompressor); });
  check_corrupt([&] { decode_pack(5, {}, decompressor); });
  check_corrupt([&] { decode_pack(5, Bytes(5, 'A'), decompressor); });
  for (size_t size = 0; size < frame.size(); ++size) {
    const Bytes cut(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size));
    check_corrupt([&] { decode_pack(2000, cut, decompressor); });
  }
}

TEST_CASE("a flipped bit in a frame never yields another plain form") {
  std::mt19937 random(5);
  const Bytes plain = random_symbols(random, 500, 4);
  const Bytes frame = frame_of(plain);
  ZstdDecompressor decompressor;
  size_t refused = 0;
  for (size_t bit = 0; bit < 8 * frame.size(); ++bit) {
    CAPTURE(bit);
    Bytes flipped = frame;
    flipped[bit / 8] = static_cast<uint8_t>(flipped[bit / 8] ^ 1 << bit % 8);
    try {
      const Bytes decoded = decode_pack(plain.size(), flipped, decompressor);
      CHECK(decoded == plain);  // some bits of a frame mean nothing
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::corrupt);
      ++refused;
    }
  }
  CHECK(refused > 7 * frame.size());
}

TEST_CASE("a small frame that claims a huge size is refused before memory is taken") {
  // Magic, descriptor: single segment, 8-byte content size of 2^32 - 16; one empty last block.
  const Bytes frame{0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0xF0, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 1, 0, 0};
  ZstdDecompressor decompressor;
  check_corrupt([&] { decode_pack(0xFFFFFFF0, frame, decompressor); });
  check_corrupt([&] { decode_reference(0xFFFFFFF0, with(frame, {0}), decompressor); });
  check_corrupt([&] { decode_reference(UINT64_MAX, with(frame, {1}), decompressor); });
}

TEST_CASE("references decode to what was encoded") {
  std::mt19937 random(6);
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  for (const uint32_t kinds : {1, 4, 5, 6, 7, 16, 33}) {
    for (size_t length = 0; length < 1500; length += 1 + random() % 60) {
      const Bytes symbols = random_symbols(random, length, kinds);
      const EncodedPart part = encode_reference(symbols, {}, compressor, {});
      CHECK((part.metadata == 0 || part.metadata == length));
      CHECK(part.payload.size() <= length);
      CHECK(decode_reference(part.metadata, part.payload, decompressor) == symbols);
    }
  }
}

TEST_CASE("four symbols of DNA take about a byte") {
  std::mt19937 random(7);
  ZstdCompressor compressor;
  const EncodedPart part = encode_reference(random_symbols(random, 40000, 4), {}, compressor, {});
  CHECK(part.metadata == 40000);
  CHECK(part.payload.size() < 10100);
  CHECK(part.payload.back() == 1);
}

TEST_CASE("copies that are told to zstd may cross its blocks") {
  std::mt19937 random(8);
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  constexpr uint32_t block = 128 << 10;
  for (const uint32_t shift : {0, 1, 2, 3, 4, 1000}) {
    for (const uint32_t behind : {0u, 1u, 2u, 3u, 100u, 2 * block}) {
      // A copy up to `behind` symbols after the first block, then literals.
      Bytes symbols = random_symbols(random, block - 500 + shift, 4);
      const ZstdCopy copy{static_cast<uint32_t>(symbols.size()), 500 - shift % 500 + behind, 700};
      for (uint32_t i = 0; i < copy.length; ++i) symbols.push_back(symbols[symbols.size() - copy.distance]);
      const Bytes rest = random_symbols(random, shift * 200, 4);
      symbols.insert(symbols.end(), rest.begin(), rest.end());
      Bytes frame{9};
      REQUIRE(compressor.compress_copies(symbols, std::span(&copy, 1), frame));
      REQUIRE(frame[0] == 9);
      frame.erase(frame.begin());
      REQUIRE(ZstdDecompressor::has_checksum(frame));
      REQUIRE(decompressor.decompress(frame, symbols.size()) == symbols);
    }
  }
}

TEST_CASE("copies that are not true are not believed") {
  std::mt19937 random(9);
  ZstdCompressor compressor;
  const Bytes symbols = random_symbols(random, 5000, 4);
  const ZstdCopy copy{1000, 1000, 500};
  Bytes frame;
  REQUIRE_FALSE(compressor.compress_copies(symbols, std::span(&copy, 1), frame));
  REQUIRE(frame.empty());
  const EncodedPart part = encode_reference(symbols, std::span(&copy, 1), compressor, {});
  ZstdDecompressor decompressor;
  REQUIRE(decode_reference(part.metadata, part.payload, decompressor) == symbols);
}

TEST_CASE("tuple blocks have the documented bytes") {
  CHECK(reference_of(4, {0x1B, 0x00, 0x40}) == Bytes{0, 1, 2, 3});
  CHECK(reference_of(5, {0x1B, 0x02, 0x41}) == Bytes{0, 1, 2, 3, 2});
  CHECK(reference_of(3, {0xAE, 0x00, 0x30}) == Bytes{4, 5, 0});
  CHECK(reference_of(4, {0xAE, 0x03, 0x31}) == Bytes{4, 5, 0, 3});
  CHECK(reference_of(3, {0xFE, 0x09, 0x21}) == Bytes{15, 14, 9});
  CHECK(reference_of(1, {0x02, 0x41}) == Bytes{2});
  CHECK(reference_of(3, {7, 8, 30, 0x10}) == Bytes{7, 8, 30});
  CHECK(reference_of(3, {7, 8, 30, 0x50}) == Bytes{7, 8, 30});
}

TEST_CASE("a reference in a frame with marker 00 is not packed, with any other it is") {
  ZstdDecompressor decompressor;
  const Bytes symbols{0, 1, 2, 3, 9};
  CHECK(decode_reference(5, with(frame_of(symbols), {0}), decompressor) == symbols);
  CHECK(decode_reference(4, with(frame_of({0x1B, 0x00, 0x40}), {77}), decompressor) == Bytes{0, 1, 2, 3});
  CHECK(decode_reference(0, symbols, decompressor) == symbols);
}

TEST_CASE("damaged references are errors") {
  ZstdDecompressor decompressor;
  check_corrupt([&] { decode_reference(4, {}, decompressor); });
  check_corrupt([&] { decode_reference(4, Bytes{0}, decompressor); });
  check_corrupt([&] { decode_reference(4, frame_of({0x1B, 0x00, 0x40}), decompressor); });  // no marker
  check_corrupt([&] { decode_reference(4, with(frame_of({1, 2, 3}), {0}), decompressor); });
  check_corrupt([&] { reference_of(4, {}); });
  check_corrupt([&] { reference_of(4, {0x40}); });              // no rest byte
  check_corrupt([&] { reference_of(4, {0x1B, 0x40}); });        // the same, one tuple
  check_corrupt([&] { reference_of(4, {0x1B, 0x00, 0x41}); });  // remainder disagrees
  check_corrupt([&] { reference_of(8, {0x1B, 0x00, 0x40}); });  // too few tuples
  check_corrupt([&] { reference_of(1, {0x1B, 0x00, 0x40}); });  // too many
  check_corrupt([&] { reference_of(4, {1, 2, 3, 0x10}); });     // too few unpacked symbols
}

TEST_CASE("compression is the same in every context") {
  std::mt19937 random(8);
  const Bytes plain = random_symbols(random, 5000, 20);
  ZstdSettings other;
  other.level = 3;
  other.strategy = 7;
  other.min_match = 3;
  other.search_log = 6;
  other.target_length = 64;
  ZstdCompressor used;
  Bytes ignored;
  used.compress(plain, other, ignored);
  Bytes first;
  used.compress(plain, {}, first);
  CHECK(first == frame_of(plain));
  CHECK(ZstdDecompressor().decompress(ignored, plain.size()) == plain);
}

}  // namespace agc
