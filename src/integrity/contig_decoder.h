// A whole contig as symbols, with everything checked that can be, and with what is odd about it. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agc/types.h"
#include "format/hash.h"
#include "reader/decode_scratch.h"
#include "reader/segment_decoder.h"
#include "reader/segment_records.h"

namespace agc {

struct DecodedContig {
  std::string letters;
  std::vector<uint32_t> lengths;  // of the segments
  bool wrong_lengths = false;     // recorded ones; docs/format.md, "Known defects of other writers", 3
  bool lost_letters = false;      // some stand for characters that the alphabet lacks; ditto, 1 and 9
};

// Throws Error{corrupt}, without path and contig, if a segment is damaged or does not fit to its neighbour.
DecodedContig decode_contig(const SegmentRecords& records, uint32_t kmer_length, const SegmentDecoder& decoder,
                            DecodeScratch& scratch);

// The digest128() of the symbols that the letters stand for. Nothing if some stand for none. Changes `letters`.
std::optional<Digest128> digest_of_letters(std::string& letters);

}  // namespace agc
