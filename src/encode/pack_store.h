// Segment texts on their way into packs: every group collects texts until it has many to choose from, and then fills a
// pack with those that are most alike. So a text has a number in the order of coming first, and its in-group index
// when its pack is filled; or earlier, if it is settled.
//
// A text that its group already holds gets the number it had: as long as it waits or its pack is open texts are
// compared; of older ones only keyed hashes of 128 bits are left. Of the packs of an archive that is added to, the
// last one of a group is opened, when the group gets its first new text; and the others where they may be chosen anew,
// when a further pack would be filled. One thread at a time.
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
  static constexpr uint32_t kNoIndex = 0xFFFFFFFF;

  // The plain form of a group's last pack: up to `cardinality` entries, each followed by FF.
  using LoadPack = std::function<std::vector<uint8_t>(uint32_t group, uint32_t part)>;

  // Of texts; what has another hash is another text.
  using TextHash = std::function<Digest128(std::span<const uint8_t>)>;

  explicit PackStore(uint32_t cardinality, TextHash hash = KeyedHash());
  enum class Stored { kept, movable };

  // For adding to an archive that has stored_parts[g] packs of group g. If its texts are kept where they are, the last
  // pack of each group is this store's business: it comes out as closed, as it was or with more in it. If they are
  // movable, which takes that no record of them is written yet, all packs are; and the stored texts' numbers are their
  // indices less first_index(group), also where they are not moved in the end.
  PackStore(uint32_t cardinality, std::span<const uint32_t> stored_parts, LoadPack load, Stored stored = Stored::kept);

  // Number of the segment's text in its group. Appends the packs that are complete now to `closed`, each group's in
  // the order of their parts.
  uint32_t add(SegmentText segment, std::vector<ClosedPack>& closed);

  // In-group index of a text; kNoIndex as long as it waits for a pack.
  uint32_t index_of(uint32_t group, uint32_t text) const {
    const bool is_known = group < groups_.size() && text < groups_[group].index_of.size();
    if (!is_known) return text + first_index(group);  // of a stored text that is left where it is
    const uint32_t index = groups_[group].index_of[text];
    return index == kNoIndex ? groups_[group].index_of[first_equal(group, text)] : index;
  }
  // From now on stored texts stay where they are, movable or not.
  void keep_stored() { movable_ = false; }
  bool hands_out_all_stored() const { return movable_; }
  bool has_moved_stored() const { return has_moved_; }
  // In-group index of a text, which is put into its group's open pack if it waits, and others beside it if they fill
  // that. `closed` as in add().
  uint32_t settled_index(uint32_t group, uint32_t text, std::vector<ClosedPack>& closed);

  // In LZ groups 0 is the reference itself, which no segment of ours uses.
  static uint32_t first_index(uint32_t group) { return group < kRawGroupCount ? 0 : 1; }

  uint32_t group_count() const { return static_cast<uint32_t>(groups_.size()); }
  // The last packs that are left of a group, all of whose texts have an index then.
  std::vector<ClosedPack> close_group(uint32_t group);

  // Of texts that wait or are in open packs.
  uint64_t memory_bytes() const { return bytes_; }

 private:
  struct WaitingText {
    uint32_t number = 0;
    std::vector<uint8_t> text;
    std::vector<uint32_t> sketch;

    uint64_t bytes() const { return sizeof(WaitingText) + text.size() + sketch.size() * sizeof(uint32_t); }
  };
  struct Group {
    uint32_t parts = 0;                 // closed ones
    bool last_unopened = false;         // the pack after these is in the archive that is added to, not in `open`
    bool movable = false;               // what the archive that is added to has of it
    uint32_t unclosed = 0;              // parts of that archive that are to be handed out first
    std::vector<uint8_t> open;          // entries, each followed by FF
    std::vector<uint64_t> ends;         // of the entries in `open`, their FF not included
    std::vector<uint32_t> open_sketch;  // hashes of the entries in `open`
    std::vector<WaitingText> waiting;   // by number
    std::vector<uint32_t> index_of;     // by number
    // Stored texts that equal another one, whose number it is; by number.
    std::unordered_map<uint32_t, uint32_t> equal_to;
  };
  struct LowHalf {
    size_t operator()(const Digest128& hash) const { return hash.low; }
  };

  uint32_t first_equal(uint32_t group, uint32_t text) const {
    const auto other = groups_[group].equal_to.find(text);
    return other == groups_[group].equal_to.end() ? text : other->second;
  }
  void settle(uint32_t group, uint32_t text, std::vector<ClosedPack>& closed);
  Group& group(uint32_t number);
  Digest128 key_of(uint32_t group, std::span<const uint8_t> text) const;
  // False if the text with that number is at hand and another one.
  bool may_be(uint32_t group, uint32_t number, std::span<const uint8_t> text) const;
  uint32_t next_index(uint32_t group) const;
  void append_entry(uint32_t group, std::span<const uint8_t> entry, std::span<const uint32_t> sketch);
  // Moves waiting[position] into the open pack; leaves the number.
  void append_waiting(uint32_t group, size_t position);
  void close_if_full(uint32_t group, std::vector<ClosedPack>& closed);
  void close(uint32_t group, std::vector<ClosedPack>& closed);
  std::vector<uint8_t> take_open(uint32_t group);
  // What is due before other packs of the group.
  void close_stored(uint32_t group, std::vector<ClosedPack>& closed);
  size_t room(uint32_t group) const { return cardinality_ - groups_[group].ends.size(); }
  // Moves texts that wait into packs, a pack at a time, until so many are left at most.
  void fill_packs(uint32_t group, size_t most_left, std::vector<ClosedPack>& closed);
  // Fills packs in all groups that can, when too much waits.
  void relieve(std::vector<ClosedPack>& closed);
  void open_last(uint32_t number, std::vector<ClosedPack>& closed);
  bool is_worth_choosing_anew(uint32_t number) const;
  // Lets the group's stored texts wait again, or the last of them if they are many.
  void choose_anew(uint32_t number);
  // Of a group's stored packs at most so many are chosen anew, its last ones.
  uint32_t packs_moved() const { return static_cast<uint32_t>((most_waiting_ + cardinality_ - 1) / cardinality_); }
  // Appends a pack's texts, the first of which has the number `text`, to `texts`; but those that equal another one,
  // since not all packs were open when they were added, share its place from now on.
  void let_wait_again(uint32_t number, std::span<const uint8_t> plain, uint32_t text, std::vector<WaitingText>& texts);

  uint32_t cardinality_;
  size_t most_waiting_;  // texts of a group
  LoadPack load_;
  bool movable_ = false;
  bool has_moved_ = false;
  uint64_t bytes_ = 0;
  uint64_t relieve_at_;
  std::vector<Group> groups_;
  TextHash hash_ = KeyedHash();
  std::unordered_map<Digest128, uint32_t, LowHalf> known_;  // group and text -> number
};

}  // namespace agc
