// Chooses, among the alignments of a query, those that code a stretch most cheaply, and where one
// gives way to the next. Dynamic programming over alignments in the order of their beginnings, each
// looking back at a bounded number of predecessors. A pure function; no threads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "encode/alignment.h"
#include "encode/query.h"

namespace agc {

class Chainer {
 public:
  Chainer(const CostModel& costs, uint32_t kmer_length) : costs_(costs), kmer_length_(kmer_length) {}

  // Spans that partition [stretch.begin, stretch.end), in order; uncovered spans are literals.
  // Neighbouring covered spans have different alignments.
  std::vector<Span> chain(const AlignmentSet& set, Interval stretch);

 private:
  struct Node {
    uint32_t alignment;
    uint64_t begin;  // clipped to the stretch
    uint64_t end;
    Cost whole;                // to code all of it by this alignment
    Cost total;                // cheapest way to code everything up to `end`
    uint64_t start;            // where this alignment takes over on that way
    int32_t predecessor;       // node number, -1: none
    uint32_t first_cumulated;  // into cumulated_
    // Of the set, inside [begin, end).
    std::span<const uint64_t> mismatches;
  };

  void make_nodes(const AlignmentSet& set, Interval stretch);
  Cost cost_from(const Node& node, uint64_t position) const;
  Cost transition(const Alignment& from, const Alignment& to, uint64_t from_end, uint64_t to_begin) const;

  CostModel costs_;
  uint32_t kmer_length_;  // overlap of neighbouring segments
  std::vector<Node> nodes_;
  // Per node and mismatch inside it: cost of everything from that mismatch to the node's end.
  std::vector<Cost> cumulated_;
};

}  // namespace agc
