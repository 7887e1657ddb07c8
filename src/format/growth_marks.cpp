#include "format/growth_marks.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace agc {

namespace {

constexpr std::string_view kKeySamples = "growable_samples";
constexpr std::string_view kKeyFirstGroup = "growable_from_group";
constexpr std::string_view kKeyDiverged = "diverged_samples";
constexpr std::string_view kKeyStrange = "strange_stretches";

std::optional<uint64_t> number_of(const FileTypeInfo& info, std::string_view key) {
  const auto text = find_value(info, key);
  if (!text) return std::nullopt;
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

void remove_value(FileTypeInfo& info, std::string_view key) {
  std::erase_if(info, [key](const auto& entry) { return entry.first == key; });
}

}  // namespace

bool growth_marks_hold(const FileTypeInfo& info, uint64_t samples) {
  // Another program that adds samples copies the keys as they are, so the number tells.
  return number_of(info, kKeySamples) == samples;
}

uint32_t first_growable_group(const FileTypeInfo& info, uint64_t samples, uint32_t groups) {
  if (!growth_marks_hold(info, samples)) return groups;
  const std::optional<uint64_t> first = number_of(info, kKeyFirstGroup);
  return first ? static_cast<uint32_t>(std::min<uint64_t>(*first, groups)) : groups;
}

std::optional<std::string> diverged_samples(const FileTypeInfo& info, uint64_t samples) {
  // Of what another program has added to nothing is known: two samples are enough to learn it.
  if (!growth_marks_hold(info, samples)) return "0";
  const auto record = find_value(info, kKeyDiverged);
  return record ? std::optional(std::string(*record)) : std::nullopt;
}

void set_diverged_samples(FileTypeInfo& info, const std::string& record) {
  remove_value(info, kKeyDiverged);
  if (record.find('1') != std::string::npos) set_value(info, kKeyDiverged, record);
}

std::optional<std::string> strange_stretches(const FileTypeInfo& info, uint64_t samples) {
  const auto record = growth_marks_hold(info, samples) ? find_value(info, kKeyStrange) : std::nullopt;
  return record ? std::optional(std::string(*record)) : std::nullopt;
}

void set_strange_stretches(FileTypeInfo& info, const std::optional<std::string>& record) {
  remove_value(info, kKeyStrange);
  if (record) set_value(info, kKeyStrange, *record);
}

void set_growth_marks(FileTypeInfo& info, uint64_t samples, uint32_t first_group) {
  set_value(info, kKeyFirstGroup, std::to_string(first_group));
  set_value(info, kKeySamples, std::to_string(samples));
}

}  // namespace agc
