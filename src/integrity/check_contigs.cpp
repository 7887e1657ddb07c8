#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agc/error.h"
#include "integrity/checks.h"
#include "integrity/contig_decoder.h"
#include "integrity/digest_comparer.h"
#include "pipeline/parallel_for.h"
#include "pipeline/sequence_hash.h"
#include "reader/group_store.h"
#include "reader/recorded_lengths.h"
#include "reader/stored_digests.h"

namespace agc {
namespace {

// Contigs whose outcomes are held at a time: whole samples, this many contigs or the first to reach them.
constexpr size_t kContigsAtOnce = 4096;

struct Outcome {
  ContigId id;
  std::optional<Digest128> digest = {};  // nothing: not decoded
  uint64_t symbols = 0;
  bool wrong_lengths = false;
  bool lost_letters = false;
  std::string problem = {};
};

class ContigChecker {
 public:
  ContigChecker(ArchiveFacts& facts, ContentDigests digests)
      : facts_(facts),
        index_(*facts.index),
        lengths_(facts.layout, index_.sample_names().size()),
        store_(facts.layout, facts.options.cache_bytes),
        decoder_(facts.layout, lengths_, store_),
        sequences_(facts.layout),
        comparer_(std::move(digests)) {}

  void run() {
    const auto samples = static_cast<uint32_t>(index_.sample_names().size());
    for (uint32_t first = 0; first < samples;) {
      std::vector<Outcome> outcomes;
      uint32_t end = first;
      for (; end < samples && outcomes.size() < kContigsAtOnce; ++end) {
        for (uint32_t contig = 0; contig < facts_.skipped_contigs[end].size(); ++contig)
          outcomes.push_back({{end, contig}});
      }
      parallel_for(outcomes.size(), facts_.options.threads, [&](size_t i) { decode(outcomes[i]); });
      size_t next = 0;
      for (uint32_t sample = first; sample < end; ++sample) add_sample(sample, outcomes, next);
      first = end;
    }
    report_defects();
  }

  const DigestComparer& comparer() const { return comparer_; }

 private:
  void decode(Outcome& outcome) {
    if (facts_.skipped_contigs[outcome.id.sample][outcome.id.contig]) return;
    const auto scratch = scratch_.acquire();
    const ArchiveParams& params = facts_.layout.params();
    try {
      DecodedContig contig = decode_contig(index_.segments(outcome.id), params.kmer_length, decoder_, *scratch);
      outcome.symbols = contig.letters.size();
      outcome.wrong_lengths = contig.wrong_lengths;
      outcome.lost_letters = contig.lost_letters;
      const std::string_view name = index_.contig_names(outcome.id.sample)[outcome.id.contig];
      const auto sequence = digest_of_letters(contig.letters);
      const std::string& sample = index_.sample_names()[outcome.id.sample];
      if (sequence) check_sequence_digests(outcome.id, contig.letters);
      outcome.digest = contig_digest({outcome.id.sample, outcome.id.contig, sample, name},
                                     sequence.value_or(Digest128{}), outcome.symbols);
    } catch (const Error& error) {
      outcome.problem = facts_.message_of(error);
    }
  }

  // `codes` = what digest_of_letters() leaves.
  void check_sequence_digests(ContigId id, std::string_view codes) const {
    const std::vector<RawSequenceDigests>* stored = sequences_.of_sample(id.sample);
    if (stored == nullptr) return;
    const RawSequenceDigests found = digest_symbols({reinterpret_cast<const uint8_t*>(codes.data()), codes.size()});
    if (id.contig < stored->size() && found == (*stored)[id.contig]) return;
    throw Error(ErrorKind::corrupt,
                "expected the refget digest and MD5 of the archive: found " + text_of(found).refget);
  }

