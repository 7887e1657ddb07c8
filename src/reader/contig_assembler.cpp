#include "reader/contig_assembler.h"

#include <algorithm>

#include "reader/error_context.h"
#include "reader/segment_joiner.h"

namespace agc {
namespace {

// Recorded lengths are a hint for reserving memory, believed up to here.
constexpr uint64_t kMostReserved = uint64_t{1} << 29;

}  // namespace

std::string ContigAssembler::describe(ContigId contig) const {
  return "sample " + parts_.index.sample_names()[contig.sample] + ", contig number " + std::to_string(contig.contig);
}

uint64_t ContigAssembler::length(ContigId contig) const {
  const Records records = parts_.index.segments(contig);
  return with_context(path(), describe(contig), [&] {
    const auto scratch = parts_.scratch.acquire();
    const uint32_t rewrites = find_rewrites(contig.sample, records, 0, *scratch);
    SegmentWalk walk(kmer_length(), records.size());
    for (const SegmentRecord& record : records) walk.next(parts_.lengths.length(record, rewrites));
    return walk.end();
  });
}

void ContigAssembler::fetch(ContigId contig, std::string& out) const {
  const Records records = parts_.index.segments(contig);
  with_context(path(), describe(contig), [&] { append_whole(records, *parts_.scratch.acquire(), out); });
}

void ContigAssembler::fetch(ContigId contig, uint64_t begin, uint64_t end, std::string& out) const {
  const Records records = parts_.index.segments(contig);
  if (begin >= end) return;
  with_context(path(), describe(contig), [&] {
    const auto scratch = parts_.scratch.acquire();
    const uint32_t rewrites = find_rewrites(contig.sample, records, begin, *scratch);
    std::vector<uint32_t> lengths;
    for (const SegmentRecord& record : records) lengths.push_back(parts_.lengths.length(record, rewrites));
    const size_t before = out.size();
    if (append_range(records, lengths, {begin, end}, *scratch, out) == Lengths::hold) return;
    // The sample is not of one kind after all: only what every segment decodes to counts.
    for (size_t i = 0; i < records.size(); ++i) {
      lengths[i] = static_cast<uint32_t>(parts_.decoder.decode(records[i], *scratch).size());
    }
    out.resize(before);
    append_range(records, lengths, {begin, end}, *scratch, out);
  });
}

// Decodes one segment that tells if the sample has not been asked before: the one at `begin` if
// possible, since it is going to be needed.
uint32_t ContigAssembler::find_rewrites(uint32_t sample, Records records, uint64_t begin,
                                        DecodeScratch& scratch) const {
  if (const auto known = parts_.lengths.rewrites_of(sample)) return *known;
  SegmentWalk walk(kmer_length(), 0);
  const SegmentRecord* witness = nullptr;
  for (const SegmentRecord& record : records) {
    walk.next(std::max<uint64_t>(parts_.lengths.length(record, 0), kmer_length()));
    if (!parts_.lengths.tells(record)) continue;
    witness = &record;
    if (walk.end() > begin) break;
  }
  if (witness == nullptr) return 0;
  const uint32_t rewrites =
      *parts_.lengths.rewrites_explaining(*witness, parts_.decoder.decode(*witness, scratch).size());
  parts_.lengths.remember(sample, rewrites);
  return rewrites;
}

void ContigAssembler::append_whole(Records records, DecodeScratch& scratch, std::string& out) const {
  uint64_t expected = 0;
  for (const SegmentRecord& record : records) expected += parts_.lengths.length(record, 0);
  out.reserve(out.size() + static_cast<size_t>(std::min(expected, kMostReserved)));
  SegmentJoiner joiner(kmer_length(), out);
  SegmentWalk walk(kmer_length(), records.size());
  for (size_t i = 0; i < records.size(); ++i) {
    const Segment segment = parts_.decoder.decode(records[i], scratch);
    walk.next(segment.size());
    joiner.add(i, segment, static_cast<size_t>(walk.new_begin() - walk.begin()), segment.size());
  }
}

ContigAssembler::Lengths ContigAssembler::append_range(Records records, std::span<const uint32_t> lengths, Range range,
                                                       DecodeScratch& scratch, std::string& out) const {
  SegmentJoiner joiner(kmer_length(), out);
  SegmentWalk walk(kmer_length(), records.size());
  for (size_t i = 0; i < records.size() && walk.end() < range.end; ++i) {
    walk.next(lengths[i]);
    const uint64_t begin = std::max(range.begin, walk.new_begin());
    const uint64_t end = std::min(range.end, walk.end());
    if (begin >= end) continue;
    const Segment segment = parts_.decoder.decode(records[i], scratch);
    if (segment.size() != lengths[i]) return Lengths::differ;
    joiner.add(i, segment, static_cast<size_t>(begin - walk.begin()), static_cast<size_t>(end - walk.begin()));
  }
  return Lengths::hold;
}

}  // namespace agc
