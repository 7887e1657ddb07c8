// Which of a group's waiting texts share a pack. A pack is one zstd frame, so what several texts have in common is
// stored once if they are in the same one: each pack takes texts that are alike, as their sketches show.
// Deterministic; one thread.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace agc {

struct PackCandidate {
  std::span<const uint32_t> sketch;  // as sketch_text() makes it; not copied
  size_t bytes = 0;
};

class PackChooser {
 public:
  // The texts that wait, the oldest first. Not copied.
  explicit PackChooser(std::span<const PackCandidate> texts);

  // Texts that no pack has yet.
  size_t left() const { return left_.size(); }

  // Takes `count` texts, or all that are left, for a pack that has `held` already: hashes in any order. Begins with
  // it, or with the largest text, and goes on with the text that has the largest share of known hashes; of equal ones
  // with the oldest. Returns their positions, ascending.
  std::vector<uint32_t> take(std::span<const uint32_t> held, size_t count);

 private:
  struct Holder {
    uint32_t hash;
    uint32_t text;
    friend auto operator<=>(const Holder&, const Holder&) = default;
  };

  // The pack has these hashes now.
  void hold(std::span<const uint32_t> hashes);

  std::span<const PackCandidate> texts_;
  std::vector<uint32_t> left_;    // ascending
  std::vector<Holder> holders_;   // ascending
  std::vector<uint8_t> held_;     // at the first holder of a hash: the pack has it
  std::vector<uint64_t> shared_;  // by text: hashes that the pack has
};

}  // namespace agc
