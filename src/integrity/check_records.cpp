#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "agc/error.h"
#include "format/stream_names.h"
#include "integrity/checks.h"

namespace agc {
namespace {

// Findings that several samples share, in the order in which they come up.
class SharedFindings {
 public:
  void add(const std::string& where, const std::string& problem, const std::string& sample) {
    const auto [found, is_new] = numbers_.try_emplace({where, problem}, findings_.size());
    if (is_new) findings_.push_back({FindingKind::damage, where, problem});
    std::vector<std::string>& samples = findings_[found->second].samples;
    if (samples.empty() || samples.back() != sample) samples.push_back(sample);
  }
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  std::map<std::pair<std::string, std::string>, size_t> numbers_;
  std::vector<Finding> findings_;
};

// What a record leads to: a damaged part, as the finding about it names the place, or nothing at all.
struct RecordState {
  std::string bad_part;  // empty: none
  bool missing = false;
};

RecordState look_up(const SegmentRecord& record, const ArchiveFacts& facts) {
  if (record.group >= facts.groups.size()) return {"", true};
  const GroupFacts& group = facts.groups[record.group];
  const std::string name = "group " + std::to_string(record.group);
  const bool raw = record.group < kRawGroupCount;
  if (!raw && group.bad_reference) return {name + (group.has_reference ? ", reference" : ""), false};
  if (!raw && record.index == 0) return {};
  const uint64_t entry = raw ? record.index : record.index - 1;
  if (entry >= group.entries) return {"", true};
  const auto pack = static_cast<uint32_t>(entry / facts.layout.params().pack_cardinality);
  if (group.bad_packs.contains(pack)) return {name + ", pack " + std::to_string(pack), false};
  return {};
}

class RecordChecker {
 public:
  explicit RecordChecker(ArchiveFacts& facts) : facts_(facts), index_(*facts.index) {}

  void run() {
    const std::vector<std::string>& samples = index_.sample_names();
    std::unordered_set<std::string_view> names;
    for (uint32_t sample = 0; sample < samples.size(); ++sample) {
      if (!names.insert(samples[sample]).second) {
        facts_.rule("sample " + samples[sample], "expected samples with names of their own: found that name twice");
      }
      facts_.skipped_contigs.emplace_back();
      facts_.readable_samples.push_back(check_sample(sample));
    }
    for (Finding& finding : facts_.report.findings) {
      if (const auto touched = touched_.find(finding.where); touched != touched_.end())
        finding.samples = touched->second;
    }
    for (Finding& finding : shared_.take()) facts_.report.findings.push_back(std::move(finding));
  }

 private:
  bool check_sample(uint32_t sample) {
    const std::string& name = index_.sample_names()[sample];
    try {
      const ContigNameRange contigs = index_.contig_names(sample);
      std::vector<bool>& skipped = facts_.skipped_contigs.back();
      skipped.assign(contigs.count, false);
      for (uint32_t contig = 0; contig < contigs.count; ++contig) {
        skipped[contig] = !check_contig(name, contigs[contig], index_.segments({sample, contig}));
      }
      check_contig_names(name, contigs);
      facts_.report.contigs += contigs.count;
      return true;
    } catch (const Error& error) {
      facts_.skipped_contigs.back().clear();
      shared_.add("collection", facts_.message_of(error), name);
      return false;
    }
  }

  // Whether the contig can be decoded as far as one can tell now.
  bool check_contig(const std::string& sample, std::string_view contig, const SegmentRecords& records) {
    facts_.report.segments += records.size();
    bool whole = true;
    for (const SegmentRecord& record : records) {
      const RecordState state = look_up(record, facts_);
      if (!state.bad_part.empty()) {
        std::vector<std::string>& touched = touched_[state.bad_part];
        if (touched.empty() || touched.back() != sample) touched.push_back(sample);
      }
      if (state.missing && whole) {
        facts_.damage("sample " + sample + ", contig " + std::string(contig),
                      "expected records of entries that are there: found one of group " + std::to_string(record.group) +
                          ", index " + std::to_string(record.index),
                      {sample});
      }
      whole = whole && state.bad_part.empty() && !state.missing;
    }
    return whole;
  }

  void check_contig_names(const std::string& sample, const ContigNameRange& contigs) {
    std::unordered_set<std::string_view> names;
    for (uint32_t contig = 0; contig < contigs.count; ++contig) {
      if (names.insert(contigs[contig]).second) continue;
      facts_.defect("sample " + sample,
                    "expected contig names of their own: found '" + std::string(contigs[contig]) +
                        "' twice; the sequence of both may be mixed (defect 4)",
                    {sample});
    }
  }

  ArchiveFacts& facts_;
  const CollectionIndex& index_;
  SharedFindings shared_;
  std::map<std::string, std::vector<std::string>> touched_;  // samples by damaged part
};

void check_batches(ArchiveFacts& facts) {
  const BatchPlaces& places = facts.index->batch_places();
  if (facts.index->sample_names().empty()) {
    facts.defect("collection", "expected samples: found none; other programs cannot add to such an archive (defect 7)");
  }
  if (!places.moved.empty()) facts.defect("collection", facts.short_message(places.moved) + " (defect 2)");
  if (!places.doubt.empty()) facts.defect("collection", facts.short_message(places.doubt) + " (defect 2)");
  if (!places.lost.empty()) facts.defect("collection", facts.short_message(places.lost) + " (defect 5)");
  if (places.surplus && places.moved.empty() && places.doubt.empty()) {
    facts.defect("collection", "expected " + std::to_string(places.parts.size()) +
                                   " batches of samples: found surplus ones without contigs (defect 2)");
  }
}

}  // namespace

void check_records(ArchiveFacts& facts) {
  check_batches(facts);
  facts.report.samples = facts.index->sample_names().size();
  RecordChecker(facts).run();
}

}  // namespace agc
