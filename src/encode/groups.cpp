#include "encode/groups.h"

#include <utility>

namespace agc {

void Groups::add_stored(Stored group) {
  groups_.push_back({group.length, std::move(group.pieces), true, group.frozen});
  if (!group.frozen) filling_ = count() - 1;
}

uint32_t Groups::open_new() {
  groups_.emplace_back();
  return count() - 1;
}

uint32_t Groups::choose(uint64_t length, std::optional<uint32_t> neighbour) {
  if (neighbour && !at(*neighbour).frozen && length <= limits_.first_fill &&
      reference_length(*neighbour) + length <= limits_.cap()) {
    return *neighbour;
  }
  if (!filling_ || reference_length(*filling_) + length > limits_.first_fill + limits_.first_fill / 4) {
    filling_ = open_new();
  }
  return *filling_;
}

void Groups::add_piece(uint32_t group, uint32_t piece, uint64_t length) {
  Group& target = groups_[group - kRawGroupCount];
  target.pieces.push_back(piece);
  target.length += length;
  target.stored = false;
}

}  // namespace agc
