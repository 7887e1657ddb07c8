#include <filesystem>
#include <utility>

#include "agc/error.h"
#include "agc/recover.h"
#include "integrity/salvage.h"
#include "pipeline/archive_completion.h"

namespace agc {
namespace {

struct Attempt {
  Remains remains;
  Salvage salvage;
};

std::optional<Attempt> attempt(std::optional<Remains> remains, const RecoverOptions& options) {
  if (!remains) return std::nullopt;
  Salvage salvage = salvage_contigs(*remains, options);
  return Attempt{*std::move(remains), std::move(salvage)};
}

// By the footer, and where that is lost or contradicts itself also without it: what gives more is taken.
std::optional<Attempt> best_attempt(const RecoverOptions& options) {
  std::optional<Attempt> best = attempt(open_footer(options.archive), options);
  if (best && best->remains.doubt.empty() && best->salvage.whole_contigs > 0) return best;
  std::optional<Attempt> other = attempt(rebuild_footer(options.archive), options);
  if (!best || (other && other->salvage.whole_contigs > best->salvage.whole_contigs)) return other;
  return best;
}

RecoveredSample report_of(const SalvagedSample& from) {
  RecoveredSample sample{.name = from.name, .contigs = from.contigs.size(), .doubt = from.doubt};
  const SalvagedContig* first_lost = nullptr;
  for (const SalvagedContig& contig : from.contigs) {
    if (contig.whole) continue;
    if (first_lost == nullptr) first_lost = &contig;
    sample.lost_contigs.push_back(contig.record.name);
  }
  if (!from.has_records || (sample.contigs > 0 && sample.lost_contigs.size() == sample.contigs)) {
    sample.state = SampleState::lost;
    sample.doubt.clear();
    sample.lost_contigs.clear();
    sample.problem = first_lost != nullptr ? first_lost->problem : from.problem;
  } else if (first_lost != nullptr) {
    sample.state = SampleState::partial;
    sample.problem = first_lost->problem;
  } else if (!from.doubt.empty()) {
    sample.state = SampleState::doubtful;
  }
  return sample;
}

// Damage of what has neither digests nor checksums may go unnoticed.
void note_unproven(const Salvage& salvage, RecoverReport& report) {
  size_t unproven = 0;
  for (size_t i = 0; i < report.samples.size(); ++i) {
    if (report.samples[i].state == SampleState::whole && !salvage.samples[i].proven) ++unproven;
  }
  if (unproven == 0) return;
  report.notes.push_back(
      "nothing contradicts " + std::to_string(unproven) + " of " + std::to_string(report.samples.size()) +
      " samples, but there are no digests to tell whether they are what was read when they were added");
}

void check_output(const RecoverOptions& options) {
  std::error_code ignored;
  if (options.output.empty() || !std::filesystem::equivalent(options.archive, options.output, ignored)) return;
  throw Error(ErrorKind::usage, options.output + ": expected an output that is not the archive itself");
}

}  // namespace

RecoverReport recover_archive(const RecoverOptions& options) {
  check_output(options);
  RecoverReport report;
  std::optional<Attempt> found = best_attempt(options);
  if (!found) {
    report.all_known = false;
    report.notes.push_back("there is no archive in it that could be read");
    return report;
  }
  report.notes = std::move(found->remains.notes);
  report.all_known = found->remains.all_known;
  for (const SalvagedSample& sample : found->salvage.samples) report.samples.push_back(report_of(sample));
  note_unproven(found->salvage, report);
  if (report.samples.empty()) report.notes.push_back("neither names nor numbers of samples are left");
  if (options.output.empty() || found->salvage.whole_contigs == 0) return report;
  const FileLock lock = lock_output(options.output, options.notice);
  report.archive_bytes = write_salvage(found->remains, found->salvage, options.output);
  return report;
}

}  // namespace agc
