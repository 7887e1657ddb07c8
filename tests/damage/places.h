// What the bytes of an archive are of, for tables of damage by place. An archive's places are made once and then only
// read.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "format/container.h"
#include "format/stream_names.h"
#include "unit/io/test_support.h"

namespace agc::test {

// Kinds of places, as a table names them.
inline constexpr std::array kPlaceNames = {"file type",  "parameters", "splitters", "group keys", "samples",
                                           "contigs",    "details",    "reference", "pack",       "digests",
                                           "other part", "metadata",   "footer",    "no part"};
using PlaceKind = size_t;  // in kPlaceNames

inline PlaceKind place_named(std::string_view name) {
  return static_cast<PlaceKind>(std::ranges::find(kPlaceNames, name) - kPlaceNames.begin());
}

inline PlaceKind place_of_stream(std::string_view stream) {
  if (stream == kStreamFileTypeInfo) return place_named("file type");
  if (stream == kStreamParams) return place_named("parameters");
  if (stream == kStreamSplitters) return place_named("splitters");
  if (stream == kStreamSegmentSplitters) return place_named("group keys");
  if (stream == kStreamCollectionSamples || stream == kStreamCollectionMain) return place_named("samples");
  if (stream == kStreamCollectionContigs || stream == kStreamCollectionDesc) return place_named("contigs");
  if (stream == kStreamCollectionDetails) return place_named("details");
  if (stream == kStreamDigests || stream == kStreamSequenceDigests) return place_named("digests");
  for (const uint32_t version : {1000, 3000}) {
    const auto group = parse_group_stream_name(stream, version);
    if (group) return place_named(group->kind == GroupStreamKind::reference ? "reference" : "pack");
  }
  return place_named("other part");
}

// Of every byte.
inline std::vector<PlaceKind> places_of(const std::string& path) {
  const ContainerReader container(std::make_shared<const InputFile>(path));
  const std::string bytes = read_file(path);
  std::vector<PlaceKind> places(bytes.size(), place_named("no part"));
  const auto fill = [&](uint64_t offset, uint64_t size, PlaceKind kind) {
    std::fill_n(places.begin() + static_cast<std::ptrdiff_t>(offset), size, kind);
  };
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    const StreamIndex stream{s};
    for (uint32_t p = 0; p < container.part_count(stream); ++p) {
      const PartLocation part = container.part_location(stream, p);
      if (part.size == 0) continue;
      const uint64_t head = 1 + static_cast<uint8_t>(bytes[part.offset]);
      fill(part.offset, head, place_named("metadata"));
      fill(part.offset + head, part.size, place_of_stream(container.stream_name(stream)));
    }
  }
  const uint64_t footer = container.footer_size() + 8;
  fill(bytes.size() - footer, footer, place_named("footer"));
  return places;
}

}  // namespace agc::test
