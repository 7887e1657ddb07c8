#include "reader/stored_digests.h"

#include <string>

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

// Without the checks in the stream `digests` they may be damaged, or of before another program changed the archive.
StoredSequenceDigests::StoredSequenceDigests(const ArchiveLayout& layout) : layout_(layout) {
  const auto stream = layout.container().find(kStreamSequenceDigests);
  if (stream && layout.has_digests()) {
    batches_ = std::vector<Lazy<std::vector<SampleSequenceDigests>>>(layout.container().part_count(*stream));
  }
}

const std::vector<RawSequenceDigests>* StoredSequenceDigests::of_sample(uint32_t sample) const {
  const uint32_t batch = sample / layout_.params().pack_cardinality;
  const uint32_t in_batch = sample % layout_.params().pack_cardinality;
  if (batch >= batches_.size()) return nullptr;
  const std::vector<SampleSequenceDigests>& samples = batches_[batch].get([&] {
    const ContainerReader& container = layout_.container();
    return with_context(container.path(), "sequence digests, batch " + std::to_string(batch), [&] {
      const Part part = container.read_part(container.require(kStreamSequenceDigests), batch);
      return decode_sequence_digests(part.metadata, part.payload);
    });
  });
  if (in_batch >= samples.size() || !samples[in_batch]) return nullptr;
  return &*samples[in_batch];
}

std::optional<SequenceDigests> StoredSequenceDigests::of_contig(ContigId contig) const {
  const std::vector<RawSequenceDigests>* contigs = of_sample(contig.sample);
  if (contigs == nullptr || contig.contig >= contigs->size()) return std::nullopt;
  return text_of((*contigs)[contig.contig]);
}

}  // namespace agc
