#include "cli/query.h"

#include <cstdlib>
#include <limits>
#include <string_view>

#include "agc/error.h"

namespace agc::cli {
namespace {

struct Halves {
  std::string_view left;
  std::string_view right;
};

// Splits at the last `separator` with something on both sides for whose right side `accept` holds.
template <typename Accept>
std::optional<Halves> split_at_last(std::string_view text, char separator, Accept accept) {
  for (size_t at = text.size(); at-- > 1;) {
    if (text[at] != separator || at + 1 == text.size()) continue;
    const Halves halves{text.substr(0, at), text.substr(at + 1)};
    if (accept(halves.right)) return halves;
  }
  return std::nullopt;
}

bool anything(std::string_view) { return true; }

std::optional<Halves> split_range(std::string_view text) { return split_at_last(text, '-', anything); }

std::optional<Halves> split_before_range(std::string_view text) {
  return split_at_last(text, ':', [](std::string_view right) { return split_range(right).has_value(); });
}

// As C's atoll: leading blanks and a sign, digits up to the first other byte, 0 without any. Commas are
// passed over.
int64_t parse_number(std::string_view text) {
  std::string digits(text);
  std::erase(digits, ',');
  return std::strtoll(digits.c_str(), nullptr, 10);
}

void set_range(std::string_view text, ContigQuery& query) {
  const std::optional<Halves> ends = split_range(text);
  int64_t from = parse_number(ends->left);
  int64_t to = parse_number(ends->right);
  if (from < 0 && to < 0) return;
  if (from < 0) {
    query.warnings.push_back("Start of range (" + std::to_string(from) + ") is below 0, so changed to 0");
    from = 0;
  }
  if (to < 0) {
    query.warnings.push_back("End of range (" + std::to_string(to) + ") is below 0, so changed to the end of contig");
    to = std::numeric_limits<int64_t>::max();
  }
  if (from > to) {
    query.warnings.push_back("End of range (" + std::to_string(to) + ") is prior to start of range (" +
                             std::to_string(from) + ") so changed to whole contig");
    return;
  }
  query.range = QueryRange{from, to};
}

bool is_exact_number(std::string_view text) {
  return !text.empty() && text.front() != ',' && text.find_first_not_of("0123456789,") == std::string_view::npos;
}

bool is_exact_range(std::string_view text) {
  const size_t dash = text.find('-');
  return dash != std::string_view::npos && is_exact_number(text.substr(0, dash)) &&
         is_exact_number(text.substr(dash + 1));
}

// from-to in digits, with or without commas.
QueryRange parse_exact_range(std::string_view text, Coordinates coordinates) {
  const auto first = static_cast<int64_t>(coordinates);
  if (is_exact_range(text)) {
    const size_t dash = text.find('-');
    const QueryRange range{parse_number(text.substr(0, dash)) - first, parse_number(text.substr(dash + 1)) - first};
    if (range.from >= 0 && range.from <= range.to) return range;
  }
  throw Error(ErrorKind::usage,
              "expected from-to with " + std::to_string(first) + " <= from <= to: found '" + std::string(text) + "'");
}

std::optional<Halves> split_before_exact_range(std::string_view text) {
  return split_at_last(text, ':', is_exact_range);
}

// The length of the {name} at the start of `text`, braces included, if what follows can follow a name.
std::optional<size_t> braced_length(std::string_view text, std::string_view followers) {
  if (!text.starts_with('{')) return std::nullopt;
  for (size_t at = text.find('}', 1); at != std::string_view::npos; at = text.find('}', at + 1)) {
    if (at > 1 && (at + 1 == text.size() || followers.find(text[at + 1]) != std::string_view::npos)) return at + 1;
  }
  return std::nullopt;
}

std::string without_braces(std::string_view text) { return std::string(text.substr(1, text.size() - 2)); }

// What follows the contig: nothing, @sample, :from-to or @sample:from-to.
void parse_after_contig(std::string_view text, Coordinates coordinates, ContigQuery& query) {
  if (text.starts_with('@')) {
    text.remove_prefix(1);
    if (const auto braced = braced_length(text, ":")) {
      query.sample = without_braces(text.substr(0, *braced));
      text.remove_prefix(*braced);
    } else {
      const std::optional<Halves> colon = split_before_exact_range(text);
      query.sample = colon ? colon->left : text;
      text.remove_prefix(query.sample->size());
    }
  }
  if (!text.empty()) query.range = parse_exact_range(text.substr(1), coordinates);
}

void check_query_text(const std::string& text) {
  if (!text.empty() && text.find('\n') == std::string::npos) return;
  throw Error(ErrorKind::usage, "query: expected contig, contig@sample or either with :from-to: found '" + text + "'");
}

// The last @ before a {sample} at the end of the query, possibly with a range behind it.
std::optional<size_t> at_before_braced_sample(std::string_view text) {
  for (size_t at = text.rfind("@{"); at != std::string_view::npos && at > 0; at = text.rfind("@{", at - 1)) {
    const auto braced = braced_length(text.substr(at + 1), ":");
    if (!braced) continue;
    const std::string_view rest = text.substr(at + 1 + *braced);
    if (rest.empty() || is_exact_range(rest.substr(1))) return at;
  }
  return std::nullopt;
}

// Queries with braces. False: there are none that count.
bool parse_braced(std::string_view text, Coordinates coordinates, ContigQuery& query) {
  if (const auto braced = braced_length(text, "@:")) {
    query.contig = without_braces(text.substr(0, *braced));
    parse_after_contig(text.substr(*braced), coordinates, query);
    return true;
  }
  const auto at = at_before_braced_sample(text);
  if (!at) return false;
  query.contig = text.substr(0, *at);
  parse_after_contig(text.substr(*at), coordinates, query);
  return true;
}

ContigQuery parse_one_based(const std::string& text) {
  ContigQuery query;
  std::string_view name = text;
  if (const auto colon = split_before_exact_range(text)) {
    name = colon->left;
    query.range = parse_exact_range(colon->right, Coordinates::one_based);
  }
  const auto at = split_at_last(name, '@', anything);
  query.contig = at ? at->left : name;
  if (at) query.sample = at->right;
  return query;
}

ContigQuery parse_zero_based(const std::string& text) {
  ContigQuery query;
  const auto has_range = [](std::string_view right) { return split_before_range(right).has_value(); };
  if (const auto at = split_at_last(text, '@', has_range)) {
    const std::optional<Halves> colon = split_before_range(at->right);
    query.contig = at->left;
    query.sample = colon->left;
    set_range(colon->right, query);
  } else if (const auto whole = split_at_last(text, '@', anything)) {
    query.contig = whole->left;
    query.sample = whole->right;
  } else if (const auto colon = split_before_range(text)) {
    query.contig = colon->left;
    set_range(colon->right, query);
  } else {
    query.contig = text;
  }
  return query;
}

}  // namespace

ContigQuery parse_contig_query(const std::string& text, Coordinates coordinates) {
  check_query_text(text);
  try {
    ContigQuery query;
    if (parse_braced(text, coordinates, query)) return query;
    return coordinates == Coordinates::one_based ? parse_one_based(text) : parse_zero_based(text);
  } catch (const Error& error) {
    throw Error(error.kind(), "query '" + text + "': " + error.what());
  }
}

ContigQuery parse_contig_name(const std::string& text) {
  check_query_text(text);
  ContigQuery query;
  if (parse_braced(text, Coordinates::zero_based, query) && !query.range) return query;
  const auto at = split_at_last(text, '@', anything);
  query = {at ? std::string(at->left) : text, std::nullopt, std::nullopt, {}};
  if (at) query.sample = at->right;
  return query;
}

std::string_view short_contig_name(std::string_view name) { return name.substr(0, name.find_first_of(" \t\r\n")); }

}  // namespace agc::cli
