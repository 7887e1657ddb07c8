// The open pack of every group: takes segment texts in order, numbers them inside their group, and
// hands out a pack when it is full.
//
// A text that its group already holds gets the number it had: in the open pack or, as long as it is
// remembered, in an older one. One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "encode/unit.h"

namespace agc {

// A pack ready to be compressed. `part` counts from 0 inside the group.
struct ClosedPack {
  uint32_t group = 0;
  uint32_t part = 0;
  std::vector<uint8_t> plain;
};

class PackStore {
 public:
  explicit PackStore(uint32_t cardinality);

  // In-group number of the segment; a pack that it filled is in `closed` then.
  uint32_t add(const SegmentText& segment, std::optional<ClosedPack>& closed);

  // The partial packs that are left, in group order.
  std::vector<ClosedPack> close_all();

  uint64_t memory_bytes() const { return open_bytes_; }

 private:
  struct Group {
    uint32_t next_index = 0;
    uint32_t parts = 0;
    std::vector<uint8_t> open;  // entries, each followed by FF
  };
  struct TextKey {
    uint64_t low;
    uint64_t high;
    friend bool operator==(const TextKey&, const TextKey&) = default;
  };
  struct TextKeyHash {
    size_t operator()(const TextKey& key) const { return key.low; }
  };

  Group& group(uint32_t number);
  void append_entry(Group& target, std::span<const uint8_t> entry);

  uint32_t cardinality_;
  uint64_t open_bytes_ = 0;
  std::vector<Group> groups_;
  std::unordered_map<TextKey, uint32_t, TextKeyHash> known_;  // group and text -> in-group number
};

}  // namespace agc
