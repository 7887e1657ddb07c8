// The segment groups as the encoder grows them: which pieces make up each reference, how long it is,
// and which group takes the next stretch of new sequence.
//
// A reference only ever grows at its end. That keeps every delta written before valid, because none
// uses in-group number 0 or the match-to-end token.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "format/stream_names.h"

namespace agc {

struct GroupLimits {
  uint64_t first_fill = 60000;  // a group opened for new sequence is full at this many symbols and a quarter
  uint64_t cap = 240000;        // growth beside known sequence stops here
};

class Groups {
 public:
  explicit Groups(const GroupLimits& limits) : limits_(limits) {}

  uint32_t count() const { return kRawGroupCount + static_cast<uint32_t>(groups_.size()); }
  uint64_t reference_length(uint32_t group) const { return groups_[group - kRawGroupCount].length; }
  const std::vector<uint32_t>& pieces(uint32_t group) const { return groups_[group - kRawGroupCount].pieces; }
  const GroupLimits& limits() const { return limits_; }

  // Where `length` new symbols go: beside `neighbour` if it is given, has room, and they are few;
  // else into the group that is being filled, or a new one.
  uint32_t choose(uint64_t length, std::optional<uint32_t> neighbour);
  uint32_t open_new();  // a group of its own

  void add_piece(uint32_t group, uint32_t piece, uint64_t length);

 private:
  struct Group {
    uint64_t length = 0;
    std::vector<uint32_t> pieces;
  };
  GroupLimits limits_;
  std::vector<Group> groups_;
  std::optional<uint32_t> filling_;
};

}  // namespace agc
