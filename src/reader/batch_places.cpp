#include "reader/batch_places.h"

#include <algorithm>

#include "agc/error.h"
#include "format/collection_v3.h"

namespace agc {
namespace {

struct BatchShape {
  size_t samples = 0;
  size_t contigs = 0;
};

class BatchLocator {
 public:
  BatchLocator(const ArchiveLayout& layout, size_t sample_count, ScratchPool& scratch)
      : layout_(layout), sample_count_(sample_count), scratch_(scratch) {
    const size_t card = layout.params().pack_cardinality;
    batches_ = static_cast<uint32_t>((sample_count + card - 1) / card);
    if (const auto names = layout.container().find(kStreamCollectionContigs)) {
      names_parts_ = layout.container().part_count(*names);
    }
    if (const auto details = layout.container().find(kStreamCollectionDetails)) {
      details_parts_ = layout.container().part_count(*details);
    }
  }

  BatchPlaces locate() const {
    BatchPlaces places;
    for (uint32_t batch = 0; batch < batches_; ++batch) places.parts.push_back(batch);
    places.surplus = part_count() > batches_;
    const uint32_t whole = std::min(names_parts_, details_parts_);
    if (whole < batches_) {
      places.lost = layout_.container().path() + ": expected " + std::to_string(batches_) +
                    " batches of samples: found " + std::to_string(whole) + "; samples from number " +
                    std::to_string(uint64_t{whole} * layout_.params().pack_cardinality + 1) + " on are lost";
    }
    if (!places.surplus || surplus_is_empty()) return places;

    std::vector<std::optional<BatchShape>> shapes;
    for (uint32_t part = 0; part < part_count(); ++part) shapes.push_back(shape_of(part));
    std::vector<uint32_t> filled;
    for (uint32_t part = 0; part < part_count(); ++part) {
      if (shapes[part] && shapes[part]->contigs > 0) filled.push_back(part);
    }
    const bool all_known = std::ranges::all_of(shapes, [](const auto& shape) { return shape.has_value(); });
    const uint32_t fitting = leading_fits(filled, shapes);
    if (all_known && filled.size() == batches_ && fitting == batches_) {
      places.parts.assign(filled.begin(), filled.end());
      places.moved = message() + "; the " + std::to_string(batches_) + " with contigs are taken in their order";
      return places;
    }
    // Up to the first part that is not as it should be, nothing can have moved.
    uint32_t sure = 0;
    while (sure < fitting && filled[sure] == sure) ++sure;
    std::fill(places.parts.begin() + sure, places.parts.end(), std::nullopt);
    places.doubt = message() + "; after the first " + std::to_string(sure) + " it cannot be told which is which";
    return places;
  }

 private:
  uint32_t part_count() const { return std::max(names_parts_, details_parts_); }

  std::string message() const {
    return layout_.container().path() + ": expected " + std::to_string(batches_) + " batches of samples: found " +
           std::to_string(part_count()) + ", and surplus ones that are not empty";
  }

  bool surplus_is_empty() const {
    for (uint32_t part = batches_; part < part_count(); ++part) {
      const std::optional<BatchShape> shape = shape_of(part);
      if (!shape || shape->contigs > 0) return false;
    }
    return true;
  }

  // How many of the parts `filled` in a row have as many samples as the batch at their position.
  uint32_t leading_fits(const std::vector<uint32_t>& filled,
                        const std::vector<std::optional<BatchShape>>& shapes) const {
    const size_t card = layout_.params().pack_cardinality;
    uint32_t batch = 0;
    while (batch < std::min<size_t>(batches_, filled.size()) &&
           shapes[filled[batch]]->samples == std::min(card, sample_count_ - batch * card)) {
      ++batch;
    }
    return batch;
  }

  // Nothing for a part that is missing, damaged, or not the same in names and details.
  std::optional<BatchShape> shape_of(uint32_t part) const {
    if (part >= names_parts_ || part >= details_parts_) return std::nullopt;
    try {
      const ContainerReader& container = layout_.container();
      const ArchiveParams& params = layout_.params();
      const auto scratch = scratch_.acquire();
      const PartView names_part = container.read_part(container.require(kStreamCollectionContigs), part, scratch->part);
      const ContigNames names =
          decode_contig_names(names_part.metadata, names_part.payload, kAnySampleCount, scratch->decompressor);
      const PartView details_part =
          container.read_part(container.require(kStreamCollectionDetails), part, scratch->part);
      const SegmentTable details = decode_details(details_part.payload,
                                                  {.sample_count = kAnySampleCount,
                                                   .predicted_length = params.segment_size + params.kmer_length,
                                                   .group_limit = container.stream_count()},
                                                  scratch->decompressor);
      if (names.first_contig != details.first_contig) return std::nullopt;
      return BatchShape{names.sample_count(), names.contig_count()};
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::corrupt) throw;
      return std::nullopt;
    }
  }

  const ArchiveLayout& layout_;
  size_t sample_count_;
  ScratchPool& scratch_;
  uint32_t batches_ = 0;
  uint32_t names_parts_ = 0;
  uint32_t details_parts_ = 0;
};

}  // namespace

BatchPlaces locate_batches(const ArchiveLayout& layout, size_t sample_count, ScratchPool& scratch) {
  return BatchLocator(layout, sample_count, scratch).locate();
}

}  // namespace agc
