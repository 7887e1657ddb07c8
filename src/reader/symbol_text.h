// Symbol codes to letters, either way round. Pure functions. docs/format.md, "Alphabet".
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace agc {

// Appends the letters of `symbols`, or of their reverse complement. Codes 16 to 63, which AGC makes
// of bytes that are no nucleotide, become spaces. Throws Error{corrupt} for codes of 64 and above.
void append_letters(std::span<const uint8_t> symbols, bool reverse, std::string& out);

}  // namespace agc
