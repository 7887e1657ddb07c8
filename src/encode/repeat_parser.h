// What a reference, or a pack of symbols, repeats of itself. zstd looks for matches of bytes and prices them by guess;
// among four symbols that is slow and finds chance matches. Here seeds of many symbols are looked up, and followed
// along the diagonal across mismatches: copies that have diverged become rows of short matches with one distance.
//
// A pure function but for its scratch memory; one parser for each worker.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "format/zstd_codec.h"

namespace agc {

class RepeatParser {
 public:
  // No text may be longer: of each byte twelve more are taken.
  static constexpr size_t kMostBytes = size_t{8} << 20;

  // Of bytes; seeds are of codes 0..3. Copies follow each other; what is behind the last one are literals. Distances
  // reach back to the first symbol. For each seed the nearest `most_followed` others are followed.
  std::vector<ZstdCopy> parse(std::span<const uint8_t> symbols, int most_followed);

 private:
  struct Run {
    uint32_t begin;
    uint32_t end;
  };
  // Runs of equal symbols so far behind, with mismatches between them.
  struct Repeat {
    uint32_t distance = 0;
    int32_t gain = 0;  // bits that it saves
    std::vector<Run> runs;
  };

  // The repeat around the seed at `begin` whose other copy is `distance` before it, not further back than `first`. In
  // `repeat`, whose memory is reused.
  void follow(std::span<const uint8_t> symbols, uint32_t first, uint32_t begin, uint32_t distance, Repeat& repeat);
  void follow_to_left(std::span<const uint8_t> symbols, uint32_t first, Repeat& repeat);
  static void follow_to_right(std::span<const uint8_t> symbols, Repeat& repeat);

  std::vector<uint32_t> latest_;    // by hash: a position with it, and one; 0 if there is none
  std::vector<uint32_t> previous_;  // by position: the one before with the same hash, likewise
  std::vector<Run> to_left_;
  Repeat repeat_;
  Repeat best_;
};

}  // namespace agc
