// The LZ text: a segment as literals, matches and runs against its group's reference.
// docs/format.md, "LZ text". Writer and reader of the tokens side by side. Pure: no state is shared.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "seq/reference_text.h"

namespace agc {

// Appends tokens to a byte vector and keeps the predicted reference position as a decoder would.
// The caller guarantees that the tokens describe its text; nothing is compared here.
class LzTextWriter {
 public:
  LzTextWriter(uint32_t min_match_length, std::vector<uint8_t>& out) : min_match_length_(min_match_length), out_(out) {}

  void literal(uint8_t code);                                // code 0..15
  void same_as_reference();                                  // '!': the reference symbol at predicted()
  void n_run(uint64_t length);                               // length >= 4; predicted() stays
  void match(uint64_t reference_position, uint64_t length);  // length >= min_match_length

  uint64_t predicted() const { return predicted_; }

 private:
  uint32_t min_match_length_;
  std::vector<uint8_t>& out_;
  uint64_t predicted_ = 0;
};

struct LzTextRules {
  uint32_t min_match_length = 20;
  bool version_1 = false;  // no '!' and no match-to-end
};

// What is wanted of a text: its symbols [begin, end). Requires: begin <= end <= max_symbols.
struct LzWindow {
  uint64_t begin = 0;
  uint64_t end = 0;
  uint64_t max_symbols = 0;  // Error{corrupt} if the text has more
  bool to_the_end = true;    // else nothing behind the window is looked at
};

// Writes the letters of the window to `out`; where the text is too short, those that there are. Returns how many
// symbols the text has, or those of the tokens that were looked at. Each of these is checked against the reference:
// positions, lengths, terminators. The literals that other writers make of unknown letters become spaces.
uint64_t decode_lz_text(std::span<const uint8_t> text, const ReferenceText& reference, const LzTextRules& rules,
                        const LzWindow& window, char* out);

}  // namespace agc
