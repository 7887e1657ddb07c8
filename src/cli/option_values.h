// Values of options that are more than a number or a name, and help for mistyped options and commands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agc/archive_writer.h"
#include "cli/query.h"

namespace agc::cli {

// A number of bytes: digits, then nothing, K, M, G or T in either case, powers of 1024. Throws Error{usage}.
uint64_t parse_size(const std::string& text);

// "error", "drop" or "n", in either case. Throws Error{usage}.
NonIupacPolicy parse_non_iupac(const std::string& text);

// "error" or "skip". Throws Error{usage}.
RepeatedNames parse_repeated(const std::string& text);

// "0" or "1". Throws Error{usage}.
Coordinates parse_coordinates(const std::string& text);

// The candidate that takes the fewest edits to reach. Requires: candidates is not empty.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace agc::cli
