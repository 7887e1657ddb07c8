#include "integrity/contig_decoder.h"

#include <utility>

#include "agc/error.h"
#include "reader/segment_joiner.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

constexpr char kLostLetter = ' ';

}  // namespace

DecodedContig decode_contig(const SegmentRecords& records, uint32_t kmer_length, const SegmentDecoder& decoder,
                            DecodeScratch& scratch) {
  DecodedContig contig;
  const SegmentJoiner joiner(kmer_length, decoder);
  SegmentLengths lengths{.decoded = joiner.decode_lengths(records, scratch)};
  for (size_t i = 0; i < records.size(); ++i) {
    if (lengths.decoded[i] != records[i].raw_length) contig.wrong_lengths = true;
  }
  contig.letters.resize(static_cast<size_t>(joiner.total(records, lengths)));
  if (!joiner.write(records, lengths, {0, contig.letters.size()}, contig.letters.data(), scratch)) {
    throw Error(ErrorKind::internal, "expected segments of one length: found some of two");
  }
  contig.lengths = std::move(lengths.decoded);
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
