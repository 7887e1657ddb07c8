#include "seq/reference_text.h"

namespace agc {

ReferenceText ReferenceText::from_symbols(std::span<const uint8_t> symbols) {
  std::vector<uint8_t> bytes((symbols.size() + 3) / 4);
  if (pack_symbols(symbols, bytes.data())) return from_packed(std::move(bytes), symbols.size());
  std::vector<uint8_t> letters(symbols.size());
  symbols_to_letters(symbols, reinterpret_cast<char*>(letters.data()));
  return ReferenceText(std::move(letters), symbols.size(), false);
}

}  // namespace agc
