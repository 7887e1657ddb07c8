#include "format/archive_info.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "agc/error.h"
#include "format/byte_reader.h"
#include "format/byte_writer.h"

namespace agc {

namespace {

constexpr uint32_t kMaxKmerLength = 32;
constexpr uint32_t kMaxMinor = 999;

[[noreturn]] void fail_info(ErrorKind kind, const std::string& expected, const std::string& found) {
  throw Error(kind, "file_type_info: expected " + expected + ": found " + found);
}

uint32_t number_of(const FileTypeInfo& info, std::string_view key) {
  const auto text = find_value(info, key);
  if (!text) fail_info(ErrorKind::corrupt, "a key " + std::string(key), "none");
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) {
    fail_info(ErrorKind::corrupt, "a number as " + std::string(key), "'" + std::string(*text) + "'");
  }
  return value;
}

// The part of "major.minor.build" with that index; "0" if there is none.
std::string version_field(std::string_view version, size_t index) {
  for (; index > 0; --index) {
    const size_t dot = version.find('.');
    if (dot == std::string_view::npos) return "0";
    version.remove_prefix(dot + 1);
  }
  return std::string(version.substr(0, version.find('.')));
}

}  // namespace

FileTypeInfo make_file_type_info(std::string_view program_version) {
  return {{"comment", "agc " + std::string(program_version)},
          {std::string(kKeyFileVersionMajor), "3"},
          {std::string(kKeyFileVersionMinor), "0"},
          {"producer", "agc"},
          {"producer_version_build", version_field(program_version, 2)},
          {"producer_version_major", version_field(program_version, 0)},
          {"producer_version_minor", version_field(program_version, 1)}};
}

std::optional<std::string_view> find_value(const FileTypeInfo& info, std::string_view key) {
  const auto entry = std::find_if(info.begin(), info.end(), [key](const auto& e) { return e.first == key; });
  if (entry == info.end()) return std::nullopt;
  return entry->second;
}

void set_value(FileTypeInfo& info, std::string_view key, std::string value) {
  const auto same = std::find_if(info.begin(), info.end(), [key](const auto& e) { return e.first == key; });
  if (same != info.end()) {
    same->second = std::move(value);
    return;
  }
  const auto next = std::find_if(info.begin(), info.end(), [key](const auto& e) { return e.first > key; });
  info.emplace(next, std::string(key), std::move(value));
}

uint32_t file_version_of(const FileTypeInfo& info) {
  const uint32_t major = number_of(info, kKeyFileVersionMajor);
  const uint32_t minor = number_of(info, kKeyFileVersionMinor);
  if (major == 0 || major >= kFileVersionEnd / 1000) {
    fail_info(ErrorKind::unsupported, "a file version of 1 to 3", std::to_string(major) + "." + std::to_string(minor));
  }
  return 1000 * major + std::min(minor, kMaxMinor);
}

EncodedPart encode_file_type_info(const FileTypeInfo& info) {
  EncodedPart part{info.size(), {}};
  ByteWriter writer(part.payload);
  for (const auto& [key, value] : info) {
    writer.string(key);
    writer.string(value);
  }
  return part;
}

FileTypeInfo decode_file_type_info(uint64_t metadata, std::span<const uint8_t> payload) {
  ByteReader reader(payload, "file_type_info");
  reader.check_count(metadata, 2, "pairs of strings");
  FileTypeInfo info;
  info.reserve(metadata);
  for (uint64_t i = 0; i < metadata; ++i) {
    std::string key(reader.string());
    info.emplace_back(std::move(key), std::string(reader.string()));
  }
  reader.expect_end();
  return info;
}

EncodedPart encode_params(const ArchiveParams& params) {
  EncodedPart part;
  ByteWriter writer(part.payload);
  writer.le32(params.kmer_length);
  writer.le32(params.min_match_length);
  writer.le32(params.pack_cardinality);
  writer.le32(params.segment_size);
  return part;
}

ArchiveParams decode_params(std::span<const uint8_t> payload, uint32_t file_version) {
  ByteReader reader(payload, "params");
  ArchiveParams params;
  params.kmer_length = reader.le32();
  params.min_match_length = reader.le32();
  params.pack_cardinality = reader.le32();
  params.segment_size = file_version < kFileVersion2 ? 0 : reader.le32();
  reader.expect_end();
  if (params.kmer_length == 0 || params.kmer_length > kMaxKmerLength) {
    reader.fail("a k-mer length of 1 to 32", std::to_string(params.kmer_length));
  }
  if (params.pack_cardinality == 0) reader.fail("a pack cardinality of at least 1", "0");
  return params;
}

}  // namespace agc
