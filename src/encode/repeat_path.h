// Which of the copies that a text could be made of are taken: the cheapest way through overlapping repeats, by what
// zstd pays for literals, copies and distances.
//
// A pure function but for its scratch memory.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "format/zstd_codec.h"

namespace agc {

// A stretch that is the same as `Repeat::distance` before it.
struct RepeatRun {
  uint32_t begin;
  uint32_t end;
};

// Runs with mismatches between them, ascending.
struct Repeat {
  uint32_t distance = 0;
  uint32_t first_run = 0;  // among all
  uint32_t run_count = 0;
};

class RepeatPath {
 public:
  // Prices in bits. A run at the distance of the one before takes lengths alone, one at either of the two distances
  // before that a little more, and another distance so much more beside its own bits.
  static constexpr int32_t kSymbol = 2;
  static constexpr int32_t kRun = 4;
  static constexpr int32_t kReturn = 4;
  static constexpr int32_t kDistance = 6;

  // Adds the copies of [begin, end) to `copies`, which are those of the text before; `copied` = where the last one
  // ends, and is moved on. Runs lie between begin and end.
  void choose(uint32_t begin, uint32_t end, const std::vector<Repeat>& repeats, const std::vector<RepeatRun>& runs,
              uint32_t& copied, std::vector<ZstdCopy>& copies);
  // What comes next is another text.
  void forget_distances() { known_ = {}; }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  using Distances = std::array<uint32_t, 3>;  // the last ones, the latest first; 0 = none

  struct Node {  // a run
    uint32_t begin;
    uint32_t end;
    uint32_t repeat;
    uint32_t next;    // that begins at the same symbol
    uint32_t before;  // the run of the same repeat that comes before it on the cheapest way; kNone: any way to `begin`
    Distances distances;
  };
  struct Point {  // between two symbols
    int32_t cost;
    uint32_t run;  // the last one on the cheapest way; kNone if there is none
    bool is_literal;
  };
  struct LastRun {  // of a repeat, on the cheapest way that has left it for literals alone
    int32_t cost;
    uint32_t run = kNone;
  };

  void enter_runs(uint32_t begin, uint32_t end, const std::vector<Repeat>& repeats, const std::vector<RepeatRun>& runs);
  void take_run(uint32_t begin, uint32_t number, const std::vector<Repeat>& repeats);
  const Distances& distances_at(const Point& point) const {
    return point.run == kNone ? known_ : nodes_[point.run].distances;
  }

  Distances known_{};
  std::vector<Node> nodes_;
  std::vector<uint32_t> starting_;  // by symbol: a run that begins there
  std::vector<Point> points_;
  std::vector<LastRun> last_runs_;  // by repeat
  struct Taken {
    uint32_t begin;
    uint32_t end;
    uint32_t distance;
  };
  std::vector<Taken> taken_;  // from the end on
};

}  // namespace agc
