#include "format/collection_tables.h"

#include "agc/error.h"

namespace agc {

std::vector<SampleRecord> make_sample_records(std::span<const std::string> sample_names, const ContigNames& names,
                                              const SegmentTable& segments) {
  if (names.sample_count() != sample_names.size() || names.first_contig != segments.first_contig) {
    throw Error(ErrorKind::corrupt,
                "collection: expected the same samples and contigs in names and details: found different numbers");
  }
  std::vector<SampleRecord> samples(sample_names.size());
  for (size_t s = 0; s < samples.size(); ++s) {
    samples[s].name = sample_names[s];
    for (uint32_t c = names.first_contig[s]; c < names.first_contig[s + 1]; ++c) {
      const std::span<const SegmentRecord> records = segments.segments(c);
      samples[s].contigs.push_back({std::string(names.name(c)), {records.begin(), records.end()}});
    }
  }
  return samples;
}

}  // namespace agc
