#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <span>
#include <string>

#include "agc/error.h"
#include "seq/alphabet.h"
#include "seq/lz_text.h"
#include "unit/io/test_support.h"
#include "unit/support/genomes.h"
#include "unit/support/whole_text.h"

namespace agc {
namespace {

using Bytes = std::vector<uint8_t>;

// A letter tells where it is among the first 16, and a stretch of a match's length anywhere.
std::string varied_reference(size_t length) {
  std::mt19937 random(7);
  std::string reference(kCodeLetters.rbegin(), kCodeLetters.rend());
  while (reference.size() < length) reference += kCodeLetters[random() % kCodeCount];
  return reference.substr(0, length);
}

std::string decoded(const std::string& text, const std::string& reference, LzTextRules rules = {},
                    uint64_t max_symbols = 100000) {
  return test::decode_whole(test::bytes_of(text), ReferenceText::from_symbols(test::symbols_of(reference)), rules,
                            max_symbols);
}

void check_corrupt(const std::string& text, const std::string& reference, LzTextRules rules = {},
                   uint64_t max_symbols = 100000) {
  CAPTURE(text);
  try {
    decoded(text, reference, rules, max_symbols);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::corrupt);
    return;
  }
  FAIL_CHECK("no error");
}

}  // namespace

TEST_CASE("every token decodes as documented") {
  const std::string reference = varied_reference(100);
  CHECK(decoded("", reference).empty());
  CHECK(decoded("ABCDEFGHIJKLMNOP", reference) == kCodeLetters);
  CHECK(decoded("QRSTU", reference) == "     ");
  CHECK(decoded("!!A!", reference) == reference.substr(0, 2) + "A" + reference[3]);
  CHECK(decoded("\x1e"
                "0\x04",
                reference) == "NNNN");
  CHECK(decoded("\x1e"
                "3\x04",
                reference) == "NNNNNNN");
  CHECK(decoded("5,10.", reference) == reference.substr(5, 30));
  CHECK(decoded("70.", reference) == reference.substr(70, 30));
  CHECK(decoded("100.", reference).empty());
}

TEST_CASE("matches are relative to the end of the one before") {
  const std::string reference = varied_reference(100);
  CHECK(decoded("50,0.-50,1.", reference) == reference.substr(50, 20) + reference.substr(20, 21));
}

TEST_CASE("literals move the predicted position, N runs do not") {
  const std::string reference = varied_reference(100);
  CHECK(decoded("AA!", reference) == std::string("AA") + reference[2]);
  CHECK(decoded("\x1e"
                "0\x04!",
                reference) == std::string("NNNN") + reference[0]);
  CHECK(decoded("AA0,0.", reference) == "AA" + reference.substr(2, 20));
}

TEST_CASE("a match may be shorter than the minimum or empty") {
  const std::string reference = varied_reference(100);
  CHECK(decoded("10,-15.", reference) == reference.substr(10, 5));
  CHECK(decoded("10,-20.!", reference) == reference.substr(10, 1));
}

TEST_CASE("a number without digits counts as 0") {
  const std::string reference = varied_reference(100);
  CHECK(decoded("5,.", reference) == reference.substr(5, 20));
  CHECK(decoded(",5.", reference) == reference.substr(0, 25));
}

TEST_CASE("letters of no code in other programs' archives become spaces") {
  const std::string reference = varied_reference(10);
  CHECK(decoded("A_Ca!", reference) == std::string("A G ") + reference[4]);
}

TEST_CASE("file version 1 has neither '!' nor matches without length") {
  const std::string reference = varied_reference(100);
  const LzTextRules rules{20, true};
  CHECK(decoded("AB5,10.", reference, rules).size() == 32);
  check_corrupt("!", reference, rules);
  check_corrupt("70.", reference, rules);
}

