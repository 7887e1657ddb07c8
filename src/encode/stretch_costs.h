// Goes along a query as it would be coded: what each run of equal symbols, each mismatch and each uncovered stretch
// costs. A pure function.
#pragma once

#include <algorithm>
#include <span>

#include "encode/alignment.h"
#include "encode/cost_model.h"

namespace agc {

// Calls visit(begin, end, cost) for adjoining stretches, ascending. `spans` as Chainer::chain() makes them.
template <typename Visit>
void for_each_stretch(const AlignmentSet& set, std::span<const Span> spans, const CostModel& costs, Visit visit) {
  for (const Span& span : spans) {
    if (!span.covered()) {
      visit(span.begin, span.end, CostModel::literals(span.end - span.begin));
      continue;
    }
    uint64_t position = span.begin;
    const auto mismatches = set.mismatches_of(set.alignments[span.alignment]);
    for (auto next = std::lower_bound(mismatches.begin(), mismatches.end(), position);
         next != mismatches.end() && *next < span.end; ++next) {
      if (*next > position) visit(position, *next, costs.run(*next - position));
      visit(*next, *next + 1, CostModel::kLiteral);
      position = *next + 1;
    }
    if (span.end > position) visit(position, span.end, costs.run(span.end - position));
  }
}

}  // namespace agc
