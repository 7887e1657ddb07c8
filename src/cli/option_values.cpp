#include "cli/option_values.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>
#include <numeric>

#include "agc/error.h"

namespace agc::cli {
namespace {

size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < from.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < to.size(); ++j) {
      const size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

uint64_t parse_size(const std::string& text) {
  constexpr std::string_view kSuffixes = "KMGT";
  uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, value);
  const size_t power =
      rest == end ? 0 : kSuffixes.find(static_cast<char>(std::toupper(static_cast<unsigned char>(*rest)))) + 1;
  const bool known_suffix = rest == end || (rest + 1 == end && power > 0);
  if (problem != std::errc() || !known_suffix || value > std::numeric_limits<uint64_t>::max() >> (10 * power)) {
    throw Error(ErrorKind::usage, "size: expected a number, or one followed by K, M, G or T: found '" + text + "'");
  }
  return value << (10 * power);
}

NonIupacPolicy parse_non_iupac(const std::string& text) {
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower == "error") return NonIupacPolicy::error;
  if (lower == "drop") return NonIupacPolicy::drop;
  if (lower == "n") return NonIupacPolicy::replace_with_n;
  throw Error(ErrorKind::usage, "--non-iupac: expected error, drop or n: found '" + text + "'");
}

RepeatedNames parse_repeated(const std::string& text) {
  if (text == "error") return RepeatedNames::error;
  if (text == "skip") return RepeatedNames::leave_out;
  throw Error(ErrorKind::usage, "--repeated: expected error or skip: found '" + text + "'");
}

Coordinates parse_coordinates(const std::string& text) {
  if (text == "0") return Coordinates::zero_based;
  if (text == "1") return Coordinates::one_based;
  throw Error(ErrorKind::usage, "--coords: expected 0 or 1: found '" + text + "'");
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  return *std::min_element(candidates.begin(), candidates.end(), [&](const std::string& a, const std::string& b) {
    return edit_distance(name, a) < edit_distance(name, b);
  });
}

}  // namespace agc::cli