TEST_CASE("hostile LZ texts are errors") {
  const std::string reference = varied_reference(100);
  for (const char* text : {"-1,0.",
                           "81,0.",
                           "0,81.",
                           "101.",
                           "-1.",
                           "0,-21.",
                           "10",
                           "10,",
                           "10,5",
                           "-,5.",
                           "-.",
                           "5,-.",
                           "5;3.",
                           "5,3;",
                           "\x1e",
                           "\x1e"
                           "5",
                           "\x1e"
                           "5A",
                           "\x1e-5\x04",
                           "\x04",
                           "\xff",
                           "V",
                           "b",
                           "`",
                           "@",
                           " ",
                           "#",
                           "99999999999999999999.",
                           "1099511627777.",
                           "-99999999999999999999,0.",
                           "0,99999999999999999999999.",
                           "0,-99999999999999999999999.",
                           "0,1099511627776.",
                           "\x1e"
                           "99999999999999999999\x04"}) {
    check_corrupt(text, reference);
  }
  check_corrupt("!", {});
  check_corrupt("100.!", reference);
  check_corrupt("0,0.", {});
  CHECK(decoded("0.", {}).empty());
}

TEST_CASE("no text yields more symbols than asked for") {
  const std::string reference = varied_reference(100);
  CHECK(decoded("0,0.", reference, {}, 20).size() == 20);
  check_corrupt("0,0.", reference, {}, 19);
  check_corrupt("AAAAA", reference, {}, 4);
  check_corrupt(
      "\x1e"
      "1099511627776\x04",
      reference, {}, 1000);
  check_corrupt("A", reference, {}, 0);
  CHECK(decoded("", reference, {}, 0).empty());
}

TEST_CASE("what the writer writes decodes to what it described") {
  std::mt19937 random(10);
  for (int round = 0; round < 300; ++round) {
    const auto min_match = static_cast<uint32_t>(10 + random() % 20);
    const std::string reference = varied_reference(min_match + random() % 2000);
    Bytes text;
    std::string expected;
    LzTextWriter writer(min_match, text);
    for (size_t tokens = random() % 60; tokens > 0; --tokens) {
      switch (random() % 4) {
        case 0: {
          const auto code = static_cast<uint8_t>(random() % 16);
          writer.literal(code);
          expected += kCodeLetters[code];
          break;
        }
        case 1:
          if (writer.predicted() < reference.size()) {
            expected += reference[writer.predicted()];
            writer.same_as_reference();
          }
          break;
        case 2: {
          const size_t length = 4 + random() % 30;
          writer.n_run(length);
          expected.append(length, 'N');
          break;
        }
        default: {
          const size_t start = random() % (reference.size() - min_match + 1);
          const size_t length = min_match + random() % (reference.size() - min_match - start + 1);
          writer.match(start, length);
          expected += reference.substr(start, length);
        }
      }
    }
    const std::string letters(text.begin(), text.end());
    CHECK(decoded(letters, reference, {min_match, false}) == expected);
    CHECK(decoded(letters, reference, {min_match, false}, expected.size()) == expected);
    if (!expected.empty()) check_corrupt(letters, reference, {min_match, false}, expected.size() - 1);
  }
}

TEST_CASE("the writer's tokens have the documented bytes") {
  Bytes text;
  LzTextWriter writer(20, text);
  writer.literal(15);
  writer.match(6, 20);
  writer.same_as_reference();
  writer.n_run(11);
  writer.match(0, 125);
  CHECK(std::string(text.begin(), text.end()) ==
        "P5,0.!\x1e"
        "7\x04-27,105.");
  CHECK(writer.predicted() == 125);
}

