// The digests that an archive holds: of what was read, and of sequences as they are known elsewhere.
// docs/format.md, "Digests".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agc/archive_reader.h"
#include "format/digest_stream.h"
#include "format/sequence_digests.h"
#include "reader/archive_layout.h"
#include "reader/lazy.h"

namespace agc {

// Nothing if the archive has none, or none that are known here. Throws Error{corrupt} if they are damaged.
std::optional<ContentDigests> read_content_digests(const ArchiveLayout& layout, uint64_t sample_count);

// Refget digests and MD5, a batch at a time when first asked for. Thread-safe.
class StoredSequenceDigests {
 public:
  // `layout` must outlive this.
  explicit StoredSequenceDigests(const ArchiveLayout& layout);

  bool any() const { return !batches_.empty(); }
  // Null if the sample has none. Throws Error{corrupt}.
  const std::vector<RawSequenceDigests>* of_sample(uint32_t sample) const;
  // Nothing if the contig has none. Throws Error{corrupt}.
  std::optional<SequenceDigests> of_contig(ContigId contig) const;

 private:
  const ArchiveLayout& layout_;
  std::vector<Lazy<std::vector<SampleSequenceDigests>>> batches_;
};

}  // namespace agc
