#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "pipeline/sequence_hash.h"

namespace agc {
namespace {

TEST_CASE("Digests are those of GA4GH refget and of md5sum", "[format][refget]") {
  const SequenceDigests acgt{"SQ.aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2", "f1f8f4bf413b16ad135722aa4591043e"};
  CHECK(compute_sequence_digests("ACGT") == acgt);
  CHECK(text_of(digest_symbols(std::vector<uint8_t>{0, 1, 2, 3})) == acgt);
  CHECK(compute_sequence_digests("") ==
        SequenceDigests{"SQ.z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXc", "d41d8cd98f00b204e9800998ecf8427e"});
}

TEST_CASE("Letters and codes give the same digests", "[format][refget]") {
  std::mt19937 random(1);
  for (const size_t length : {1, 127, 4095, 4096, 4097, 20000}) {
    std::vector<uint8_t> symbols(length);
    std::string letters;
    for (uint8_t& symbol : symbols) {
      symbol = static_cast<uint8_t>(random() % 16);
      letters += "ACGTNRYSWKMBDHVU"[symbol];
    }
    CHECK(text_of(digest_symbols(symbols)) == compute_sequence_digests(letters));
  }
}

TEST_CASE("Stored sequence digests come back", "[format][refget]") {
  std::mt19937 random(2);
  std::vector<SampleSequenceDigests> batch;
  for (int s = 0; s < 20; ++s) {
    SampleSequenceDigests& sample = batch.emplace_back();
    if (random() % 3 == 0) continue;
    sample.emplace(random() % 5);
    for (RawSequenceDigests& contig : *sample) {
      for (uint8_t& byte : contig.sha512t24u) byte = static_cast<uint8_t>(random());
      for (uint8_t& byte : contig.md5) byte = static_cast<uint8_t>(random());
    }
  }
  const EncodedPart part = encode_sequence_digests(batch);
  CHECK(decode_sequence_digests(part.metadata, part.payload) == batch);
  CHECK(decode_sequence_digests(part.metadata + 1, part.payload).empty());
  CHECK(decode_sequence_digests(0, {}).empty());
  for (size_t size = 1; size < part.payload.size(); ++size) {
    REQUIRE_THROWS_AS(decode_sequence_digests(part.metadata, std::span(part.payload).first(size)), Error);
  }
}

}  // namespace
}  // namespace agc
