#include "pieces/input.h"

#include <algorithm>
#include <utility>

#include "format/hash.h"
#include "io/fasta_reader.h"
#include "pipeline/unit_cutter.h"

namespace agc::bench {
namespace {

UnitPlan make_unit(const PackedSequence& sequence, Interval stretch, Meter& meter) {
  PackedSequence slice = meter.time(Row::cut_into_units, [&] {
    PackedSequence sliced;
    sliced.assign_slice(sequence, stretch.begin, stretch.end);
    return sliced;
  });
  meter.count(Row::cut_into_units, 1, stretch.length());
  meter.count(Row::make_query, 1, stretch.length());
  return meter.time(Row::make_query, [&] { return UnitPlan(std::move(slice)); });
}

// With positions in the unit, not in the contig.
SplitterInterval move_left(SplitterInterval interval, uint64_t distance) {
  interval.stretch.begin -= distance;
  interval.stretch.end -= distance;
  for (SplitterCandidate& candidate : interval.front) candidate.position -= distance;
  for (SplitterCandidate& candidate : interval.back) candidate.position -= distance;
  return interval;
}

}  // namespace

void read_contigs(const std::string& path, Meter& meter, const std::function<void(ContigInput)>& visit) {
  FastaReader reader(open_byte_source(path), NonIupacPolicy::error);
  FastaRecord record;
  while (meter.time(Row::read, [&] { return reader.next(record); })) {
    for (const Row row : {Row::read, Row::digest, Row::pack}) meter.count(row, 1, record.symbols.size());
    meter.use(meter.time(Row::digest, [&] { return digest128(record.symbols); }).low);
    visit({record.name, meter.time(Row::pack, [&] { return PackedSequence(record.symbols); })});
  }
}

Reference read_reference(const std::string& path, bool is_all, Meter& meter) {
  Reference reference;
  read_contigs(path, meter, [&](ContigInput contig) { reference.contigs.push_back(std::move(contig)); });
  uint64_t longest_contig = 0;
  const ArchiveParams params;
  SplitterFinder finder(params.kmer_length);
  for (const ContigInput& contig : reference.contigs) {
    const uint64_t size = contig.sequence.size();
    reference.symbols += size;
    longest_contig = std::max(longest_contig, size);
    meter.time(Row::sample_kmers, [&] { finder.add_contig(contig.sequence); });
    meter.count(Row::sample_kmers, 1, size);
  }
  meter.time(Row::cut_at_splitters, [&] { finder.finish(); });
  reference.settings = make_encoder_settings(recorded_params(params, longest_contig), CreateOptions{}.level,
                                             {reference.symbols, longest_contig, is_all});
  for (size_t number = 0; number < reference.contigs.size(); ++number) {
    reference.intervals.push_back(
        meter.time(Row::cut_at_splitters, [&] { return finder.cut(number, reference.settings.splitter_spacing); }));
    meter.count(Row::cut_at_splitters, reference.intervals.back().size());
  }
  return reference;
}

void cut_evenly(const ContigInput& contig, const EncoderSettings& settings, Meter& meter, const VisitUnit& visit) {
  const PackedSequence& sequence = contig.sequence;
  const std::vector<Interval> stretches = meter.time(Row::cut_into_units, [&] {
    return agc::cut_evenly(sequence.size(), settings.unit_symbols, settings.params.kmer_length);
  });
  for (const Interval& stretch : stretches) visit(make_unit(sequence, stretch, meter));
}

void cut_at_splitters(const ContigInput& contig, std::span<const SplitterInterval> intervals,
                      const EncoderSettings& settings, Meter& meter, const VisitUnit& visit) {
  const auto groups =
      meter.time(Row::cut_into_units, [&] { return agc::cut_at_splitters(intervals, settings.unit_symbols); });
  for (const std::span<const SplitterInterval> group : groups) {
    const Interval stretch = {group.front().stretch.begin, group.back().stretch.end};
    UnitPlan unit = make_unit(contig.sequence, stretch, meter);
    for (const SplitterInterval& interval : group)
      unit.splitter_intervals.push_back(move_left(interval, stretch.begin));
    visit(std::move(unit));
  }
}

}  // namespace agc::bench
