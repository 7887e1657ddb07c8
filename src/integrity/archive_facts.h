// What the steps of a verification learn and hand on. One per archive; each step says what it fills in.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "agc/verify.h"
#include "reader/archive_layout.h"
#include "reader/collection_index.h"

namespace agc {

// A group as check_groups() found it.
struct GroupFacts {
  uint64_t entries = 0;  // in all packs
  bool has_reference = false;
  bool bad_reference = false;
  std::set<uint32_t> bad_packs;
  uint64_t uncovered_parts = 0;  // without any checksum
};

struct ArchiveFacts {
  const ArchiveLayout& layout;
  const CollectionIndex* index = nullptr;  // null if there are no sample names
  VerifyOptions options;
  VerifyReport report;
  std::vector<GroupFacts> groups;
  std::vector<bool> readable_samples;                   // by sample: names and records could be read; check_records()
  std::vector<std::vector<bool>> skipped_contigs = {};  // by sample and contig: known to be damaged; check_records()

  void damage(const std::string& where, const std::string& problem, std::vector<std::string> samples = {}) {
    report.findings.push_back({FindingKind::damage, where, problem, std::move(samples)});
  }
  void defect(const std::string& where, const std::string& problem, std::vector<std::string> samples = {}) {
    report.findings.push_back({FindingKind::defect, where, problem, std::move(samples)});
  }
  void rule(const std::string& where, const std::string& problem) {
    report.findings.push_back({FindingKind::rule, where, problem});
  }
  // Without the path, which every line of a report would repeat.
  std::string short_message(std::string_view message) const;
  std::string message_of(const Error& error) const { return short_message(error.what()); }
};

}  // namespace agc
