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

// As C's atoll: leading blanks and a sign, digits up to the first other byte, 0 without any.
int64_t parse_number(std::string_view text) { return std::strtoll(std::string(text).c_str(), nullptr, 10); }

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

}  // namespace

ContigQuery parse_contig_query(const std::string& text) {
  if (text.empty() || text.find('\n') != std::string::npos) {
    throw Error(ErrorKind::usage,
                "query: expected contig, contig@sample or either with :from-to: found '" + text + "'");
  }
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

std::string short_contig_name(const std::string& name) { return name.substr(0, name.find_first_of(" \t\r\n")); }

}  // namespace agc::cli
