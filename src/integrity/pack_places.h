// Which pack of which group a pack is that was found without a footer: its entries have the lengths that the segment
// records say. One thread. docs/format.md, "Parts without a footer".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "agc/types.h"

namespace agc {

using PackPlace = std::pair<uint32_t, uint32_t>;  // group and pack

// Symbols of an LZ text as far as they can be told without its reference: a text with matches to the end is longer by
// the reference's length for each of them.
struct TextLength {
  int64_t symbols = 0;
  int64_t references = 0;

  int64_t with(uint64_t reference_length) const {
    return symbols + references * static_cast<int64_t>(reference_length);
  }
};
// Nothing for what is no LZ text.
std::optional<TextLength> text_length(std::span<const uint8_t> text, uint32_t min_match_length);

// Of the entries of a pack.
class EntryLengths {
 public:
  // `plain` = the pack in plain form. One of more than `most_entries` is of neither kind.
  EntryLengths(std::span<const uint8_t> plain, uint32_t min_match_length, uint64_t most_entries);

  size_t count() const { return lengths_.size(); }
  bool is_raw() const { return is_raw_; }  // otherwise of LZ texts; of neither if there are none
  TextLength length(size_t entry) const { return lengths_[entry]; }

 private:
  bool is_raw_;
  std::vector<TextLength> lengths_;
};

class PackPlaces {
 public:
  explicit PackPlaces(uint32_t cardinality) : cardinality_(cardinality) {}

  void add(std::span<const SegmentRecord> records);
  // Call once, when all records are there.
  void finish();
  // Of a pack that has a place. Requires: finish() was called.
  uint64_t most_entries() const;
  // The place of each pack, where it can be told; of those that are alike in the order in which they are given.
  // `reference_lengths` by group, 0 where there is none.
  std::vector<std::optional<PackPlace>> assign(const std::vector<EntryLengths>& packs,
                                               const std::vector<uint64_t>& reference_lengths) const;

 private:
  struct Entry {
    uint32_t group;
    uint64_t entry;  // over all packs
    uint32_t length;

    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  using Range = std::pair<size_t, size_t>;  // in entries_

  // Number of entries, and the length of the last one: references in it and symbols beside them.
  using Form = std::tuple<uint64_t, int64_t, int64_t>;
  using PlacesByForm = std::multimap<Form, PackPlace>;

  PlacesByForm places_by_form(const std::vector<uint64_t>& reference_lengths) const;
  std::vector<PackPlace> candidates(const EntryLengths& pack, const PlacesByForm& places,
                                    const std::vector<uint64_t>& reference_lengths) const;

  uint32_t cardinality_;
  std::vector<Entry> entries_;
  std::map<PackPlace, Range> packs_;
};

}  // namespace agc
