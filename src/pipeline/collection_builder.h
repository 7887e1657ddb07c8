// Samples, contigs and segment records in the making; hands out every full batch. One thread at a
// time, calls in the reader's order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agc/types.h"

namespace agc {

class CollectionBuilder {
 public:
  explicit CollectionBuilder(uint32_t batch_size) : batch_size_(batch_size) {}

  // Starts a sample; returns the batch before it if that is now complete.
  std::optional<std::vector<SampleRecord>> begin_sample(std::string name);
  void begin_contig(std::string name);
  void add_segment(const SegmentRecord& segment);
  // What is left: the last, partial or full batch. Empty if no sample was begun.
  std::vector<SampleRecord> finish();

  const std::vector<std::string>& sample_names() const { return names_; }
  uint64_t contig_count() const { return contigs_; }

 private:
  uint32_t batch_size_;
  std::vector<std::string> names_;
  std::vector<SampleRecord> batch_;
  uint64_t contigs_ = 0;
};

}  // namespace agc
