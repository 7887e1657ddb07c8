// Contig names against the name before them, token by token (file version 3).
// docs/format.md, "Name coding". Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace agc {

// True if `name` comes back unchanged after coding against `previous` (empty: first contig of its
// sample). Not so for a NUL, and for some names with bytes of 0x80 and above.
bool contig_name_is_representable(std::string_view name, std::string_view previous);

// Appends the coded form. Requires: contig_name_is_representable(name, previous).
void encode_contig_name(std::string_view name, std::string_view previous, std::string& out);

// Appends the name; `has_previous` = not the first contig of its sample. Every byte string decodes to
// something: what cannot have been coded is taken as it stands.
void decode_contig_name(std::string_view coded, bool has_previous, std::string_view previous, std::string& out);

}  // namespace agc
