#include "pieces/meter.h"

#include <algorithm>
#include <ctime>
#include <vector>

namespace agc::bench {

int64_t Meter::thread_nanoseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return int64_t{now.tv_sec} * 1000000000 + now.tv_nsec;
}

int64_t Meter::clock_cost() {
  static const int64_t cost = [] {
    std::vector<int64_t> costs(1001);
    for (int64_t& taken : costs) {
      const int64_t begin = thread_nanoseconds();
      taken = thread_nanoseconds() - begin;
    }
    std::ranges::nth_element(costs, costs.begin() + 500);
    return costs[500];
  }();
  return cost;
}

bool Meter::agrees_with(const Meter& other) const {
  const auto is_same = [](const Figures& a, const Figures& b) { return a.items == b.items && a.volume == b.volume; };
  return checksum_ == other.checksum_ && std::ranges::equal(figures_, other.figures_, is_same);
}

}  // namespace agc::bench
