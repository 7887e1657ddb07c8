// Refget and MD5 digests of sequence, by way of Nettle, which no other place speaks to. Pure functions.
#pragma once

#include <cstdint>
#include <span>

#include "format/sequence_digests.h"

namespace agc {

// Of a contig's symbols, a code of 0 to 15 in each byte.
RawSequenceDigests digest_symbols(std::span<const uint8_t> symbols);

}  // namespace agc