  void add_sample(uint32_t sample, std::vector<Outcome>& outcomes, size_t& next) {
    const std::string& name = index_.sample_names()[sample];
    std::vector<std::optional<Digest128>> digests;
    bool wrong_lengths = false;
    bool lost_letters = false;
    for (; next < outcomes.size() && outcomes[next].id.sample == sample; ++next) {
      const Outcome& outcome = outcomes[next];
      digests.push_back(outcome.digest);
      wrong_lengths = wrong_lengths || outcome.wrong_lengths;
      lost_letters = lost_letters || outcome.lost_letters;
      facts_.report.symbols += outcome.symbols;
      if (outcome.problem.empty()) continue;
      facts_.damage("sample " + name + ", contig " + std::string(index_.contig_names(sample)[outcome.id.contig]),
                    outcome.problem, {name});
    }
    if (wrong_lengths) with_wrong_lengths_.push_back(name);
    if (lost_letters) with_lost_letters_.push_back(name);
    if (facts_.readable_samples[sample]) {
      comparer_.add_sample(name, digests);
    } else {
      comparer_.skip_sample();
    }
  }

  void report_defects() {
    if (!with_wrong_lengths_.empty()) {
      facts_.defect("collection",
                    "expected the lengths of segments: found wrong ones, as AGC 3.0 to 3.2.1 record them "
                    "for samples that they add (defect 3)",
                    std::move(with_wrong_lengths_));
    }
    if (!with_lost_letters_.empty()) {
      facts_.defect("contigs", "expected nucleotide letters: found codes of characters that are lost (defects 1 and 9)",
                    std::move(with_lost_letters_));
    }
  }

  ArchiveFacts& facts_;
  const CollectionIndex& index_;
  ScratchPool scratch_;
  RecordedLengths lengths_;
  GroupStore store_;
  SegmentDecoder decoder_;
  StoredSequenceDigests sequences_;
  DigestComparer comparer_;
  std::vector<std::string> with_wrong_lengths_;
  std::vector<std::string> with_lost_letters_;
};

void report_mismatch(ArchiveFacts& facts, const DigestMismatch& mismatch) {
  const std::vector<std::string>& names = facts.index->sample_names();
  const auto first = names.begin() + static_cast<std::ptrdiff_t>(mismatch.first_sample);
  std::vector<std::string> samples(first, first + static_cast<std::ptrdiff_t>(mismatch.samples));
  std::string where = "sample " + samples.front();
  if (samples.size() > 1) where += " to sample " + samples.back();
  if (mismatch.contig) {
    const ContigNameRange contigs = facts.index->contig_names(static_cast<uint32_t>(mismatch.first_sample));
    where += ", contig " + std::string(contigs[static_cast<uint32_t>(*mismatch.contig)]);
  }
  facts.damage(where, "expected sequence and names with the digest of what was read: found others", std::move(samples));
}

std::optional<ContentDigests> stored_digests(ArchiveFacts& facts) {
  try {
    return read_content_digests(facts.layout, facts.index->sample_names().size());
  } catch (const Error& error) {
    facts.damage("stream digests", facts.message_of(error));
    return std::nullopt;
  }
}

}  // namespace

void check_contigs(ArchiveFacts& facts) {
  std::optional<ContentDigests> digests = stored_digests(facts);
  const bool has_digests = digests.has_value();
  ContigChecker checker(facts, digests ? *std::move(digests) : ContentDigests{});
  checker.run();
  const DigestComparer& comparer = checker.comparer();
  for (const DigestMismatch& mismatch : comparer.mismatches()) report_mismatch(facts, mismatch);
  facts.report.compared_samples = comparer.equal_samples();
  const uint64_t unknown = has_digests ? comparer.uncovered_samples() : facts.report.samples;
  if (unknown > 0) {
    facts.report.unchecked.push_back(
        "whether " + std::to_string(unknown) + " of " + std::to_string(facts.report.samples) +
        " samples are what was read when they were added, of which the archive has no digests");
  }
  if (comparer.incomparable_samples() > 0) {
    facts.report.unchecked.push_back("the digests of " + std::to_string(comparer.incomparable_samples()) +
                                     " samples, which are damaged or share them with such");
  }
}

}  // namespace agc
