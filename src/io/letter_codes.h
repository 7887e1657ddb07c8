// Letters of sequence to symbol codes, by the rule for bytes that are no nucleotide code. Stateless.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "agc/archive_writer.h"

namespace agc {

// Appends the codes of `letters`, of either case; blanks and tabs are skipped. Returns the place of the
// first byte that the policy refuses, if there is one; `symbols` then ends before it.
std::optional<size_t> append_codes(std::span<const uint8_t> letters, NonIupacPolicy policy,
                                   std::vector<uint8_t>& symbols);

// For messages: "expected a nucleotide letter (...): found byte 0x2D '-'".
std::string describe_refused_letter(uint8_t byte);
// "byte 0x2D '-'"
std::string describe_byte(uint8_t byte);

}  // namespace agc
