// The segment groups as the encoder grows them: which pieces make up each reference, how long it is,
// and which group takes the next stretch of new sequence.
//
// A reference only ever grows at its end. That keeps every delta written before valid, because none
// uses in-group number 0 or the match-to-end token. A group of which that is not known is frozen: its
// reference stays as it is. docs/format.md, "Growth marks".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "format/stream_names.h"

namespace agc {

struct GroupLimits {
  uint64_t first_fill = 60000;  // a group opened for new sequence is full at this many symbols and a quarter
  uint64_t cap() const { return 6 * first_fill; }  // growth beside known sequence stops here
};

class Groups {
 public:
  explicit Groups(const GroupLimits& limits) : limits_(limits) {}

  uint32_t count() const { return kRawGroupCount + static_cast<uint32_t>(groups_.size()); }
  uint64_t reference_length(uint32_t group) const { return at(group).length; }
  const std::vector<uint32_t>& pieces(uint32_t group) const { return at(group).pieces; }
  // Whether the archive that is added to, if any, has the group's reference as it is now.
  bool reference_is_stored(uint32_t group) const { return at(group).stored; }
  const GroupLimits& limits() const { return limits_; }

  // The next group of the archive that is added to. Requires: no other group was opened yet.
  struct Stored {
    uint64_t length = 0;           // of the reference
    std::vector<uint32_t> pieces;  // all of it, unless frozen
    bool frozen = true;
  };
  void add_stored(Stored group);

  // Where `length` new symbols go: beside `neighbour` if it is given, may grow, has room, and they are few;
  // else into the group that is being filled, or a new one.
  uint32_t choose(uint64_t length, std::optional<uint32_t> neighbour);
  uint32_t open_new();  // a group of its own

  void add_piece(uint32_t group, uint32_t piece, uint64_t length);

 private:
  struct Group {
    uint64_t length = 0;
    std::vector<uint32_t> pieces;
    bool stored = false;
    bool frozen = false;
  };
  const Group& at(uint32_t group) const { return groups_[group - kRawGroupCount]; }

  GroupLimits limits_;
  std::vector<Group> groups_;
  std::optional<uint32_t> filling_;
};

}  // namespace agc
