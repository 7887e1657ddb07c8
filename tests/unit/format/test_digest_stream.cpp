#include <catch2/catch.hpp>
#include <random>

#include "agc/error.h"
#include "format/digest_stream.h"

namespace agc {
namespace {

std::vector<uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

ContentDigests random_digests(std::mt19937_64& random) {
  ContentDigests digests;
  for (int i = 0; i < 20; ++i) {
    DigestSpan span{DigestKind{static_cast<uint8_t>(random() % 3)}, static_cast<uint32_t>(1 + random() % 300), {}};
    size_t count = span.kind == DigestKind::samples ? 1 : 0;
    if (span.kind == DigestKind::contigs) {
      span.samples = 1;
      count = random() % 200;
    }
    while (count-- > 0) span.digests.push_back({random(), random()});
    digests.push_back(span);
  }
  return digests;
}

uint64_t samples_of(const ContentDigests& digests) {
  uint64_t samples = 0;
  for (const DigestSpan& span : digests) samples += span.samples;
  return samples;
}

TEST_CASE("XXH3 is that of xxHash", "[format][digest]") {
  // As xxhsum -H2 and -H3 print them for an empty file and for "abc".
  CHECK(digest128({}) == Digest128{0x99aa06d3014798d8, 0x6001c324468d497f});
  CHECK(digest128(bytes_of("abc")) == Digest128{0x06b05ab6733a6185, 0x78af5f94892f3950});
  CHECK(digest64({}, 0) == 0x2d06800538d394c2);
  CHECK(digest128({}).bytes()[0] == 0x99);
  CHECK(digest128({}).bytes()[15] == 0x7f);
}

TEST_CASE("Sums of digests carry, and their order does not matter", "[format][digest]") {
  Digest128 sum{1, UINT64_MAX};
  sum += {2, 1};
  CHECK(sum == Digest128{4, 0});
  std::mt19937_64 random(1);
  for (int i = 0; i < 100; ++i) {
    const Digest128 a{random(), random()};
    const Digest128 b{random(), random()};
    Digest128 ab = a;
    ab += b;
    Digest128 ba = b;
    ba += a;
    REQUIRE(ab == ba);
  }
}

TEST_CASE("Digests of samples and contigs come back", "[format][digest]") {
  std::mt19937_64 random(2);
  for (int i = 0; i < 50; ++i) {
    const ContentDigests digests = random_digests(random);
    const EncodedPart part = encode_content_digests(digests);
    REQUIRE(decode_content_digests(part.metadata, part.payload, samples_of(digests)) == digests);
    REQUIRE_THROWS_AS(decode_content_digests(part.metadata, part.payload, samples_of(digests) + 1), Error);
    REQUIRE_FALSE(decode_content_digests(part.metadata + 1, part.payload, samples_of(digests)));
    for (size_t size = 0; size < part.payload.size(); size += 1 + random() % 50) {
      REQUIRE_THROWS_AS(decode_content_digests(part.metadata, std::span(part.payload).first(size), samples_of(digests)),
                        Error);
    }
  }
}

TEST_CASE("Checks come back, and damage of them is noticed", "[format][digest]") {
  std::mt19937_64 random(3);
  ArchiveChecks checks{random(), {}};
  for (uint32_t stream = 3; stream < 400; stream += static_cast<uint32_t>(1 + random() % 40)) {
    for (uint32_t part = 0; part < random() % 4; ++part) {
      checks.parts.push_back({stream, part, static_cast<uint32_t>(random())});
    }
  }
  const EncodedPart part = encode_checks(checks);
  CHECK(decode_checks(part.metadata, part.payload) == checks);
  CHECK_FALSE(decode_checks(part.metadata + 1, part.payload));
  for (size_t bit = 0; bit < part.payload.size() * 8; ++bit) {
    std::vector<uint8_t> damaged = part.payload;
    damaged[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    REQUIRE_THROWS_AS(decode_checks(part.metadata, damaged), Error);
  }
  std::swap(checks.parts.front(), checks.parts.back());
  const EncodedPart unordered = encode_checks(checks);
  CHECK_THROWS_AS(decode_checks(unordered.metadata, unordered.payload), Error);
}

TEST_CASE("A contig's digest depends on all of it", "[format][digest]") {
  const Digest128 sequence{1, 2};
  const ContigPlace place{3, 4, "sample", "contig"};
  const Digest128 digest = contig_digest(place, sequence, 5);
  CHECK(digest == contig_digest(place, sequence, 5));
  CHECK_FALSE(digest == contig_digest(place, sequence, 6));
  CHECK_FALSE(digest == contig_digest(place, {1, 3}, 5));
  CHECK_FALSE(digest == contig_digest({2, 4, "sample", "contig"}, sequence, 5));
  CHECK_FALSE(digest == contig_digest({3, 5, "sample", "contig"}, sequence, 5));
  CHECK_FALSE(digest == contig_digest({3, 4, "samplec", "ontig"}, sequence, 5));
  CHECK_FALSE(digest == contig_digest({3, 4, "sample", "contih"}, sequence, 5));
  CHECK_FALSE(sample_digest(1, "a", 2) == sample_digest(1, "a", 3));
  CHECK_FALSE(sample_digest(1, "a", 2) == sample_digest(2, "a", 2));
  CHECK_FALSE(sample_digest(1, "a", 2) == sample_digest(1, "b", 2));
}

TEST_CASE("Joined spans are those of every unit of samples", "[format][digest]") {
  ContentDigests digests;
  for (uint64_t i = 0; i < 10; ++i) digests.push_back({DigestKind::samples, 1, {{0, i}}});
  digests.push_back({DigestKind::none, 3, {}});
  digests.push_back({DigestKind::none, 4, {}});
  digests.push_back({DigestKind::samples, 1, {{0, 20}}});
  const ContentDigests fours = join_spans(digests, 4);
  CHECK(fours == ContentDigests{{DigestKind::samples, 4, {{0, 6}}},
                                {DigestKind::samples, 4, {{0, 22}}},
                                {DigestKind::samples, 2, {{0, 17}}},
                                {DigestKind::none, 7, {}},
                                {DigestKind::samples, 1, {{0, 20}}}});
  CHECK(join_spans(fours, 8)[0] == DigestSpan{DigestKind::samples, 8, {{0, 28}}});
  CHECK(samples_of(join_spans(fours, 100)) == 18);
}

TEST_CASE("A sum of contigs has the sample in it", "[format][digest]") {
  const DigestSpan span{DigestKind::contigs, 1, {{0, 1}, {0, 2}}};
  Digest128 expected = sample_digest(7, "name", 2);
  expected += {0, 3};
  CHECK(sum_of_contigs(span, 7, "name") == DigestSpan{DigestKind::samples, 1, {expected}});
}

}  // namespace
}  // namespace agc
