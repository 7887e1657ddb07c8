// The digests of what was read that an archive holds. docs/format.md, "Digests".
#pragma once

#include <cstdint>
#include <optional>

#include "format/digest_stream.h"
#include "reader/archive_layout.h"

namespace agc {

// Nothing if the archive has none, or none that are known here. Throws Error{corrupt} if they are damaged.
std::optional<ContentDigests> read_content_digests(const ArchiveLayout& layout, uint64_t sample_count);

}  // namespace agc
