#include <algorithm>
#include <catch2/catch.hpp>

#include "seq/alphabet.h"

namespace agc {

TEST_CASE("every code has a letter that maps back in both cases", "[alphabet]") {
  for (uint8_t code = 0; code < kCodeCount; ++code) {
    const char letter = kCodeLetters[code];
    CHECK(kLetterCodes[static_cast<uint8_t>(letter)] == code);
    CHECK(kLetterCodes[static_cast<uint8_t>(letter | 0x20)] == code);
  }
  CHECK(std::count(kLetterCodes.begin(), kLetterCodes.end(), kNoCode) == 256 - 2 * kCodeCount);
}

}  // namespace agc
