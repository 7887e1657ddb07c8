// The open pack of every group: takes segment texts in order, numbers them inside their group, and
// hands out a pack when it is full.
//
// A text that its group already holds gets the number it had: in the open pack, where texts are
// compared, or in an older one, of which only keyed hashes of 128 bits are left. Of the packs of an archive that is
// added to, only the last one of a group is opened, when the group gets its first new text. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "encode/unit.h"
#include "format/hash.h"
#include "format/stream_names.h"

namespace agc {

// A pack that takes no more. `part` counts from 0 inside the group.
struct ClosedPack {
  uint32_t group = 0;
  uint32_t part = 0;
  std::vector<uint8_t> plain;  // to be compressed
  bool stored = false;         // instead: to be copied from the archive that is added to
};

class PackStore {
 public:
  // The plain form of a group's last pack: up to `cardinality` entries, each followed by FF.
  using LoadPack = std::function<std::vector<uint8_t>(uint32_t group, uint32_t part)>;

  // Of texts; what has another hash is another text.
  using TextHash = std::function<Digest128(std::span<const uint8_t>)>;

  explicit PackStore(uint32_t cardinality, TextHash hash = KeyedHash());
  // For adding to an archive that has stored_parts[g] packs of group g, the last of which are this
  // store's business: each comes out as closed, as it was or with more in it.
  PackStore(uint32_t cardinality, std::span<const uint32_t> stored_parts, LoadPack load);

  // In-group number of the segment. Appends the packs that are complete now to `closed`.
  uint32_t add(const SegmentText& segment, std::vector<ClosedPack>& closed);

  // The last packs that are left, in group order.
  std::vector<ClosedPack> close_all();

  uint64_t memory_bytes() const { return open_bytes_; }

 private:
  struct Group {
    uint32_t next_index = 0;
    uint32_t parts = 0;          // closed ones
    bool last_unopened = false;  // the pack after these is in the archive that is added to, not in `open`
    std::vector<uint8_t> open;   // entries, each followed by FF
    std::vector<uint64_t> ends;  // of the entries in `open`, their FF not included
  };
  struct LowHalf {
    size_t operator()(const Digest128& hash) const { return hash.low; }
  };

  Group& group(uint32_t number);
  Digest128 key_of(uint32_t group, std::span<const uint8_t> text) const;
  // False if the text with that number is at hand and another one.
  bool may_be(uint32_t group, uint32_t index, std::span<const uint8_t> text) const;
  void append_entry(Group& target, std::span<const uint8_t> entry);
  std::vector<uint8_t> take_open(Group& target);
  void open_last(uint32_t number, std::vector<ClosedPack>& closed);
  bool is_full(uint32_t number) const {
    const Group& target = groups_[number];
    return !target.open.empty() && (target.next_index - first_index(number)) % cardinality_ == 0;
  }
  // In LZ groups 0 is the reference itself, which no segment of ours uses.
  static uint32_t first_index(uint32_t group) { return group < kRawGroupCount ? 0 : 1; }

  uint32_t cardinality_;
  LoadPack load_;
  uint64_t open_bytes_ = 0;
  std::vector<Group> groups_;
  TextHash hash_ = KeyedHash();
  std::unordered_map<Digest128, uint32_t, LowHalf> known_;  // group and text -> in-group number
};

}  // namespace agc
