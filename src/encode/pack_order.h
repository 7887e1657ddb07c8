// In which order a pack's texts lie. zstd tells of a repeat how far back it is, so each text lies behind the one that
// it is most like. Deterministic; one thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "encode/shared_hashes.h"

namespace agc {

class PackOrder {
 public:
  // Neither is copied.
  PackOrder(std::span<const PackCandidate> texts, const SharedHashes& shared);

  // Orders positions in `texts`: the smallest first, then always the one that has the largest part of its hashes in
  // common with the one before; of equal ones the smallest.
  void order(std::vector<uint32_t>& pack);

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  // Texts of the pack that have a hash, as a list.
  struct Holder {
    uint32_t text;
    uint32_t next;
  };

  void list_holders(std::span<const uint32_t> pack);
  void count_common(uint32_t with);

  std::span<const PackCandidate> texts_;
  const SharedHashes& shared_;
  std::vector<uint32_t> common_;         // by text: hashes that it has in common with the last one
  std::vector<uint32_t> first_holders_;  // by number of the hash; kNone between calls
  std::vector<Holder> holders_;
};

}  // namespace agc
