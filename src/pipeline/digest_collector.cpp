#include "pipeline/digest_collector.h"

#include <algorithm>
#include <utility>

namespace agc {
namespace {

constexpr uint64_t kDigestBytes = 16;
// Shorter contigs will not get a digest each: two bits a symbol and one percent for digests leave no room. Known in
// time, this saves the memory.
constexpr uint64_t kLeastSymbolsPerDigest = kDigestBytes * 100 * 4;

bool fits(const ContentDigests& digests, uint64_t bytes) {
  return encode_content_digests(digests).payload.size() <= bytes;
}

ContentDigests without_contigs(const ContentDigests& digests, const std::vector<std::string>& sample_names) {
  ContentDigests sums;
  uint64_t sample = 0;
  for (const DigestSpan& span : digests) {
    sums.push_back(span.kind == DigestKind::contigs ? sum_of_contigs(span, sample, sample_names[sample]) : span);
    sample += span.samples;
  }
  return sums;
}

}  // namespace

DigestCollector::DigestCollector(ContentDigests stored, std::vector<SampleSequenceDigests> stored_sequences)
    : digests_(std::move(stored)), sequence_digests_(std::move(stored_sequences)) {
  for (const DigestSpan& span : digests_) samples_ += span.samples;
}

void DigestCollector::begin_sample(const std::string& name) {
  end_sample();
  in_sample_ = true;
  sample_name_ = name;
  sample_symbols_ = 0;
  digests_.push_back({DigestKind::contigs, 1, {}});
  ++samples_;
}

void DigestCollector::add_contig(const std::string& name, const Digest128& sequence, uint64_t length) {
  std::vector<Digest128>& contigs = digests_.back().digests;
  contigs.push_back(contig_digest({samples_ - 1, contigs.size(), sample_name_, name}, sequence, length));
  sample_symbols_ += length;
}

void DigestCollector::add_sequence_digests(const RawSequenceDigests& digests) {
  sequence_digests_.resize(samples_);
  SampleSequenceDigests& sample = sequence_digests_.back();
  if (!sample) sample.emplace();
  sample->push_back(digests);
}

void DigestCollector::end_sample() {
  if (!std::exchange(in_sample_, false)) return;
  DigestSpan& span = digests_.back();
  if (sample_symbols_ < kLeastSymbolsPerDigest * span.digests.size()) {
    span = sum_of_contigs(span, samples_ - 1, sample_name_);
  }
}

ContentDigests DigestCollector::finish(const std::vector<std::string>& sample_names, const Share& share) {
  end_sample();
  if (fits(digests_, share.bytes)) return std::move(digests_);
  ContentDigests digests = without_contigs(digests_, sample_names);
  for (uint64_t unit = share.unit; !fits(digests, share.bytes); unit *= 2) {
    digests = join_spans(digests, unit);
    if (unit >= samples_) break;
  }
  return digests;
}

}  // namespace agc
