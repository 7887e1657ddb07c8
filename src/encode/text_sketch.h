// What is compared to find segment texts that are alike: hashes of some of a text's windows of eight bytes. Texts
// that share a stretch share the hashes in it, because it is the window's content that decides whether it counts.
// A pure function.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace agc {

// About 256 hashes at most, each once, in no order. Windows of nothing but "same as reference" tell nothing and do
// not count; a text shorter than a window has none.
std::vector<uint32_t> sketch_text(std::span<const uint8_t> text);

// The same for a text that is the symbols themselves: its windows are of 16.
std::vector<uint32_t> sketch_symbols(std::span<const uint8_t> symbols);

// The one or the other, as the texts of that group are.
std::vector<uint32_t> sketch_of_group(uint32_t group, std::span<const uint8_t> text);

}  // namespace agc
