#include "format/stream_names.h"

#include <charconv>

namespace agc {

namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_#";
constexpr std::string_view kOldPrefix = "seg-";
constexpr std::string_view kOldReferenceSuffix = "-ref";
constexpr std::string_view kOldDeltaSuffix = "-delta";

// Least significant digit first, at least one.
void append_base64(uint32_t value, std::string& out) {
  do {
    out.push_back(kDigits[value & 63]);
    value >>= 6;
  } while (value != 0);
}

std::optional<uint32_t> parse_base64(std::string_view text) {
  uint64_t value = 0;
  if (text.empty() || text.size() > 6) return std::nullopt;
  for (size_t i = text.size(); i-- > 0;) {
    const size_t digit = kDigits.find(text[i]);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value << 6 | digit;
  }
  if (value > UINT32_MAX) return std::nullopt;
  return static_cast<uint32_t>(value);
}

std::optional<uint32_t> parse_decimal(std::string_view text) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string group_stream_name(GroupStream stream, uint32_t file_version) {
  const bool reference = stream.kind == GroupStreamKind::reference;
  std::string name;
  if (file_version < 3000) {
    name = kOldPrefix;
    name += std::to_string(stream.group);
    name += reference ? kOldReferenceSuffix : kOldDeltaSuffix;
  } else {
    name.push_back('x');
    append_base64(stream.group, name);
    name += reference ? 'r' : 'd';
  }
  return name;
}

std::optional<GroupStream> parse_group_stream_name(std::string_view name, uint32_t file_version) {
  std::optional<uint32_t> group;
  bool reference = false;
  if (file_version < 3000) {
    if (!name.starts_with(kOldPrefix)) return std::nullopt;
    reference = name.ends_with(kOldReferenceSuffix);
    if (!reference && !name.ends_with(kOldDeltaSuffix)) return std::nullopt;
    name.remove_prefix(kOldPrefix.size());
    const size_t suffix = reference ? kOldReferenceSuffix.size() : kOldDeltaSuffix.size();
    if (name.size() < suffix) return std::nullopt;
    name.remove_suffix(suffix);
    group = parse_decimal(name);
    if (group && std::to_string(*group) != name) return std::nullopt;
  } else {
    if (name.size() < 3 || name.front() != 'x') return std::nullopt;
    reference = name.back() == 'r';
    if (!reference && name.back() != 'd') return std::nullopt;
    name.remove_prefix(1);
    name.remove_suffix(1);
    // A padding zero would give one group two names.
    if (name.size() > 1 && name.back() == '0') return std::nullopt;
    group = parse_base64(name);
  }
  if (!group) return std::nullopt;
  return GroupStream{*group, reference ? GroupStreamKind::reference : GroupStreamKind::delta};
}

}  // namespace agc
