#include "encode/chain.h"

#include <algorithm>
#include <span>

namespace agc {
namespace {

constexpr size_t kLookBack = 32;
constexpr size_t kNoNode = static_cast<size_t>(-1);
// What is left of an alignment when it takes over must be longer than this.
constexpr uint64_t kMinTail = 12;

}  // namespace

void Chainer::make_nodes(const AlignmentSet& set, Interval stretch) {
  nodes_.clear();
  cumulated_.clear();
  for (uint32_t i = 0; i < set.alignments.size(); ++i) {
    const Alignment& alignment = set.alignments[i];
    const uint64_t begin = std::max(alignment.query_begin, stretch.begin);
    const uint64_t end = std::min(alignment.query_end, stretch.end);
    if (begin + kMinTail > end) continue;
    nodes_.push_back({i, begin, end, 0, 0, begin, -1, 0, set.mismatches_between(alignment, begin, end)});
  }
  std::sort(nodes_.begin(), nodes_.end(), [](const Node& a, const Node& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end < b.end;
    return a.alignment < b.alignment;
  });
  for (Node& node : nodes_) {
    const auto mismatches = node.mismatches;
    node.first_cumulated = static_cast<uint32_t>(cumulated_.size());
    cumulated_.resize(cumulated_.size() + mismatches.size());
    Cost cost = 0;
    uint64_t run_end = node.end;
    for (size_t i = mismatches.size(); i-- > 0;) {
      cost += CostModel::kLiteral + costs_.run(run_end - mismatches[i] - 1);
      run_end = mismatches[i];
      cumulated_[node.first_cumulated + i] = cost;
    }
    node.whole = costs_.run(run_end - node.begin) + cost;
  }
}

Cost Chainer::cost_from(const Node& node, uint64_t position) const {
  if (position == node.begin) return node.whole;
  const auto mismatches = node.mismatches;
  const auto next = std::lower_bound(mismatches.begin(), mismatches.end(), position);
  if (next == mismatches.end()) return costs_.run(node.end - position);
  return costs_.run(*next - position) +
         cumulated_[node.first_cumulated + static_cast<size_t>(next - mismatches.begin())];
}

Cost Chainer::transition(const Alignment& from, const Alignment& to, uint64_t from_end, uint64_t to_begin) const {
  if (from.group != to.group || from.reverse != to.reverse) {
    // Both segments hold the overlap; what the two alignments do not share of it is literals.
    const uint64_t shared = from.query_end > to.query_begin ? from.query_end - to.query_begin : 0;
    return CostModel::kSwitch + CostModel::literals(shared < kmer_length_ ? kmer_length_ - shared : 0);
  }
  // Within a group, pool distance stands in for the distance in its reference: exact inside a piece.
  const uint64_t expected = from.reverse ? from.pool_position(from_end - 1) - 1 - (to_begin - from_end)
                                         : from.pool_position(from_end - 1) + 1 + (to_begin - from_end);
  const uint64_t actual = to.pool_position(to_begin);
  if (actual == expected) return 0;
  return CostModel::jump(actual > expected ? actual - expected : expected - actual);
}

std::vector<Span> Chainer::chain(const AlignmentSet& set, Interval stretch) {
  make_nodes(set, stretch);
  size_t best_prefix = kNoNode;
  const auto cheaper_prefix = [&](size_t candidate, size_t& best_so_far) {
    const auto value = [&](const Node& node) { return node.total - CostModel::literals(node.end); };
    if (best_so_far == kNoNode || value(nodes_[candidate]) < value(nodes_[best_so_far])) best_so_far = candidate;
  };
  for (size_t j = 0; j < nodes_.size(); ++j) {
    Node& node = nodes_[j];
    node.total = CostModel::literals(node.begin - stretch.begin) + cost_from(node, node.begin);
    const Alignment& to = set.alignments[node.alignment];
    const size_t near = j > kLookBack ? j - kLookBack : 0;
    if (near > 0) cheaper_prefix(near - 1, best_prefix);
    for (size_t i = near; i <= j; ++i) {
      // The last round is for the best of all that lie too far back.
      if (i == j && best_prefix == kNoNode) break;
      const size_t candidate = i < j ? i : best_prefix;
      const Node& before = nodes_[candidate];
      const uint64_t start = std::max(node.begin, before.end);
      if (start + kMinTail > node.end) continue;
      const Cost so_far = before.total + CostModel::literals(start - before.end);
      if (so_far >= node.total) continue;
      const Cost total =
          so_far + transition(set.alignments[before.alignment], to, before.end, start) + cost_from(node, start);
      if (total < node.total) {
        node.total = total;
        node.start = start;
        node.predecessor = static_cast<int32_t>(candidate);
      }
    }
  }
  // The last alignment on the way: the cheapest together with literals up to the end.
  int32_t best = -1;
  Cost best_total = CostModel::literals(stretch.length());
  for (size_t j = 0; j < nodes_.size(); ++j) {
    const Cost total = nodes_[j].total + CostModel::literals(stretch.end - nodes_[j].end);
    if (total < best_total) {
      best_total = total;
      best = static_cast<int32_t>(j);
    }
  }
  std::vector<Span> spans;
  uint64_t end = stretch.end;
  for (; best >= 0; best = nodes_[static_cast<size_t>(best)].predecessor) {
    const Node& node = nodes_[static_cast<size_t>(best)];
    if (node.end < end) spans.push_back({node.end, end, Span::kNone});
    spans.push_back({node.start, node.end, node.alignment});
    end = node.start;
  }
  if (stretch.begin < end) spans.push_back({stretch.begin, end, Span::kNone});
  std::reverse(spans.begin(), spans.end());
  return spans;
}

}  // namespace agc
