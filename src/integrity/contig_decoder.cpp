#include "integrity/contig_decoder.h"

#include "reader/segment_joiner.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

constexpr char kLostLetter = ' ';

}  // namespace

DecodedContig decode_contig(std::span<const SegmentRecord> records, uint32_t kmer_length, const SegmentDecoder& decoder,
                            DecodeScratch& scratch) {
  DecodedContig contig;
  SegmentJoiner joiner(kmer_length, contig.letters);
  SegmentWalk walk(kmer_length, records.size());
  for (size_t i = 0; i < records.size(); ++i) {
    const Segment segment = decoder.decode(records[i], scratch);
    if (segment.size() != records[i].raw_length) contig.wrong_lengths = true;
    walk.next(segment.size());
    joiner.add(i, segment, static_cast<size_t>(walk.new_begin() - walk.begin()), segment.size());
  }
  contig.lost_letters = contig.letters.find(kLostLetter) != std::string::npos;
  return contig;
}

std::optional<Digest128> digest_of_letters(std::string& letters) {
  uint8_t largest = 0;
  for (char& letter : letters) {
    const uint8_t code = kLetterCodes[static_cast<uint8_t>(letter)];
    largest |= code;
    letter = static_cast<char>(code);
  }
  if (largest >= kCodeCount) return std::nullopt;
  return digest128({reinterpret_cast<const uint8_t*>(letters.data()), letters.size()});
}

}  // namespace agc
