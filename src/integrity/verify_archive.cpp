#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "agc/error.h"
#include "agc/verify.h"
#include "integrity/checks.h"
#include "reader/decode_scratch.h"
#include "reader/error_context.h"

namespace agc {
namespace {

// Opens even what contradicts its digests, and tells.
std::unique_ptr<ArchiveLayout> open_layout(const std::string& path, VerifyReport& report) {
  try {
    return std::make_unique<ArchiveLayout>(path);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    report.findings.push_back({FindingKind::damage, "archive", without_path(error.what(), path)});
  }
  try {
    return std::make_unique<ArchiveLayout>(path, DigestUse::ignore);
  } catch (const Error&) {
    report.unchecked.push_back("everything else: the archive cannot be opened; agc recover may find more");
    return nullptr;
  }
}

std::unique_ptr<CollectionIndex> open_index(ArchiveFacts& facts, ScratchPool& scratch) {
  try {
    return std::make_unique<CollectionIndex>(facts.layout, scratch);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    facts.damage("collection", facts.message_of(error));
    facts.report.unchecked.push_back("contigs, since there are no samples");
    return nullptr;
  }
}

}  // namespace

std::string ArchiveFacts::short_message(std::string_view message) const {
  return without_path(message, layout.container().path());
}

VerifyReport verify_archive(const std::string& path, const VerifyOptions& options) {
  VerifyReport report;
  const std::unique_ptr<ArchiveLayout> layout = open_layout(path, report);
  if (!layout) return report;
  ArchiveFacts facts{
      .layout = *layout, .options = options, .report = std::move(report), .groups = {}, .readable_samples = {}};
  check_container(facts);
  check_coverage(facts);
  check_obligations(facts);
  check_groups(facts);
  ScratchPool scratch;
  const std::unique_ptr<CollectionIndex> index = open_index(facts, scratch);
  if (!index) return std::move(facts.report);
  facts.index = index.get();
  check_records(facts);
  check_contigs(facts);
  return std::move(facts.report);
}

}  // namespace agc
