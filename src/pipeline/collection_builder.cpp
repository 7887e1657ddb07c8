#include "pipeline/collection_builder.h"

namespace agc {

std::optional<RecordBatch> CollectionBuilder::begin_sample(std::string name) {
  std::optional<RecordBatch> full;
  if (batch_.samples.size() == batch_size_) full = std::exchange(batch_, {});
  names_.push_back(name);
  ++begun_samples_;
  batch_.samples.push_back({std::move(name), {}});
  return full;
}

void CollectionBuilder::begin_contig(std::string name) {
  batch_.samples.back().contigs.push_back({std::move(name), {}});
  ++begun_contigs_;
}

void CollectionBuilder::add_segment(const SegmentRecord& segment) {
  batch_.samples.back().contigs.back().segments.push_back(segment);
}

RecordBatch CollectionBuilder::finish() { return std::exchange(batch_, {}); }

}  // namespace agc
