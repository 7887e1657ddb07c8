// Names of streams in the container, one place for writer and readers. docs/format.md, "Stream names".
// Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agc {

inline constexpr std::string_view kStreamFileTypeInfo = "file_type_info";
inline constexpr std::string_view kStreamParams = "params";
inline constexpr std::string_view kStreamSplitters = "splitters";
inline constexpr std::string_view kStreamSegmentSplitters = "segment-splitters";
inline constexpr std::string_view kStreamCollectionDesc = "collection-desc";        // file version 1
inline constexpr std::string_view kStreamCollectionMain = "collection-main";        // file version 2
inline constexpr std::string_view kStreamCollectionSamples = "collection-samples";  // file version 3
inline constexpr std::string_view kStreamCollectionContigs = "collection-contigs";  // file version 3
inline constexpr std::string_view kStreamCollectionDetails = "collection-details";  // file versions 2 and 3

inline constexpr std::string_view kStreamSequenceDigests = "sequence-digests";
inline constexpr std::string_view kStreamDigests = "digests";  // of this program

// Groups below this number hold raw segments and have no reference stream.
inline constexpr uint32_t kRawGroupCount = 16;

enum class GroupStreamKind { reference, delta };

struct GroupStream {
  uint32_t group = 0;
  GroupStreamKind kind = GroupStreamKind::delta;

  friend bool operator==(const GroupStream&, const GroupStream&) = default;
};

// `file_version` = 1000 * major + minor: `seg-<decimal>-ref` before 3000, `x<base 64>r` from there on.
std::string group_stream_name(GroupStream stream, uint32_t file_version);

// The inverse; nothing for a name that group_stream_name() never makes.
std::optional<GroupStream> parse_group_stream_name(std::string_view name, uint32_t file_version);

}  // namespace agc
