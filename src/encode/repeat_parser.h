// What a reference, or a pack of symbols, repeats of itself. zstd looks for matches of bytes and prices them by guess;
// among four symbols that is slow and finds chance matches. Here seeds of many symbols are looked up, and followed
// along the diagonal across mismatches: copies that have diverged become rows of short matches with one distance.
//
// A pure function but for its scratch memory; one parser for each worker.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "encode/repeat_path.h"
#include "format/zstd_codec.h"

namespace agc {

class RepeatParser {
 public:
  // No text may be longer: of each byte twelve more are taken, and some 16 MB for all repeats of a window.
  static constexpr size_t kMostBytes = size_t{8} << 20;

  // Of bytes; seeds are of codes 0..3. Copies follow each other; what is behind the last one are literals. Distances
  // reach back to the first symbol.
  std::vector<ZstdCopy> parse(std::span<const uint8_t> symbols);

 private:
  // Symbols that are looked at together: repeats end with them, and begin again.
  struct Window {
    uint32_t begin;
    uint32_t end;
  };
  // A distance at which a repeat has been followed, and to where.
  struct Followed {
    uint32_t distance = 0;
    uint32_t end = 0;
  };

  Followed& followed_at(uint32_t distance) { return followed_[distance * 0x85EBCA6Bu >> (32 - kFollowedBits)]; }
  void find_repeats(std::span<const uint8_t> symbols, Window window);
  // Keeps the repeat around the seed at `begin` whose other copy is `distance` before it, if it saves anything. Returns
  // where it ends.
  uint32_t follow(std::span<const uint8_t> symbols, Window window, uint32_t begin, uint32_t distance);
  // Both return what the runs that they add save, in bits.
  int32_t follow_to_left(std::span<const uint8_t> symbols, uint32_t bound, uint32_t distance);
  int32_t follow_to_right(std::span<const uint8_t> symbols, Window window, uint32_t distance);

  static constexpr uint32_t kFollowedBits = 12;

  std::vector<uint32_t> latest_;    // by hash: a position with it, and one; 0 if there is none
  std::vector<uint32_t> previous_;  // by position: the one before with the same hash, likewise
  std::vector<Followed> followed_;
  uint64_t followed_symbols_ = 0;  // in the window
  std::vector<RepeatRun> to_left_;
  std::vector<RepeatRun> runs_;
  std::vector<Repeat> repeats_;
  RepeatPath path_;
};

}  // namespace agc
