#include "cli/region_file.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "agc/error.h"
#include "cli/text_file.h"

namespace agc::cli {
namespace {

bool is_passed_over(std::string_view line) {
  for (const std::string_view word : {"track", "browser"}) {
    if (line.starts_with(word) && line.substr(word.size()).starts_with(' ')) return true;
  }
  return line.find_first_not_of(" \t") == std::string_view::npos || line.starts_with('#');
}

std::string_view take_column(std::string_view& line) {
  const std::string_view column = line.substr(0, line.find('\t'));
  line.remove_prefix(column.size() == line.size() ? column.size() : column.size() + 1);
  return column;
}

std::optional<int64_t> parse_position(std::string_view text) {
  int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

ContigQuery parse_bed_line(const std::string& text) {
  std::string_view line = text;
  const std::string name(take_column(line));
  const std::optional<int64_t> start = parse_position(take_column(line));
  const std::optional<int64_t> end = parse_position(take_column(line));
  if (!start || !end || *start >= *end) {
    throw Error(ErrorKind::input, "expected the columns name, start, end with 0 <= start < end: found '" + text + "'");
  }
  ContigQuery query = parse_contig_name(name);
  query.range = QueryRange{*start, *end - 1};
  return query;
}

}  // namespace

std::vector<ContigQuery> read_regions(const std::string& path, Coordinates coordinates) {
  std::vector<ContigQuery> queries;
  size_t number = 0;
  for (const std::string& line : read_lines(path)) {
    ++number;
    if (is_passed_over(line)) continue;
    const bool is_bed = line.find('\t') != std::string::npos;
    try {
      queries.push_back(is_bed ? parse_bed_line(line) : parse_contig_query(line, coordinates));
    } catch (const Error& error) {
      throw Error(ErrorKind::input, path + ": line " + std::to_string(number) + ": " + error.what());
    }
  }
  return queries;
}

}  // namespace agc::cli
