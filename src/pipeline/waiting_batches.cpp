#include "pipeline/waiting_batches.h"

#include <span>
#include <utility>

#include "pipeline/for_each_segment.h"

namespace agc {
namespace {

// Samples, contigs and segments whose records may wait, at about 30 to 100 bytes each.
constexpr uint64_t kMostRecords = 1 << 20;

uint64_t count_records(const RecordBatch& batch) {
  uint64_t records = batch.samples.size();
  for (const SampleRecord& sample : batch.samples) {
    records += sample.contigs.size();
    for (const ContigRecord& contig : sample.contigs) records += contig.segments.size();
  }
  return records;
}

template <typename Batch, typename Visit>
void for_each_unindexed(Batch& batch, Visit visit) {
  for_each_segment(std::span(batch.samples).subspan(batch.indexed_samples), visit);
}

}  // namespace

bool WaitingBatches::has_indices(const RecordBatch& batch) const {
  bool known = true;
  for_each_unindexed(batch, [&](const SegmentRecord& segment) {
    known = known && packs_.index_of(segment.group, segment.index) != PackStore::kNoIndex;
  });
  return known;
}

void WaitingBatches::push(RecordBatch batch) {
  records_ += count_records(batch);
  batches_.push_back(std::move(batch));
}

bool WaitingBatches::has_too_many() const { return records_ > kMostRecords; }

std::optional<std::vector<SampleRecord>> WaitingBatches::take(std::vector<ClosedPack>& closed) {
  if (batches_.empty()) return std::nullopt;
  RecordBatch& oldest = batches_.front();
  if (!has_too_many() && !has_indices(oldest)) return std::nullopt;
  for_each_unindexed(oldest, [&](SegmentRecord& segment) {
    segment.index = packs_.settled_index(segment.group, segment.index, closed);
  });
  records_ -= count_records(oldest);
  std::vector<SampleRecord> samples = std::move(oldest.samples);
  batches_.pop_front();
  return samples;
}

}  // namespace agc
