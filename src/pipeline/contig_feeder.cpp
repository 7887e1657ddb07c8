#include "pipeline/contig_feeder.h"

#include <utility>
#include <vector>

#include "pipeline/unit_cutter.h"

namespace agc {

void ContigFeeder::submit(const PackedSequence& sequence, Interval stretch,
                          std::span<const SplitterInterval> intervals) {
  PackedSequence slice;
  slice.assign_slice(sequence, stretch.begin, stretch.end);
  UnitTask task{std::exchange(pending_sample_, std::nullopt), std::exchange(pending_contig_, std::nullopt),
                UnitPlan(std::move(slice))};
  for (SplitterInterval interval : intervals) {
    interval.stretch.begin -= stretch.begin;
    interval.stretch.end -= stretch.begin;
    for (SplitterCandidate& candidate : interval.front) candidate.position -= stretch.begin;
    for (SplitterCandidate& candidate : interval.back) candidate.position -= stretch.begin;
    task.plan.splitter_intervals.push_back(interval);
  }
  pipeline_.submit(std::move(task));
}

void ContigFeeder::add_contig(const ContigInput& contig) {
  const PackedSequence& sequence = contig.sequence;
  pending_contig_ = contig.name;
  for (const Interval& stretch : cut_evenly(sequence.size(), settings_.unit_symbols, settings_.params.kmer_length)) {
    submit(sequence, stretch, {});
  }
}

void ContigFeeder::add_contig(const ContigInput& contig, std::span<const SplitterInterval> intervals) {
  pending_contig_ = contig.name;
  for (const auto& group : cut_at_splitters(intervals, settings_.unit_symbols)) {
    submit(contig.sequence, {group.front().stretch.begin, group.back().stretch.end}, group);
  }
}

}  // namespace agc
