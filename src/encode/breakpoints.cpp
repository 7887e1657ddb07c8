#include "encode/breakpoints.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace agc {
namespace {

// So much at least is left of an alignment.
constexpr uint64_t kMinRest = 12;

// Where `after` takes over from `before`: at the end of `before` or up to there from `earliest` on.
uint64_t best_breakpoint(const AlignmentSet& set, const Span& before, const Span& after, uint64_t earliest) {
  const auto old_mismatches = set.mismatches_of(set.alignments[before.alignment]);
  const auto new_mismatches = set.mismatches_of(set.alignments[after.alignment]);
  const bool earliest_of_equals = set.alignments[after.alignment].reverse;
  // From right to left over the mismatches of both: those of `before` are saved, those of `after` come in addition.
  auto old_one = std::make_reverse_iterator(std::ranges::lower_bound(old_mismatches, before.end));
  auto new_one = std::make_reverse_iterator(std::ranges::lower_bound(new_mismatches, before.end));
  const auto next = [&](const auto& mismatch, const auto& mismatches) {
    return mismatch != mismatches.rend() && *mismatch >= earliest ? *mismatch + 1 : 0;
  };
  uint64_t best = before.end;
  int64_t balance = 0;  // mismatches that a takeover here would save
  int64_t most = 0;
  for (;;) {
    const uint64_t saved = next(old_one, old_mismatches);
    const uint64_t added = next(new_one, new_mismatches);
    if (earliest_of_equals && balance == most) best = std::max({saved, added, earliest});
    if (saved == 0 && added == 0) return best;
    if (saved >= added) {
      ++old_one;
      ++balance;
    }
    if (added >= saved) {
      ++new_one;
      --balance;
    }
    if (balance > most) {
      most = balance;
      best = std::max(saved, added) - 1;
    }
  }
}

}  // namespace

void place_breakpoints(const AlignmentSet& set, std::vector<Span>& spans) {
  for (size_t i = 1; i < spans.size(); ++i) {
    Span& before = spans[i - 1];
    Span& after = spans[i];
    if (!before.covered() || !after.covered()) continue;
    const uint64_t earliest = std::max(before.begin + kMinRest, set.alignments[after.alignment].query_begin);
    if (earliest >= before.end) continue;
    before.end = after.begin = best_breakpoint(set, before, after, earliest);
  }
}

}  // namespace agc
