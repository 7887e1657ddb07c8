// The plain form of a pack: entries, each followed by FF. docs/format.md, "Packs". Pure functions.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

namespace agc {

inline constexpr uint8_t kEntryEnd = 0xFF;
inline constexpr uint8_t kDummyEntry = 0x7F;  // entry 0 of a raw group, if a pack has room for it

// Calls visit(entry), the FF left out, for all of them in order.
template <typename Visit>
void for_each_entry(std::span<const uint8_t> plain, Visit visit) {
  for (auto begin = plain.begin(); begin != plain.end();) {
    const auto end = std::find(begin, plain.end(), kEntryEnd);
    visit(std::span(begin, end));
    begin = end == plain.end() ? end : end + 1;
  }
}

}  // namespace agc
