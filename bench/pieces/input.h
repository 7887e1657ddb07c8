// Contigs of a collection on their way into the encoder: read, digested and packed, and cut into units, as the
// product's reader thread does it. What each step takes goes to the meter.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "encode/settings.h"
#include "encode/splitters.h"
#include "encode/unit.h"
#include "pieces/meter.h"
#include "pipeline/contig_feeder.h"

namespace agc::bench {

// Every contig of a FASTA file.
void read_contigs(const std::string& path, Meter& meter, const std::function<void(ContigInput)>& visit);

struct Reference {
  std::vector<ContigInput> contigs;
  std::vector<std::vector<SplitterInterval>> intervals;  // of each of them
  EncoderSettings settings;
  uint64_t symbols = 0;
};
// The first sample, cut at splitters. `is_all`: no other one follows.
Reference read_reference(const std::string& path, bool is_all, Meter& meter);

using VisitUnit = std::function<void(UnitPlan)>;
void cut_evenly(const ContigInput& contig, const EncoderSettings& settings, Meter& meter, const VisitUnit& visit);
void cut_at_splitters(const ContigInput& contig, std::span<const SplitterInterval> intervals,
                      const EncoderSettings& settings, Meter& meter, const VisitUnit& visit);

}  // namespace agc::bench
