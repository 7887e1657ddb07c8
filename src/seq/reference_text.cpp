#include "seq/reference_text.h"

#include <algorithm>

namespace agc {

ReferenceText ReferenceText::from_symbols(const std::vector<uint8_t>& symbols) {
  const uint64_t size = symbols.size();
  const bool bases_only = std::ranges::all_of(symbols, [](uint8_t code) { return code < 4; });
  if (!bases_only) {
    std::vector<uint8_t> letters(size);
    symbols_to_letters(symbols, reinterpret_cast<char*>(letters.data()));
    return ReferenceText(std::move(letters), size, false);
  }
  std::vector<uint8_t> bytes((size + 3) / 4);
  for (uint64_t i = 0; i < size; ++i) bytes[i >> 2] |= static_cast<uint8_t>(symbols[i] << (6 - 2 * (i & 3)));
  return from_packed(std::move(bytes), size);
}

}  // namespace agc
