// The segment records of a batch of samples as readers hold them: packed to the bits that the largest values need, and
// with the lengths of contigs and the places in them of every 32nd. Constant once made, free to share between threads.
// docs/format.md, "Collection" and "Contigs from segments".
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

#include "agc/types.h"
#include "format/collection_tables.h"

namespace agc {

class RecordTable;

// The records of a contig; valid as long as the table.
class SegmentRecords {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = SegmentRecord;
    using difference_type = std::ptrdiff_t;
    using pointer = const SegmentRecord*;
    using reference = SegmentRecord;

    Iterator() = default;
    Iterator(const RecordTable& table, size_t record) : table_(&table), record_(record) {}
    SegmentRecord operator*() const;
    Iterator& operator++() {
      ++record_;
      return *this;
    }
    Iterator operator++(int) { return {*table_, record_++}; }
    bool operator==(const Iterator& other) const { return record_ == other.record_; }

   private:
    const RecordTable* table_ = nullptr;
    size_t record_ = 0;
  };

  SegmentRecords(const RecordTable& table, size_t contig, size_t first, size_t count)
      : table_(table), contig_(contig), first_(first), count_(count) {}

  size_t size() const { return count_; }
  SegmentRecord operator[](size_t number) const { return *Iterator(table_, first_ + number); }
  Iterator begin() const { return {table_, first_}; }
  Iterator end() const { return {table_, first_ + count_}; }

  // Symbols of the contig if all segments are as long as recorded. Nothing if some segment of the batch is too short to
  // overlap others.
  std::optional<uint64_t> symbols() const;

  // A segment, and where those before it end in the contig if they are as long as recorded.
  struct Place {
    size_t number = 0;
    uint64_t end_before = 0;
  };
  // None of the segments before it, by recorded lengths, goes beyond `position`; few of those after it do not either.
  Place place_before(uint64_t position) const;

 private:
  const RecordTable& table_;
  size_t contig_;
  size_t first_;
  size_t count_;
};

class RecordTable {
 public:
  RecordTable(const SegmentTable& table, uint32_t kmer_length);

  // As in SegmentTable.
  const std::vector<uint32_t>& first_contig() const { return first_contig_; }
  SegmentRecords segments(size_t contig) const {
    return {*this, contig, first_segment_[contig], first_segment_[contig + 1] - first_segment_[contig]};
  }
  uint64_t byte_size() const;

 private:
  friend class SegmentRecords;
  static constexpr size_t kPlaceEvery = 32;

  void pack(const std::vector<SegmentRecord>& records);
  void find_places(const SegmentTable& table, uint32_t kmer_length);
  void put(uint64_t bit, unsigned width, uint64_t value);
  uint32_t get(uint64_t bit, unsigned width) const {
    const size_t word = static_cast<size_t>(bit >> 6);
    const unsigned shift = bit & 63;
    uint64_t value = words_[word] >> shift;
    if (shift + width > 64) value |= words_[word + 1] << (64 - shift);
    return static_cast<uint32_t>(value & ((uint64_t{1} << width) - 1));
  }
  SegmentRecord record(size_t number) const {
    const uint64_t bit = uint64_t{number} * record_bits_;
    return {.group = get(bit, group_bits_),
            .index = get(bit + group_bits_, index_bits_),
            .reverse = get(bit + group_bits_ + index_bits_, 1) != 0,
            .raw_length = get(bit + group_bits_ + index_bits_ + 1, length_bits_)};
  }

  std::vector<uint32_t> first_contig_;
  std::vector<uint32_t> first_segment_;
  unsigned group_bits_ = 0;
  unsigned index_bits_ = 0;
  unsigned length_bits_ = 0;
  uint64_t record_bits_ = 1;  // of all and the flag
  std::vector<uint64_t> words_;
  // Where the segments before record 0, 32, 64... of the batch end in its contig, 0 for a contig's first. Empty if
  // some segment is too short to overlap others: then only a walk from the start tells which.
  std::vector<uint64_t> places_;
  std::vector<uint64_t> symbols_;  // of contigs; empty as places_ are
};

inline SegmentRecord SegmentRecords::Iterator::operator*() const { return table_->record(record_); }

}  // namespace agc
