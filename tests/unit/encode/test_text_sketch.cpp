// Sketches of segment texts.

#include <algorithm>
#include <catch2/catch.hpp>

#include "encode/text_sketch.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::GenomeMaker;
using Text = std::vector<uint8_t>;

std::vector<uint32_t> sorted(std::vector<uint32_t> sketch) {
  std::ranges::sort(sketch);
  return sketch;
}

size_t shared(std::vector<uint32_t> a, std::vector<uint32_t> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  std::vector<uint32_t> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both.size();
}

TEST_CASE("A sketch has few hashes of a text of any length", "[encode][sketch]") {
  GenomeMaker maker(1);
  for (const size_t length : {0u, 7u, 8u, 100u, 256u, 300u, 5000u, 100000u}) {
    const std::vector<uint32_t> sketch = sorted(sketch_text(maker.bases(length)));
    REQUIRE(std::ranges::adjacent_find(sketch) == sketch.end());
    REQUIRE(sketch.size() <= 360);
    if (length >= 256) REQUIRE(sketch.size() >= 64);
    if (length < 8) REQUIRE(sketch.empty());
  }
}

TEST_CASE("A sketch has every window of a short text", "[encode][sketch]") {
  Text text;
  for (uint8_t symbol = 0; symbol < 135; ++symbol) text.push_back(symbol);
  for (const size_t length : {8u, 9u, 60u, 135u}) {
    REQUIRE(sketch_text(std::span(text).first(length)).size() == length - 7);
    if (length >= 16) REQUIRE(sketch_symbols(std::span(text).first(length)).size() == length - 15);
  }
}

TEST_CASE("A long text keeps a part of what it would if it was short", "[encode][sketch]") {
  GenomeMaker maker(4);
  const Text text = maker.bases(5000);
  const auto of_all = sorted(sketch_text(text));
  std::vector<uint32_t> of_parts;
  for (size_t begin = 0; begin + 8 <= text.size(); begin += 100) {
    const auto of_part = sketch_text(std::span(text).subspan(begin, std::min<size_t>(107, text.size() - begin)));
    of_parts.insert(of_parts.end(), of_part.begin(), of_part.end());
  }
  std::ranges::sort(of_parts);
  REQUIRE_FALSE(of_all.empty());
  REQUIRE(std::ranges::includes(of_parts, of_all));
}

TEST_CASE("Texts that share a stretch share its hashes, wherever it is", "[encode][sketch]") {
  GenomeMaker maker(2);
  const Text common = maker.bases(2000);
  Text a = maker.bases(701);
  Text b = maker.bases(133);
  a.insert(a.end(), common.begin(), common.end());
  b.insert(b.begin(), common.begin(), common.end());
  const auto of_a = sketch_text(a);
  const auto of_b = sketch_text(b);
  REQUIRE(shared(of_a, of_b) * 3 >= std::min(of_a.size(), of_b.size()) * 2);
  REQUIRE(shared(of_a, sketch_text(maker.bases(2500))) <= 1);
}

TEST_CASE("Symbols are told by longer windows: unrelated ones share nothing", "[encode][sketch]") {
  GenomeMaker maker(3);
  const Text common = maker.bases(9000);
  Text changed = common;
  for (size_t position = 0; position < changed.size(); position += 40) changed[position] ^= 1;
  const auto sketch = sketch_symbols(common);
  REQUIRE(sketch.size() >= 64);
  REQUIRE(sketch.size() <= 360);
  REQUIRE(shared(sketch, sketch_symbols(changed)) >= sketch.size() / 4);
  REQUIRE(shared(sketch, sketch_symbols(maker.bases(9000))) == 0);
  REQUIRE(sketch_symbols(maker.bases(15)).empty());
}

// Windows whose hashes all count: the inverse of mix_hash().
uint64_t window_of_hash(uint64_t hash) {
  const auto inverse = [](uint64_t odd) {
    uint64_t value = odd;
    for (int i = 0; i < 5; ++i) value *= 2 - odd * value;
    return value;
  };
  hash ^= hash >> 32;
  hash *= inverse(0xBF58476D1CE4E5B9u);
  hash ^= hash >> 29 ^ hash >> 58;
  hash *= inverse(0x9E3779B97F4A7C15u);
  return hash ^ hash >> 31 ^ hash >> 62;
}

TEST_CASE("A text made to have many hashes has each once, zero among them", "[encode][sketch]") {
  Text text;
  for (const uint64_t round : {0u, 1u}) {
    for (uint64_t number = 0; number < 3000; ++number) {
      const uint64_t window = window_of_hash(number * 7 << 32);
      for (int byte = 0; byte < 8; ++byte) text.push_back(static_cast<uint8_t>(window >> (8 * byte)));
    }
    const std::vector<uint32_t> sketch = sorted(sketch_text(text));
    REQUIRE(std::ranges::adjacent_find(sketch) == sketch.end());
    for (uint32_t number = 0; number < 3000; ++number) {
      REQUIRE(std::ranges::binary_search(sketch, number * 7));
    }
    CHECK(sketch.size() < 3000 + (round + 1) * 700);
  }
}

TEST_CASE("What equals the reference tells nothing", "[encode][sketch]") {
  for (const size_t length : {8u, 50u, 135u, 136u, 5000u}) REQUIRE(sketch_text(Text(length, '!')).empty());
}

}  // namespace
}  // namespace agc
