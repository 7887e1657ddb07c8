// Files of ranges for `getctg`.
#pragma once

#include <string>
#include <vector>

#include "cli/query.h"

namespace agc::cli {

// One query per line. A line with tabs is one of BED: contig or contig@sample, start, end, 0-based and
// without the end whatever `coordinates` are; further columns are not used. Empty lines, comments
// after '#' and the lines `track` and `browser` of BED are passed over. "-" is standard input.
// Throws Error{io}, and Error{input} naming the line.
std::vector<ContigQuery> read_regions(const std::string& path, Coordinates coordinates);

}  // namespace agc::cli
