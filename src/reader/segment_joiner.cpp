#include "reader/segment_joiner.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "agc/error.h"

namespace agc {
namespace {

constexpr size_t kMostOverlap = 32;  // the longest k-mer

void check_overlap(size_t number, std::string_view before, std::string_view after) {
  if (before == after) return;
  throw Error(ErrorKind::corrupt, "segment " + std::to_string(number) + ": expected it to begin with \"" +
                                      std::string(before) + "\" as the one before ends: found \"" + std::string(after) +
                                      "\"");
}

}  // namespace

uint64_t SegmentJoiner::total(const SegmentRecords& records, const SegmentLengths& lengths) const {
  if (lengths.are_as_recorded()) {
    if (const auto symbols = records.symbols()) return *symbols;
  }
  SegmentWalk walk(kmer_length_, records.size());
  for (size_t i = walk.number(); i < records.size(); ++i) walk.next(lengths.of(records[i], i));
  return walk.end();
}

SegmentWalk SegmentJoiner::walk_before(uint64_t position, const SegmentRecords& records,
                                       const SegmentLengths& lengths) const {
  if (!lengths.are_as_recorded()) return {kmer_length_, records.size()};
  const SegmentRecords::Place place = records.place_before(position);
  return {kmer_length_, records.size(), place.number, place.end_before};
}

std::vector<uint32_t> SegmentJoiner::decode_lengths(const SegmentRecords& records, DecodeScratch& scratch) const {
  std::vector<uint32_t> lengths;
  lengths.reserve(records.size());
  for (const SegmentRecord& record : records) {
    lengths.push_back(static_cast<uint32_t>(decoder_.length(record, scratch)));
  }
  return lengths;
}

// Each segment is written from its overlap with the one before on, over the letters that are there already.
bool SegmentJoiner::write(const SegmentRecords& records, const SegmentLengths& lengths, const LetterRange& range,
                          char* out, DecodeScratch& scratch) const {
  SegmentWalk walk = walk_before(range.begin, records, lengths);
  uint64_t written_to = range.begin;
  for (size_t i = walk.number(); i < records.size(); ++i) {
    const SegmentRecord record = records[i];
    const uint64_t length = lengths.of(record, i);
    walk.next(length);
    if (walk.begin() >= range.end) break;
    if (walk.end() <= range.begin) continue;
    const uint64_t begin = std::max(range.begin, walk.begin());
    const uint64_t end = std::min(range.end, walk.end());
    char* const target = out + (begin - range.begin);
    std::array<char, kMostOverlap> before;
    const size_t shared = static_cast<size_t>(std::min(written_to, end) - begin);
    std::memcpy(before.data(), target, shared);
    const LetterRange wanted{begin - walk.begin(), end - walk.begin()};
    if (!decoder_.decode(record, length, wanted, target, scratch)) return false;
    check_overlap(i, {before.data(), shared}, {target, shared});
    written_to = std::max(written_to, end);
  }
  return true;
}

}  // namespace agc
