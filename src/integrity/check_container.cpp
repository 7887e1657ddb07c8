#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "agc/error.h"
#include "format/stream_names.h"
#include "integrity/checks.h"

namespace agc {
namespace {

struct PlacedPart {
  PartLocation location;
  StreamIndex stream;
  uint32_t number;
};

std::vector<PlacedPart> parts_by_place(const ContainerReader& container) {
  std::vector<PlacedPart> parts;
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    for (uint32_t p = 0; p < container.part_count(StreamIndex{s}); ++p) {
      parts.push_back({container.part_location(StreamIndex{s}, p), StreamIndex{s}, p});
    }
  }
  std::ranges::sort(parts, {}, [](const PlacedPart& part) { return part.location.offset; });
  return parts;
}

void check_places(ArchiveFacts& facts) {
  const ContainerReader& container = facts.layout.container();
  const InputFile file(container.path());
  uint64_t end = 0;  // of the part before
  uint64_t unclaimed = 0;
  for (const PlacedPart& part : parts_by_place(container)) {
    const PartLocation& location = part.location;
    if (location.offset >= file.size()) continue;  // allowed for a part without payload
    if (location.offset < end) {
      facts.damage(
          "stream " + std::string(container.stream_name(part.stream)) + ", part " + std::to_string(part.number),
          "expected it behind byte " + std::to_string(end) + ", where another part ends: found it at byte " +
              std::to_string(location.offset));
    } else {
      unclaimed += location.offset - end;
    }
    std::array<uint8_t, 1> metadata_bytes{};
    file.read_at(location.offset, metadata_bytes);
    end = std::max(end, location.offset + 1 + (location.size > 0 ? metadata_bytes[0] : 0) + location.size);
  }
  if (unclaimed > 0) facts.report.unchecked.push_back(std::to_string(unclaimed) + " bytes between parts");
}

void check_names(ArchiveFacts& facts) {
  const ContainerReader& container = facts.layout.container();
  std::set<std::string_view> names;
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    const std::string_view name = container.stream_name(StreamIndex{s});
    if (!names.insert(name).second) {
      facts.rule("stream " + std::string(name), "expected one stream of that name: found another one");
    }
    if (!is_known_stream(name, facts.layout))
      facts.report.unchecked.push_back("stream " + std::string(name) + ", which is unknown");
  }
}

}  // namespace

bool is_known_stream(std::string_view name, const ArchiveLayout& layout) {
  static constexpr std::array kNames = {kStreamFileTypeInfo,
                                        kStreamParams,
                                        kStreamSplitters,
                                        kStreamSegmentSplitters,
                                        kStreamCollectionDesc,
                                        kStreamCollectionMain,
                                        kStreamCollectionSamples,
                                        kStreamCollectionContigs,
                                        kStreamCollectionDetails,
                                        kStreamSequenceDigests,
                                        kStreamDigests};
  return std::ranges::find(kNames, name) != kNames.end() || parse_group_stream_name(name, layout.file_version());
}

void check_container(ArchiveFacts& facts) {
  check_places(facts);
  check_names(facts);
}

}  // namespace agc
