// The contig queries of `getctg`: contig@sample:from-to, contig@sample, contig:from-to, contig.
// See docs/format.md, "Queries". Names may hold '@', ':' and '-': the last usable one separates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agc::cli {

// 0-based, both ends included, from <= to; may reach beyond the contig.
struct QueryRange {
  int64_t from = 0;
  int64_t to = 0;

  friend bool operator==(const QueryRange&, const QueryRange&) = default;
};

struct ContigQuery {
  std::string contig;
  std::optional<std::string> sample;
  std::optional<QueryRange> range;    // absent: the whole contig
  std::vector<std::string> warnings;  // how an odd range has been read

  friend bool operator==(const ContigQuery&, const ContigQuery&) = default;
};

// Throws Error{usage} for an empty query and for one with a newline.
ContigQuery parse_contig_query(const std::string& text);

// The part of a contig's name that queries use: up to the first blank, tab, CR or LF.
std::string short_contig_name(const std::string& name);

}  // namespace agc::cli
