// What a reference repeats of itself: true copies, and worth their bytes.

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "encode/repeat_parser.h"
#include "format/segment_codec.h"

namespace agc {
namespace {

using Symbols = std::vector<uint8_t>;

Symbols random_symbols(std::mt19937& random, size_t length) {
  Symbols symbols(length);
  for (uint8_t& symbol : symbols) symbol = static_cast<uint8_t>(random() % 4);
  return symbols;
}

// Every symbol is another one with a probability of one in `one_in`; every 50th change is an insertion.
Symbols diverged(std::mt19937& random, const Symbols& from, uint32_t one_in) {
  Symbols symbols;
  for (const uint8_t symbol : from) {
    const bool changed = random() % one_in == 0;
    symbols.push_back(changed ? static_cast<uint8_t>((symbol + 1 + random() % 3) % 4) : symbol);
    if (changed && random() % 50 == 0) symbols.push_back(static_cast<uint8_t>(random() % 4));
  }
  return symbols;
}

void append(Symbols& symbols, const Symbols& more) { symbols.insert(symbols.end(), more.begin(), more.end()); }

// What the copies say, given the literals between them.
Symbols replay(const Symbols& symbols, const std::vector<ZstdCopy>& copies) {
  Symbols out;
  for (const ZstdCopy& copy : copies) {
    for (uint32_t i = 0; i < copy.literals; ++i) out.push_back(symbols.at(out.size()));
    REQUIRE(copy.length >= 3);
    REQUIRE(copy.distance > 0);
    REQUIRE(copy.distance <= out.size());
    for (uint32_t i = 0; i < copy.length; ++i) out.push_back(out[out.size() - copy.distance]);
  }
  while (out.size() < symbols.size()) out.push_back(symbols[out.size()]);
  return out;
}

TEST_CASE("Copies are true of what they were found in", "[encode][repeats]") {
  std::mt19937 random(1);
  RepeatParser parser;  // one for all: what it keeps does no harm
  for (const size_t length : {0, 1, 12, 13, 14, 30, 500, 3000, 40000}) {
    for (const uint32_t one_in : {2, 5, 10, 100, 1000000}) {
      Symbols symbols = random_symbols(random, length);
      append(symbols, diverged(random, symbols, one_in));
      append(symbols, Symbols(length / 10, 3));                          // a run of one symbol
      for (size_t i = 0; i < length; ++i) symbols.push_back(i % 7 % 4);  // a tandem repeat
      append(symbols, diverged(random, symbols, one_in));
      REQUIRE(replay(symbols, parser.parse(symbols)) == symbols);
      // As in packs: other codes, and ends of texts.
      for (size_t i = random() % 50; i < symbols.size(); i += random() % 500) symbols[i] = i % 3 == 0 ? 0xFF : 4;
      REQUIRE(replay(symbols, parser.parse(symbols)) == symbols);
    }
  }
}

TEST_CASE("Nothing is found where nothing is repeated", "[encode][repeats]") {
  std::mt19937 random(2);
  RepeatParser parser;
  REQUIRE(parser.parse({}).empty());
  REQUIRE(parser.parse(Symbols{0, 1, 2, 3}).empty());
  REQUIRE(parser.parse(random_symbols(random, 2000)).empty());
}

TEST_CASE("A repeat is found whole, in one copy", "[encode][repeats]") {
  std::mt19937 random(3);
  const Symbols repeated = random_symbols(random, 300);
  Symbols symbols = repeated;
  append(symbols, random_symbols(random, 1000));
  append(symbols, repeated);
  const std::vector<ZstdCopy> copies = RepeatParser().parse(symbols);
  REQUIRE(copies.size() == 1);
  REQUIRE(copies[0].distance == 1300);
  // By chance a symbol beside it may be equal, too.
  REQUIRE(copies[0].length >= 300);
  REQUIRE(copies[0].length < 310);
}

TEST_CASE("Of genomes that differ throughout each is copied from the one most like it", "[encode][repeats]") {
  std::mt19937 random(7);
  const Symbols ancestor = random_symbols(random, 9000);
  Symbols symbols = ancestor;
  std::vector<Symbols> genomes;
  for (int i = 0; i < 20; ++i) {
    genomes.push_back(diverged(random, ancestor, 8));
    append(symbols, genomes.back());
  }
  // One that is mostly the tenth of them, and one that is half the fifth and half the fifteenth.
  const size_t child = symbols.size();
  append(symbols, diverged(random, genomes[10], 50));
  append(symbols, Symbols(genomes[5].begin(), genomes[5].begin() + 4000));
  append(symbols, Symbols(genomes[15].begin() + 4000, genomes[15].end()));
  const std::vector<ZstdCopy> copies = RepeatParser().parse(symbols);
  REQUIRE(replay(symbols, copies) == symbols);
  size_t position = 0;
  size_t copied = 0;
  size_t runs = 0;
  for (const ZstdCopy& copy : copies) {
    position += copy.literals;
    if (position >= child) {
      copied += copy.length;
      ++runs;
    }
    position += copy.length;
  }
  // 180 mismatches in the first, hardly any in the second.
  CHECK(copied > (symbols.size() - child) * 98 / 100);
  CHECK(runs < 260);
}

// A copy in which three symbols in four are equal: a run is worth just its price. Now and then there is a seed, which
// alone is worth nothing, and what it gains is lost again.
TEST_CASE("Repeats that neither gain nor lose are not followed for ever", "[encode][repeats]") {
  std::mt19937 random(6);
  Symbols symbols = random_symbols(random, 3000000);
  for (size_t i = 0; i < 3000000; ++i) {
    const size_t place = i % 1000;
    const bool differs = place > 8 && (place % 4 == 0 || (place % 4 == 2 && place >= 500 && place < 524));
    symbols.push_back(differs ? static_cast<uint8_t>((symbols[i] + 1) % 4) : symbols[i]);
  }
  // Else this would take half a minute, and the square of that for a few times the length.
  REQUIRE(replay(symbols, RepeatParser().parse(symbols)) == symbols);
}

// Each distance is a multiple of the period. Without a bound on what is followed in a window these would take a quarter
// of a minute and a gigabyte each.
TEST_CASE("Tandem repeats that have diverged are not followed at all distances", "[encode][repeats]") {
  std::mt19937 random(8);
  for (const size_t period : {2, 171, 987, 1597, 2584}) {
    const Symbols unit = random_symbols(random, period);
    Symbols symbols(200000);
    for (size_t i = 0; i < symbols.size(); ++i) {
      symbols[i] = random() % 20 == 0 ? static_cast<uint8_t>(random() % 4) : unit[i % period];
    }
    const std::vector<ZstdCopy> copies = RepeatParser().parse(symbols);
    REQUIRE(replay(symbols, copies) == symbols);
    size_t copied = 0;
    for (const ZstdCopy& copy : copies) copied += copy.length;
    CHECK(copied > symbols.size() * 8 / 10);
  }
}

TEST_CASE("What is no base ends a seed, and may be copied with one", "[encode][repeats]") {
  std::mt19937 random(5);
  Symbols repeated = random_symbols(random, 100);
  for (size_t i = 11; i < repeated.size(); i += 12) repeated[i] = 4;  // no 12 bases in a row
  Symbols symbols = repeated;
  append(symbols, repeated);
  REQUIRE(RepeatParser().parse(symbols).empty());
  repeated[47] = 0;
  symbols = repeated;
  append(symbols, repeated);
  const std::vector<ZstdCopy> copies = RepeatParser().parse(symbols);
  REQUIRE(copies.size() == 1);
  REQUIRE(copies[0].length == 100);
}

TEST_CASE("A reference is stored with its copies where that is smaller, else as tuples", "[encode][repeats]") {
  std::mt19937 random(4);
  ZstdCompressor compressor;
  ZstdDecompressor decompressor;
  const auto encode = [&](const Symbols& symbols) {
    const EncodedPart part = encode_reference(symbols, RepeatParser().parse(symbols), compressor, {});
    REQUIRE(decode_reference(part.metadata, part.payload, decompressor) == symbols);
    return part;
  };
  const Symbols alone = random_symbols(random, 100000);
  const EncodedPart once = encode(alone);
  REQUIRE(once.payload.back() == 1);
  for (const uint32_t one_in : {8, 20, 100}) {
    Symbols symbols = alone;
    append(symbols, diverged(random, alone, one_in));
    const EncodedPart twice = encode(symbols);
    REQUIRE(twice.payload.back() == 0);
    const EncodedPart tuples = encode_reference(symbols, {}, compressor, {});
    REQUIRE(tuples.payload.back() == 1);
    // A second copy takes at most so much of the first one: one symbol in eight differs.
    REQUIRE(twice.payload.size() < once.payload.size() * 17 / 10);
    REQUIRE(twice.payload.size() < tuples.payload.size());
  }
}

}  // namespace
}  // namespace agc
