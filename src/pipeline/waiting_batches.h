// Complete batches of segment records, some of whose texts still wait for their packs: a batch can be written when
// all its in-group indices are known. One thread at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "encode/pack_store.h"
#include "pipeline/collection_builder.h"

namespace agc {

class WaitingBatches {
 public:
  explicit WaitingBatches(PackStore& packs) : packs_(packs) {}

  void push(RecordBatch batch);
  bool has_too_many() const;
  // The oldest batch, with its indices, if they are all known or too many records wait: its texts are settled
  // then, and what that completes is added to `closed`.
  std::optional<std::vector<SampleRecord>> take(std::vector<ClosedPack>& closed);

 private:
  bool has_indices(const RecordBatch& batch) const;

  PackStore& packs_;
  std::deque<RecordBatch> batches_;
  uint64_t records_ = 0;  // in them all
};

}  // namespace agc
