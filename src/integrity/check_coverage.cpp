#include <string>
#include <vector>

#include "agc/error.h"
#include "format/collection_v3.h"
#include "format/stream_names.h"
#include "format/zstd_codec.h"
#include "integrity/checks.h"

namespace agc {
namespace {

// In the frames of the part.
bool has_own_checksum(std::string_view stream, const PartView& view) {
  if (stream == kStreamCollectionDetails) return details_have_checksums(view.payload);
  return view.metadata > 0 && ZstdDecompressor::has_checksum(view.payload);
}

}  // namespace

bool is_covered(const ContainerReader& container, StreamIndex stream, uint32_t part, const PartView& view) {
  return view.payload.empty() || container.find_check(stream, part) != nullptr ||
         has_own_checksum(container.stream_name(stream), view);
}

void check_coverage(ArchiveFacts& facts) {
  const ContainerReader& container = facts.layout.container();
  uint64_t uncovered = 0;
  uint64_t parts = 0;
  std::vector<uint8_t> buffer;
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    const std::string_view name = container.stream_name(StreamIndex{s});
    // These cover themselves, groups are looked at by themselves, and what is unknown has been named.
    if (name == kStreamDigests || parse_group_stream_name(name, facts.layout.file_version())) continue;
    if (!is_known_stream(name, facts.layout)) continue;
    for (uint32_t p = 0; p < container.part_count(StreamIndex{s}); ++p) {
      ++parts;
      try {
        if (!is_covered(container, StreamIndex{s}, p, container.read_part(StreamIndex{s}, p, buffer))) ++uncovered;
      } catch (const Error& error) {
        if (error.kind() == ErrorKind::io) throw;  // another is found by who uses the part
      }
    }
  }
  if (!facts.layout.has_digests()) {
    facts.report.unchecked.push_back("the footer, which has no checksum");
  }
  if (uncovered > 0) {
    facts.report.unchecked.push_back("the content of " + std::to_string(uncovered) + " of " + std::to_string(parts) +
                                     " parts with names, records, parameters, splitters and keys, which have no "
                                     "checksum");
  }
}

}  // namespace agc
