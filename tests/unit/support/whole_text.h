// All that an LZ text stands for. Pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "seq/lz_text.h"

namespace agc::test {

// Its letters. Throws Error{corrupt}, also for more than `most_symbols`.
inline std::string decode_whole(std::span<const uint8_t> text, const ReferenceText& reference, const LzTextRules& rules,
                                uint64_t most_symbols) {
  const uint64_t count =
      decode_lz_text(text, reference, rules, {most_symbols, most_symbols, most_symbols, true}, nullptr);
  std::string letters(count, '?');
  decode_lz_text(text, reference, rules, {0, count, count, true}, letters.data());
  return letters;
}

}  // namespace agc::test
