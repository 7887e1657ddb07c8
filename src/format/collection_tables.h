// Names and segment records of a batch of samples as the readers hold them: a few flat arrays
// instead of a vector for every contig. Filled by the decoders of collection_v1/v2/v3.h, constant
// afterwards and then free to share between threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agc/types.h"

namespace agc {

// The contigs of a batch are numbered through; sample s has those from first_contig[s] up to
// first_contig[s + 1]. Both tables carry these numbers, since each can be loaded without the other.
struct ContigNames {
  std::vector<uint32_t> first_contig = {0};  // samples + 1 values
  std::vector<uint64_t> name_begin = {0};    // contigs + 1 positions in `text`
  std::string text;

  size_t sample_count() const { return first_contig.size() - 1; }
  size_t contig_count() const { return name_begin.size() - 1; }
  std::string_view name(size_t contig) const {
    return std::string_view(text).substr(name_begin[contig], name_begin[contig + 1] - name_begin[contig]);
  }
  void end_name() { name_begin.push_back(text.size()); }
  void end_sample() { first_contig.push_back(static_cast<uint32_t>(contig_count())); }
};

struct SegmentTable {
  std::vector<uint32_t> first_contig = {0};   // samples + 1 values
  std::vector<uint32_t> first_segment = {0};  // contigs + 1 positions in `records`
  std::vector<SegmentRecord> records;

  size_t sample_count() const { return first_contig.size() - 1; }
  size_t contig_count() const { return first_segment.size() - 1; }
  std::span<const SegmentRecord> segments(size_t contig) const {
    return std::span(records).subspan(first_segment[contig], first_segment[contig + 1] - first_segment[contig]);
  }
};

using CommandLine = std::pair<std::string, std::string>;  // command, time

// The same as one record per sample, for writing a batch anew. `sample_names` are those of the
// batch. Throws Error{corrupt} unless all three agree on the number of samples and contigs.
std::vector<SampleRecord> make_sample_records(std::span<const std::string> sample_names, const ContigNames& names,
                                              const SegmentTable& segments);

}  // namespace agc
