#include "encode/divergence.h"

#include <algorithm>
#include <bit>

#include "encode/stretch_costs.h"

namespace agc {
namespace {

// A query of which less is known, in per cent, is new rather than diverged.
constexpr uint64_t kLeastCovered = 30;

// Each of those that come before it is stored as reference that hardly anybody comes back to.
constexpr uint32_t kSamplesForAnOpinion = 2;

}  // namespace

bool is_diverged(const AlignmentSet& set, std::span<const Span> spans, const CostModel& costs, Cost per_symbol) {
  if (is_unknown(spans)) return false;
  const uint64_t symbols = spans.back().end - spans.front().begin;
  Cost cost = 0;
  for_each_stretch(set, spans, costs, [&](uint64_t, uint64_t, Cost stretch) { cost += stretch; });
  return cost >= per_symbol * static_cast<Cost>(symbols);
}

bool is_unknown(std::span<const Span> spans) {
  if (spans.empty()) return true;
  uint64_t covered = 0;
  for (const Span& span : spans) covered += span.covered() ? span.end - span.begin : 0;
  return covered * 100 < (spans.back().end - spans.front().begin) * kLeastCovered;
}

void DivergenceMeter::begin_sample() {
  if (symbols_ > 0) {
    const bool diverged = 2 * diverged_symbols_ >= symbols_ && symbols_ <= kLargestGenome;
    votes_ = (votes_ << 1 | (diverged ? 1U : 0U)) & ((1U << kSamplesThatCount) - 1);
    samples_ = std::min(samples_ + 1, kSamplesThatCount);
  }
  symbols_ = 0;
  diverged_symbols_ = 0;
}

void DivergenceMeter::add(uint64_t symbols, bool diverged) {
  symbols_ += symbols;
  if (diverged) diverged_symbols_ += symbols;
}

std::string DivergenceMeter::record() const {
  DivergenceMeter complete = *this;
  complete.begin_sample();
  std::string record;
  for (uint32_t sample = complete.samples_; sample-- > 0;) record += (complete.votes_ >> sample & 1) != 0 ? '1' : '0';
  return record;
}

DivergenceMeter DivergenceMeter::from_record(std::string_view record) {
  DivergenceMeter meter;
  for (const char sample : record) {
    meter.add(1, sample == '1');
    meter.begin_sample();
  }
  return meter;
}

DivergenceMeter DivergenceMeter::with_undiverged(uint64_t samples) {
  DivergenceMeter meter;
  meter.samples_ = static_cast<uint32_t>(std::min<uint64_t>(samples, kSamplesThatCount));
  return meter;
}

bool DivergenceMeter::diverged() const {
  return samples_ >= kSamplesForAnOpinion && 2 * static_cast<uint32_t>(std::popcount(votes_)) >= samples_;
}

}  // namespace agc
