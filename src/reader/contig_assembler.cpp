#include "reader/contig_assembler.h"

#include <algorithm>
#include <optional>

#include "agc/error.h"
#include "reader/error_context.h"

namespace agc {
std::string ContigAssembler::describe(ContigId contig) const {
  return "sample " + parts_.index.sample_names()[contig.sample] + ", contig number " + std::to_string(contig.contig);
}

uint64_t ContigAssembler::length(ContigId contig) const {
  const SegmentRecords records = parts_.index.segments(contig);
  return with_context(
      path(), [&] { return describe(contig); },
      [&] {
        const auto scratch = parts_.scratch.acquire();
        return joiner_.total(records, {&parts_.lengths, find_rewrites(contig.sample, records, 0, *scratch)});
      });
}

uint64_t ContigAssembler::fetch(ContigId contig, uint64_t begin, std::span<char> out) const {
  const SegmentRecords records = parts_.index.segments(contig);
  return with_context(
      path(), [&] { return describe(contig); },
      [&]() -> uint64_t {
        const auto scratch = parts_.scratch.acquire();
        SegmentLengths lengths{&parts_.lengths, find_rewrites(contig.sample, records, begin, *scratch)};
        while (true) {
          const uint64_t length = joiner_.total(records, lengths);
          if (begin >= length || out.empty()) return 0;
          const uint64_t count = std::min<uint64_t>(out.size(), length - begin);
          if (joiner_.write(records, lengths, {begin, begin + count}, out.data(), *scratch)) return count;
          if (!lengths.decoded.empty()) throw Error(ErrorKind::internal, "segments of two lengths");
          // The sample is not of one kind after all: only what every segment decodes to counts.
          lengths.decoded = joiner_.decode_lengths(records, *scratch);
        }
      });
}

uint64_t ContigAssembler::storage_key(ContigId contig, uint64_t begin) const {
  const SegmentRecords records = parts_.index.segments(contig);
  const uint64_t overlap = kmer_length();
  const SegmentRecords::Place place = records.place_before(begin);
  uint64_t end = place.number == 0 ? overlap : place.end_before;
  for (size_t i = place.number; i < records.size(); ++i) {
    const SegmentRecord record = records[i];
    end += record.raw_length - std::min<uint64_t>(overlap, record.raw_length);
    if (end > begin) return uint64_t{record.group} << 32 | record.index / parts_.layout.params().pack_cardinality;
  }
  return 0;
}

// Decodes one segment that tells if the sample has not been asked before: the one at `begin` if
// possible, since it is going to be needed.
uint32_t ContigAssembler::find_rewrites(uint32_t sample, const SegmentRecords& records, uint64_t begin,
                                        DecodeScratch& scratch) const {
  if (const auto known = parts_.lengths.rewrites_of(sample)) return *known;
  SegmentWalk walk(kmer_length(), 0);
  std::optional<SegmentRecord> witness;
  for (const SegmentRecord& record : records) {
    walk.next(std::max<uint64_t>(parts_.lengths.length(record, 0), kmer_length()));
    if (!parts_.lengths.tells(record)) continue;
    witness = record;
    if (walk.end() > begin) break;
  }
  if (!witness) return 0;
  const uint32_t rewrites = *parts_.lengths.rewrites_explaining(*witness, parts_.decoder.length(*witness, scratch));
  parts_.lengths.remember(sample, rewrites);
  return rewrites;
}

}  // namespace agc
