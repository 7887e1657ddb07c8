// Samples, contigs and segment records in the making; hands out every full batch. One thread at a
// time, calls in the reader's order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agc/types.h"

namespace agc {

struct RecordBatch {
  std::vector<SampleRecord> samples;
  // Of the first so many samples `SegmentRecord::index` is the in-group index, of the others the number
  // that PackStore::add() gave the text.
  size_t indexed_samples = 0;
};

class CollectionBuilder {
 public:
  explicit CollectionBuilder(uint32_t batch_size) : batch_size_(batch_size) {}
  // To go on from `names`, the last of which are those of `batch`, which is not full.
  CollectionBuilder(uint32_t batch_size, std::vector<std::string> names, RecordBatch batch)
      : batch_size_(batch_size), names_(std::move(names)), batch_(std::move(batch)) {}

  // Starts a sample; returns the batch before it if that is now complete.
  std::optional<RecordBatch> begin_sample(std::string name);
  void begin_contig(std::string name);
  void add_segment(const SegmentRecord& segment);
  // What is left: the last, partial or full batch. Empty if no sample was begun.
  RecordBatch finish();

  const std::vector<std::string>& sample_names() const { return names_; }
  uint64_t begun_samples() const { return begun_samples_; }
  uint64_t begun_contigs() const { return begun_contigs_; }

 private:
  uint32_t batch_size_;
  std::vector<std::string> names_;
  RecordBatch batch_;
  uint64_t begun_samples_ = 0;
  uint64_t begun_contigs_ = 0;
};

}  // namespace agc
