#include "cli/header_format.h"

#include <algorithm>

#include "agc/error.h"
#include "cli/query.h"

namespace agc::cli {

HeaderFormat::HeaderFormat(std::string_view pattern) {
  if (pattern.empty() || pattern.find_first_of("\r\n") != std::string_view::npos) {
    throw Error(ErrorKind::usage, "--name-format: expected one line: found '" + std::string(pattern) + "'");
  }
  while (!pattern.empty()) {
    const std::string_view text = pattern.substr(0, pattern.find('{'));
    if (!text.empty()) parts_.push_back({Kind::text, std::string(text)});
    pattern.remove_prefix(text.size());
    if (pattern.empty()) break;
    const std::string_view field = pattern.substr(0, std::min(pattern.find('}'), pattern.size() - 1) + 1);
    parts_.push_back(parse_field(field));
    pattern.remove_prefix(field.size());
  }
  const auto is_range = [](const Part& part) { return part.kind == Kind::range; };
  if (std::ranges::none_of(parts_, is_range)) parts_.push_back({Kind::range, ""});
}

HeaderFormat::Part HeaderFormat::parse_field(std::string_view name) {
  if (name == "{sample}") return {Kind::sample, ""};
  if (name == "{contig}") return {Kind::contig, ""};
  if (name == "{header}") return {Kind::header, ""};
  if (name == "{range}") return {Kind::range, ""};
  throw Error(ErrorKind::usage,
              "--name-format: expected {sample}, {contig}, {header} or {range}: found '" + std::string(name) + "'");
}

std::string HeaderFormat::apply(const HeaderFields& fields) const {
  std::string name;
  for (const Part& part : parts_) {
    switch (part.kind) {
      case Kind::text:
        name += part.text;
        break;
      case Kind::sample:
        name += fields.sample;
        break;
      case Kind::contig:
        name += short_contig_name(fields.header);
        break;
      case Kind::header:
        name += fields.header;
        break;
      case Kind::range:
        name += fields.range;
        break;
    }
  }
  return name;
}

}  // namespace agc::cli
