#include "seq/reference_text.h"

#include <bit>

namespace agc {

namespace {

// Packs codes below 4. False, with nothing to be relied on in `bytes`, if there are others.
bool pack(std::span<const uint8_t> symbols, std::vector<uint8_t>& bytes) {
  static_assert(std::endian::native == std::endian::little);
  bytes.resize((symbols.size() + 3) / 4);
  uint64_t all = 0;
  size_t done = 0;
  for (; done + 8 <= symbols.size(); done += 8) {
    uint64_t eight = 0;
    std::memcpy(&eight, symbols.data() + done, 8);
    all |= eight;
    // Four codes, a byte each, end up in the highest byte of 32 bits, the first one in its highest bits.
    constexpr uint32_t kGather = 1u << 30 | 1u << 20 | 1u << 10 | 1u;
    bytes[done / 4] = static_cast<uint8_t>((static_cast<uint32_t>(eight) * kGather) >> 24);
    bytes[done / 4 + 1] = static_cast<uint8_t>((static_cast<uint32_t>(eight >> 32) * kGather) >> 24);
  }
  for (; done < symbols.size(); ++done) {
    all |= symbols[done];
    bytes[done / 4] |= static_cast<uint8_t>(symbols[done] << (6 - 2 * (done % 4)));
  }
  return (all & 0xFCFCFCFCFCFCFCFCu) == 0;
}

}  // namespace

ReferenceText ReferenceText::from_symbols(std::span<const uint8_t> symbols) {
  std::vector<uint8_t> bytes;
  if (pack(symbols, bytes)) return from_packed(std::move(bytes), symbols.size());
  std::vector<uint8_t> letters(symbols.size());
  symbols_to_letters(symbols, reinterpret_cast<char*>(letters.data()));
  return ReferenceText(std::move(letters), symbols.size(), false);
}

}  // namespace agc
