#include "pipeline/collection_builder.h"

namespace agc {

std::optional<std::vector<SampleRecord>> CollectionBuilder::begin_sample(std::string name) {
  std::optional<std::vector<SampleRecord>> full;
  if (batch_.size() == batch_size_) full = std::exchange(batch_, {});
  names_.push_back(name);
  ++begun_samples_;
  batch_.push_back({std::move(name), {}});
  return full;
}

void CollectionBuilder::begin_contig(std::string name) {
  batch_.back().contigs.push_back({std::move(name), {}});
  ++begun_contigs_;
}

void CollectionBuilder::add_segment(const SegmentRecord& segment) {
  batch_.back().contigs.back().segments.push_back(segment);
}

std::vector<SampleRecord> CollectionBuilder::finish() { return std::exchange(batch_, {}); }

}  // namespace agc
