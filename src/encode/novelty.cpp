#include "encode/novelty.h"

#include <algorithm>

#include "encode/stretch_costs.h"

namespace agc {
namespace {

// What a symbol of reference takes after zstd; less than that for what is likely to be used again ...
constexpr Cost kPriceAtLast = 17 * kBit / 10;
constexpr Cost kLeastPrice = 3 * kBit / 4;
// ... which half of what is new is still supposed to be behind so many samples.
constexpr uint64_t kSamplesToHalf = 3;

// Finds the stretches of positive excess in a row of (stretch, cost) events.
class ExcessScanner {
 public:
  ExcessScanner(const NoveltyRule& rule, Interval whole, std::vector<Interval>& out)
      : rule_(rule), whole_(whole), out_(out) {}

  void add(uint64_t begin, uint64_t end, Cost cost) {
    if (sum_ <= 0) {
      report();
      begin_ = begin;
      sum_ = 0;
    }
    sum_ += cost - rule_.per_symbol * static_cast<Cost>(end - begin);
    if (sum_ > peak_) {
      peak_ = sum_;
      peak_end_ = end;
    } else if (peak_ - sum_ > rule_.drop) {
      report();
      sum_ = 0;
    }
  }

  void report() {
    const bool at_end = begin_ == whole_.begin || peak_end_ == whole_.end;
    const Cost min_excess = at_end ? rule_.min_excess_at_end : rule_.min_excess;
    if (peak_ >= min_excess && peak_end_ - begin_ >= rule_.min_length) out_.push_back({begin_, peak_end_});
    peak_ = 0;
  }

 private:
  const NoveltyRule& rule_;
  const Interval whole_;
  std::vector<Interval>& out_;
  Cost sum_ = 0;
  Cost peak_ = 0;
  uint64_t begin_ = 0;
  uint64_t peak_end_ = 0;
};

}  // namespace

NoveltyRule NoveltyRules::behind(uint64_t samples) const {
  NoveltyRule rule;
  const auto count = static_cast<Cost>(samples);
  rule.per_symbol = std::max(kLeastPrice, kPriceAtLast * count / (count + static_cast<Cost>(kSamplesToHalf)));
  return rule;
}

std::vector<Interval> novel_stretches(const AlignmentSet& set, std::span<const Span> spans, const CostModel& costs,
                                      const NoveltyRule& rule) {
  std::vector<Interval> stretches;
  if (spans.empty()) return stretches;
  ExcessScanner scanner(rule, {spans.front().begin, spans.back().end}, stretches);
  for_each_stretch(set, spans, costs, [&](uint64_t begin, uint64_t end, Cost cost) { scanner.add(begin, end, cost); });
  scanner.report();
  return stretches;
}

}  // namespace agc
