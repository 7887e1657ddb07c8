// What an archive says of itself: streams `file_type_info` and `params`. docs/format.md, "Parameters".
// Pure functions between records and parts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agc/types.h"
#include "format/container.h"

namespace agc {

// 1000 * major + minor; a reader of major 3 takes every minor.
inline constexpr uint32_t kFileVersion1 = 1000;
inline constexpr uint32_t kFileVersion2 = 2000;
inline constexpr uint32_t kFileVersion3 = 3000;
inline constexpr uint32_t kFileVersionEnd = 4000;  // this and above is unsupported

// What archives of version 1, which record none, were cut with.
inline constexpr uint32_t kVersion1SegmentSize = 60000;

inline constexpr std::string_view kKeyFileVersionMajor = "file_version_major";
inline constexpr std::string_view kKeyFileVersionMinor = "file_version_minor";

// Key and value in stored order; ArchiveInfo::file_type_info is the same type.
using FileTypeInfo = std::vector<std::pair<std::string, std::string>>;

// The pairs that this program writes: file version 3.0 and the producer. `program_version` =
// "major.minor.build".
FileTypeInfo make_file_type_info(std::string_view program_version);

// The first value of a key that repeats.
std::optional<std::string_view> find_value(const FileTypeInfo& info, std::string_view key);

// Replaces the value, or adds the pair where it keeps ascending keys ascending.
void set_value(FileTypeInfo& info, std::string_view key, std::string value);

// Throws Error{corrupt} if the version keys are missing or no numbers, Error{unsupported} for a file
// version that this program cannot read.
uint32_t file_version_of(const FileTypeInfo& info);

EncodedPart encode_file_type_info(const FileTypeInfo& info);
FileTypeInfo decode_file_type_info(uint64_t metadata, std::span<const uint8_t> payload);

EncodedPart encode_params(const ArchiveParams& params);  // as file versions 2 and 3 have it
// Throws Error{corrupt} for parameters that no archive can be read with: a pack cardinality of 0, a
// k-mer length outside 1..32, another number of bytes.
ArchiveParams decode_params(std::span<const uint8_t> payload, uint32_t file_version);

}  // namespace agc
