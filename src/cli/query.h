// The contig queries of `getctg`: contig@sample:from-to, contig@sample, contig:from-to, contig.
// See docs/format.md, "Queries". Names may hold '@', ':' and '-': the last usable one separates. A name
// in braces, {contig} or {sample}, is taken as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agc::cli {

// How positions are counted in queries and headers. Both ends belong to a range.
enum class Coordinates : int64_t {
  zero_based = 0,  // those of the format's clients, who also expect odd ranges to be corrected
  one_based = 1,   // those of samtools; only exact ranges are taken for ranges
};

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

// Throws Error{usage} for an empty query, one with a newline, and an exact range that is not one.
ContigQuery parse_contig_query(const std::string& text, Coordinates coordinates = Coordinates::zero_based);

// A name without a range: contig@sample, contig, either name in braces or not. Throws Error{usage}.
ContigQuery parse_contig_name(const std::string& text);

// The part of a contig's name that queries use: up to the first blank, tab, CR or LF.
std::string_view short_contig_name(std::string_view name);

}  // namespace agc::cli
