#include "reader/stored_digests.h"

#include "reader/error_context.h"

namespace agc {

std::optional<ContentDigests> read_content_digests(const ArchiveLayout& layout, uint64_t sample_count) {
  if (!layout.has_digests()) return std::nullopt;
  const ContainerReader& container = layout.container();
  return with_context(container.path(), "digests", [&] {
    const Part part = container.read_part(container.require(kStreamDigests), kContentDigestsPart);
    // A part without payload, that of an archive without samples, has no metadata either.
    if (part.payload.empty()) return std::optional<ContentDigests>(ContentDigests{});
    return decode_content_digests(part.metadata, part.payload, sample_count);
  });
}

}  // namespace agc
