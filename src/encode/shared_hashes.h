// Which hashes of their sketches texts have in common with each other, or with what a pack holds already: those hashes
// are numbered from 0. Immutable once made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace agc {

struct PackCandidate {
  std::span<const uint32_t> sketch;  // as sketch_text() makes it; not copied
  size_t bytes = 0;
};

class SharedHashes {
 public:
  // `held` in any order, with repeats.
  SharedHashes(std::span<const PackCandidate> texts, std::span<const uint32_t> held);

  size_t count() const { return count_; }
  // Ascending.
  std::span<const uint32_t> of_text(uint32_t text) const { return slice(numbers_, text_ends_, text); }
  std::span<const uint32_t> holders(uint32_t number) const { return slice(holders_, number_ends_, number); }
  // Of `held`, ascending.
  std::span<const uint32_t> held() const { return held_; }

 private:
  static std::span<const uint32_t> slice(const std::vector<uint32_t>& all, const std::vector<size_t>& ends, size_t i) {
    return std::span(all).subspan(ends[i], ends[i + 1] - ends[i]);
  }

  size_t count_ = 0;
  std::vector<uint32_t> held_;
  std::vector<uint32_t> holders_;  // texts, number by number
  std::vector<size_t> number_ends_;
  std::vector<uint32_t> numbers_;  // text by text
  std::vector<size_t> text_ends_;
};

}  // namespace agc
