#include "encode/repeat_path.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace agc {

void RepeatPath::enter_runs(uint32_t begin, uint32_t end, const std::vector<Repeat>& repeats,
                            const std::vector<RepeatRun>& runs) {
  nodes_.clear();
  starting_.assign(end - begin, kNone);
  for (uint32_t r = 0; r < repeats.size(); ++r) {
    for (uint32_t i = repeats[r].first_run; i < repeats[r].first_run + repeats[r].run_count; ++i) {
      const RepeatRun& run = runs[i];
      if (run.end - run.begin < ZstdCopy::kShortest) continue;
      uint32_t& first = starting_[run.begin - begin];
      nodes_.push_back({run.begin, run.end, r, first, kNone, {}});
      first = static_cast<uint32_t>(nodes_.size() - 1);
    }
  }
}

// From the cheapest way to its begin: along the same repeat, or from anywhere.
void RepeatPath::take_run(uint32_t begin, uint32_t number, const std::vector<Repeat>& repeats) {
  Node& node = nodes_[number];
  const uint32_t distance = repeats[node.repeat].distance;
  const Point& start = points_[node.begin - begin];
  Distances distances = distances_at(start);
  const auto known = std::ranges::find(distances, distance);
  int32_t cost = start.cost + kRun;
  if (known == distances.end()) {
    cost += kDistance + std::bit_width(distance);
  } else if (known != distances.begin()) {
    cost += kReturn;
  }
  LastRun& last = last_runs_[node.repeat];
  if (last.run != kNone) {
    const int32_t along = last.cost + kSymbol * static_cast<int32_t>(node.begin - nodes_[last.run].end) + kRun;
    if (along < cost) {
      cost = along;
      node.before = last.run;
    }
  }
  if (node.before != kNone) {
    node.distances = nodes_[node.before].distances;
  } else {
    std::rotate(distances.begin(), known == distances.end() ? known - 1 : known,
                known == distances.end() ? known : known + 1);
    distances.front() = distance;
    node.distances = distances;
  }
  if (last.run == kNone || cost <= last.cost + kSymbol * static_cast<int32_t>(node.end - nodes_[last.run].end)) {
    last = {cost, number};
  }
  if (cost >= start.cost + kSymbol * static_cast<int32_t>(node.end - node.begin)) return;
  Point* const points = points_.data() - begin;
  for (uint32_t p = node.begin + 1; p <= node.end; ++p) {
    if (cost < points[p].cost) points[p] = {cost, number, false};
  }
}

void RepeatPath::choose(uint32_t begin, uint32_t end, const std::vector<Repeat>& repeats,
                        const std::vector<RepeatRun>& runs, uint32_t& copied, std::vector<ZstdCopy>& copies) {
  enter_runs(begin, end, repeats, runs);
  if (nodes_.empty()) return;
  last_runs_.assign(repeats.size(), {});
  points_.assign(end - begin + 1, {std::numeric_limits<int32_t>::max(), kNone, true});
  points_[0].cost = 0;
  for (uint32_t p = 0;; ++p) {
    if (p > 0) {
      const Point& before = points_[p - 1];
      if (before.cost + kSymbol < points_[p].cost) points_[p] = {before.cost + kSymbol, before.run, true};
    }
    if (p == end - begin) break;
    for (uint32_t number = starting_[p]; number != kNone; number = nodes_[number].next)
      take_run(begin, number, repeats);
  }
  known_ = distances_at(points_.back());
  taken_.clear();
  for (uint32_t p = end; p > begin;) {
    const Point& point = points_[p - begin];
    if (point.is_literal) {
      --p;
      continue;
    }
    for (uint32_t number = point.run; number != kNone; number = nodes_[number].before) {
      const Node& node = nodes_[number];
      taken_.push_back({node.begin, std::min(node.end, p), repeats[node.repeat].distance});
      p = node.begin;
    }
  }
  for (auto taken = taken_.rbegin(); taken != taken_.rend(); ++taken) {
    if (taken->end - taken->begin < ZstdCopy::kShortest) continue;
    copies.push_back({taken->begin - copied, taken->end - taken->begin, taken->distance});
    copied = taken->end;
  }
}

}  // namespace agc