TEST_CASE("any window of a text has the symbols that the whole has there") {
  std::mt19937 random(31);
  for (int i = 0; i < 300; ++i) {
    Bytes symbols(200 + random() % 300);
    for (uint8_t& code : symbols) code = static_cast<uint8_t>(random() % (i % 2 == 0 ? 4 : 16));
    Bytes text;
    LzTextWriter writer(20, text);
    for (int token = 0; token < 30; ++token) {
      const uint32_t kind = random() % 8;
      if (kind < 3) {
        writer.literal(static_cast<uint8_t>(random() % 16));
      } else if (kind < 6) {
        if (writer.predicted() < symbols.size()) writer.same_as_reference();
      } else if (kind == 6) {
        writer.n_run(4 + random() % 40);
      } else {
        writer.match(random() % (symbols.size() - 100), 20 + random() % 80);
      }
    }
    const ReferenceText reference = ReferenceText::from_symbols(symbols);
    const std::string whole = test::decode_whole(text, reference, {}, 100000);
    for (int w = 0; w < 40; ++w) {
      const uint64_t begin = random() % (whole.size() + 1);
      const uint64_t end = begin + random() % (whole.size() - begin + 1);
      const std::string expected = whole.substr(begin, end - begin);
      for (const bool to_the_end : {false, true}) {
        std::string letters(end - begin, '?');
        const uint64_t count =
            decode_lz_text(text, reference, {}, {begin, end, whole.size(), to_the_end}, letters.data());
        REQUIRE(letters == expected);
        REQUIRE((to_the_end ? count == whole.size() : count >= end));
      }
      // A text that has less than asked for says so.
      std::string longer(whole.size() + 10 - begin, '?');
      REQUIRE(decode_lz_text(text, reference, {}, {begin, whole.size() + 10, 100000, true}, longer.data()) ==
              whole.size());
    }
    if (whole.empty()) continue;
    REQUIRE_THROWS_AS(decode_lz_text(text, reference, {}, {0, 0, whole.size() - 1, true}, nullptr), Error);
  }
}

TEST_CASE("nothing behind the window is looked at unless it is asked for") {
  const std::string reference = varied_reference(200);
  const std::string tokens = std::string(16, 'B') + std::string(100, '#');
  const std::span<const uint8_t> text = test::bytes_of(tokens);
  const ReferenceText known = ReferenceText::from_symbols(test::symbols_of(reference));
  std::string letters(16, '?');
  CHECK(decode_lz_text(text, known, {}, {0, 16, 16, false}, letters.data()) == 16);
  CHECK(letters == std::string(16, 'C'));
  CHECK_THROWS_AS(decode_lz_text(text, known, {}, {0, 16, 16, true}, letters.data()), Error);
}

TEST_CASE("long texts of usual tokens decode up to the ends of text, window and reference") {
  std::mt19937 random(32);
  for (int round = 0; round < 200; ++round) {
    Bytes symbols(1000 + random() % 4000);
    for (uint8_t& code : symbols) code = static_cast<uint8_t>(random() % 4);
    if (round % 4 == 0) symbols[random() % symbols.size()] = 4;  // kept as letters
    const ReferenceText reference = ReferenceText::from_symbols(symbols);
    std::string letters(symbols.size(), '?');
    symbols_to_letters(symbols, letters.data());
    Bytes text;
    std::string expected;
    LzTextWriter writer(20, text);
    const size_t unusual = 1 + random() % 200;  // one of so many tokens
    for (int token = 0; token < 500; ++token) {
      if (random() % unusual == 0) {
        if (random() % 2 == 0) {
          writer.literal(5);
          expected += kCodeLetters[5];
        } else {
          writer.n_run(10);
          expected.append(10, 'N');
        }
      } else if (random() % 3 == 0) {
        const size_t length = std::min(symbols.size(), 20 + random() % (random() % 4 == 0 ? 300 : 30));
        const size_t begin = random() % 5 == 0 ? symbols.size() - length : random() % (symbols.size() - length + 1);
        writer.match(begin, length);
        expected += letters.substr(begin, length);
      } else if (random() % 2 == 0 && writer.predicted() < symbols.size()) {
        expected += letters[writer.predicted()];
        writer.same_as_reference();
      } else {
        const auto code = static_cast<uint8_t>(random() % 4);
        writer.literal(code);
        expected += kCodeLetters[code];
      }
    }
    REQUIRE(test::decode_whole(text, reference, {}, expected.size()) == expected);
    for (int w = 0; w < 20; ++w) {
      const uint64_t begin = w % 2 == 0 ? 0 : random() % expected.size();
      const uint64_t end = begin + random() % (expected.size() - begin + 1);
      // What is behind the window stays as it is.
      std::string out(end - begin + 16, '?');
      decode_lz_text(text, reference, {}, {begin, end, expected.size(), w % 3 == 0}, out.data());
      REQUIRE(out == expected.substr(begin, end - begin) + std::string(16, '?'));
    }
  }
}

}  // namespace agc
