#include "agc/extraction_check.h"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "agc/error.h"
#include "format/digest_stream.h"
#include "integrity/contig_decoder.h"
#include "reader/stored_digests.h"

namespace agc {
namespace {

// Samples that share a digest, as far as they have been extracted.
struct SharedDigest {
  uint32_t first_sample = 0;
  uint32_t samples = 1;
  DigestKind kind = DigestKind::none;
  std::vector<Digest128> digests = {};
  std::optional<uint64_t> contigs = {};  // of all samples; found when the first of them comes
  std::set<std::pair<uint32_t, uint32_t>> seen = {};
  Digest128 sum = {};
};

}  // namespace

struct ExtractionCheck::Impl {
  Impl(const std::string& archive_path, const ArchiveReader& archive_reader)
      : reader(archive_reader), path(archive_path) {
    const auto digests = read_content_digests(ArchiveLayout(path), reader.sample_names().size());
    if (!digests) return;
    uint32_t first = 0;
    for (const DigestSpan& span : *digests) {
      spans.emplace(first, SharedDigest{first, span.samples, span.kind, span.digests});
      first += span.samples;
    }
  }

  [[noreturn]] void fail(const std::string& where) const {
    throw Error(ErrorKind::corrupt,
                path + ": " + where + ": expected what was read when it was added: found something else");
  }
  std::string name_of(ContigId contig) const {
    return "sample " + reader.sample_names()[contig.sample] + ", contig number " + std::to_string(contig.contig);
  }
  Digest128 digest_of(ContigId contig, std::string letters) const {
    const std::string name = reader.contig_name(contig);
    const uint64_t length = letters.size();
    const auto sequence = digest_of_letters(letters);
    if (!sequence) fail(name_of(contig));
    return contig_digest({contig.sample, contig.contig, reader.sample_names()[contig.sample], name}, *sequence, length);
  }

  SharedDigest* span_of(uint32_t sample);
  void add_to(SharedDigest& span, ContigId contig, const Digest128& digest);
  void count_contigs(SharedDigest& span) const;

  const ArchiveReader& reader;
  const std::string path;
  std::map<uint32_t, SharedDigest> spans;  // by first sample; members that change are guarded by mutex
  mutable std::mutex mutex;
  std::set<std::pair<uint32_t, uint32_t>> unchecked;  // guarded by mutex
};

SharedDigest* ExtractionCheck::Impl::span_of(uint32_t sample) {
  const auto after = spans.upper_bound(sample);
  if (after == spans.begin()) return nullptr;
  SharedDigest& span = std::prev(after)->second;
  return span.kind == DigestKind::none ? nullptr : &span;
}

void ExtractionCheck::Impl::count_contigs(SharedDigest& span) const {
  uint64_t contigs = 0;
  for (uint32_t sample = span.first_sample; sample < span.first_sample + span.samples; ++sample) {
    const uint64_t count = reader.contig_count(sample);
    span.sum += sample_digest(sample, reader.sample_names()[sample], count);
    contigs += count;
  }
  span.contigs = contigs;
}

void ExtractionCheck::Impl::add_to(SharedDigest& span, ContigId contig, const Digest128& digest) {
  const std::lock_guard lock(mutex);
  if (!span.contigs) count_contigs(span);
  if (!span.seen.emplace(contig.sample, contig.contig).second) return;
  span.sum += digest;
  if (span.seen.size() < *span.contigs) {
    unchecked.emplace(contig.sample, contig.contig);
    return;
  }
  if (span.sum != span.digests[0]) {
    const std::vector<std::string>& names = reader.sample_names();
    fail("samples " + names[span.first_sample] + " to " + names[span.first_sample + span.samples - 1]);
  }
  for (const auto& seen : span.seen) unchecked.erase(seen);
}

ExtractionCheck::ExtractionCheck(const std::string& path, const ArchiveReader& reader)
    : impl_(std::make_unique<Impl>(path, reader)) {}

ExtractionCheck::~ExtractionCheck() = default;

void ExtractionCheck::add(ContigId contig, std::string_view letters) {
  const auto stored = impl_->reader.stored_digests(contig);
  if (stored && *stored != compute_sequence_digests(letters)) impl_->fail(impl_->name_of(contig));
  SharedDigest* const span = impl_->span_of(contig.sample);
  if (span == nullptr) {
    if (stored) return;
    const std::lock_guard lock(impl_->mutex);
    impl_->unchecked.emplace(contig.sample, contig.contig);
    return;
  }
  const Digest128 digest = impl_->digest_of(contig, std::string(letters));
  if (span->kind == DigestKind::contigs) {
    if (contig.contig >= span->digests.size() || span->digests[contig.contig] != digest) {
      impl_->fail(impl_->name_of(contig));
    }
    return;
  }
  impl_->add_to(*span, contig, digest);
  if (!stored) return;
  const std::lock_guard lock(impl_->mutex);
  impl_->unchecked.erase({contig.sample, contig.contig});
}

uint64_t ExtractionCheck::unchecked() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->unchecked.size();
}

}  // namespace agc
