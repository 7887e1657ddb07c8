// Which of a group's waiting texts share a pack, chosen one after the other: each pack takes texts that are alike, as
// their sketches show. Deterministic; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "encode/shared_hashes.h"

namespace agc {

class PackChooser {
 public:
  // The texts that wait, the oldest first, and what they have in common; neither is copied.
  PackChooser(std::span<const PackCandidate> texts, const SharedHashes& shared);

  // Texts that no pack has yet.
  size_t left() const { return left_.size(); }

  // Takes `count` texts, or all that are left, for a pack that has the hashes of these numbers already. Begins with
  // them, or with the largest text, and goes on with the text that has the largest share of known hashes; of equal ones
  // with the oldest. Returns their positions, ascending.
  std::vector<uint32_t> take(std::span<const uint32_t> held, size_t count);

 private:
  void hold(uint32_t number);  // the pack has this hash now

  std::span<const PackCandidate> texts_;
  const SharedHashes& shared_;
  std::vector<uint32_t> left_;   // ascending
  std::vector<uint8_t> held_;    // by number of the hash: the pack has it
  std::vector<uint64_t> known_;  // by text: hashes that the pack has
};

}  // namespace agc
