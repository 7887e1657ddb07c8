// Digests by which sequences are known elsewhere: the GA4GH refget identifier and MD5, both of upper-case letters.
#pragma once

#include <string>
#include <string_view>

#include "agc/export.h"

namespace agc {

struct SequenceDigests {
  std::string refget;  // "SQ." and 32 characters: SHA-512 cut to 24 bytes, in base 64 for URLs
  std::string md5;     // 32 hexadecimal digits, as in the M5 of SAM headers

  friend bool operator==(const SequenceDigests&, const SequenceDigests&) = default;
};

// `letters` in upper case.
AGC_API SequenceDigests compute_sequence_digests(std::string_view letters);

}  // namespace agc
