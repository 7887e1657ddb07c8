#include "integrity/digest_comparer.h"

#include <algorithm>

namespace agc {

void DigestComparer::add_sample(const std::string& name, const std::vector<std::optional<Digest128>>& contigs) {
  if (span_ == stored_.size()) return;
  const DigestSpan& span = stored_[span_];
  if (span.kind == DigestKind::contigs) {
    compare_contigs(contigs);
  } else if (span.kind == DigestKind::samples) {
    sum_ += sample_digest(sample_, name, contigs.size());
    for (const std::optional<Digest128>& contig : contigs) {
      if (contig) {
        sum_ += *contig;
      } else {
        span_is_whole_ = false;
      }
    }
  }
  end_sample();
}

void DigestComparer::skip_sample() {
  if (span_ == stored_.size()) return;
  span_is_whole_ = false;
  end_sample();
}

void DigestComparer::compare_contigs(const std::vector<std::optional<Digest128>>& contigs) {
  const std::vector<Digest128>& stored = stored_[span_].digests;
  const size_t before = mismatches_.size();
  if (contigs.size() != stored.size()) mismatches_.push_back({sample_, 1, {}});
  for (size_t contig = 0; contig < std::min(contigs.size(), stored.size()); ++contig) {
    if (!contigs[contig]) {
      span_is_whole_ = false;
    } else if (*contigs[contig] != stored[contig]) {
      mismatches_.push_back({sample_, 1, contig});
    }
  }
  if (mismatches_.size() == before && span_is_whole_) ++equal_samples_;
}

void DigestComparer::end_sample() {
  ++sample_;
  const DigestSpan& span = stored_[span_];
  if (++span_samples_ < span.samples) return;
  if (span.kind == DigestKind::none) {
    uncovered_samples_ += span.samples;
  } else if (!span_is_whole_) {
    incomparable_samples_ += span.samples;
  } else if (span.kind == DigestKind::samples) {
    if (sum_ == span.digests[0]) {
      equal_samples_ += span.samples;
    } else {
      mismatches_.push_back({sample_ - span.samples, span.samples, {}});
    }
  }
  ++span_;
  span_samples_ = 0;
  span_is_whole_ = true;
  sum_ = {};
}

}  // namespace agc
