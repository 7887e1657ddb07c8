#include "reader/segment_records.h"

#include <algorithm>
#include <bit>

namespace agc {
namespace {

unsigned bits_of(uint32_t largest) { return static_cast<unsigned>(std::bit_width(largest)); }

}  // namespace

RecordTable::RecordTable(const SegmentTable& table, uint32_t kmer_length)
    : first_contig_(table.first_contig), first_segment_(table.first_segment) {
  pack(table.records);
  find_places(table, kmer_length);
}

void RecordTable::pack(const std::vector<SegmentRecord>& records) {
  uint32_t groups = 0;
  uint32_t indices = 0;
  uint32_t lengths = 0;
  for (const SegmentRecord& record : records) {
    groups |= record.group;
    indices |= record.index;
    lengths |= record.raw_length;
  }
  group_bits_ = bits_of(groups);
  index_bits_ = bits_of(indices);
  length_bits_ = bits_of(lengths);
  record_bits_ = group_bits_ + index_bits_ + 1 + length_bits_;
  words_.resize(records.size() * record_bits_ / 64 + 2);
  uint64_t bit = 0;
  for (const SegmentRecord& record : records) {
    put(bit, group_bits_, record.group);
    put(bit + group_bits_, index_bits_, record.index);
    put(bit + group_bits_ + index_bits_, 1, record.reverse ? 1 : 0);
    put(bit + group_bits_ + index_bits_ + 1, length_bits_, record.raw_length);
    bit += record_bits_;
  }
}

void RecordTable::put(uint64_t bit, unsigned width, uint64_t value) {
  const size_t word = static_cast<size_t>(bit >> 6);
  const unsigned shift = bit & 63;
  words_[word] |= value << shift;
  if (shift + width > 64) words_[word + 1] |= value >> (64 - shift);
}

void RecordTable::find_places(const SegmentTable& table, uint32_t kmer_length) {
  std::vector<uint64_t> places;
  places.reserve(table.records.size() / kPlaceEvery + 1);
  std::vector<uint64_t> symbols;
  symbols.reserve(table.contig_count());
  for (size_t contig = 0; contig < table.contig_count(); ++contig) {
    const size_t first = table.first_segment[contig];
    const size_t end = table.first_segment[contig + 1];
    uint64_t end_before = 0;
    for (size_t i = first; i < end; ++i) {
      if (i % kPlaceEvery == 0) places.push_back(end_before);
      const uint32_t length = table.records[i].raw_length;
      if (length < kmer_length && end - first > 1) return;
      end_before += length - (i == first ? 0 : kmer_length);
    }
    symbols.push_back(end_before);
  }
  places_ = std::move(places);
  symbols_ = std::move(symbols);
}

uint64_t RecordTable::byte_size() const {
  return (first_contig_.capacity() + first_segment_.capacity()) * sizeof(uint32_t) +
         (words_.capacity() + places_.capacity() + symbols_.capacity()) * sizeof(uint64_t);
}

std::optional<uint64_t> SegmentRecords::symbols() const {
  return table_.symbols_.empty() ? std::nullopt : std::optional(table_.symbols_[contig_]);
}

SegmentRecords::Place SegmentRecords::place_before(uint64_t position) const {
  const size_t step = RecordTable::kPlaceEvery;
  const std::vector<uint64_t>& places = table_.places_;
  // Those of records within the contig but its first.
  const size_t begin = first_ / step + 1;
  const size_t end = (first_ + count_ + step - 1) / step;
  if (places.empty() || begin >= end) return {};
  const auto from = places.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto after = std::upper_bound(from, places.begin() + static_cast<std::ptrdiff_t>(end), position);
  if (after == from) return {};
  const size_t found = static_cast<size_t>(after - places.begin()) - 1;
  return {found * step - first_, places[found]};
}

}  // namespace agc
