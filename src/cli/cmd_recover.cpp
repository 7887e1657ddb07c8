#include "agc/error.h"
#include "agc/recover.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/json.h"
#include "io/file.h"

namespace agc::cli {
namespace {

const char* name_of(SampleState state) {
  switch (state) {
    case SampleState::whole:
      return "whole";
    case SampleState::doubtful:
      return "doubtful";
    case SampleState::partial:
      return "partial";
    case SampleState::lost:
      return "lost";
  }
  return "";
}

std::string sample_text(const RecoveredSample& sample) {
  std::string text = std::string(name_of(sample.state)) + ": sample " + sample.name;
  if (sample.state == SampleState::partial) {
    text += ": lost " + std::to_string(sample.lost_contigs.size()) + " of " + std::to_string(sample.contigs) +
            " contigs: " + first_names(sample.lost_contigs);
  } else if (sample.state != SampleState::lost) {
    text += ": " + std::to_string(sample.contigs) + " contigs";
  }
  if (!sample.problem.empty()) text += "; " + sample.problem;
  if (!sample.doubt.empty()) text += "; in doubt: " + sample.doubt;
  return text;
}

std::string report_text(const std::string& archive, const RecoverReport& report) {
  std::string text;
  for (const std::string& note : report.notes) text += archive + ": " + note + "\n";
  for (const RecoveredSample& sample : report.samples) text += archive + ": " + sample_text(sample) + "\n";
  text += archive + ": ";
  for (const SampleState state : {SampleState::whole, SampleState::doubtful, SampleState::partial, SampleState::lost}) {
    text += std::string(state == SampleState::whole ? "" : ", ") + std::to_string(report.count(state)) + " " +
            name_of(state);
  }
  return text + (report.all_known ? "" : ", and perhaps more that nothing is left of") + "\n";
}

std::string report_json(const std::string& archive, const RecoverReport& report) {
  JsonItems samples;
  for (const RecoveredSample& sample : report.samples) {
    JsonItems item;
    item.add("name", json_string(sample.name));
    item.add("state", json_string(name_of(sample.state)));
    item.add("contigs", sample.contigs);
    item.add("lost_contigs", json_strings(sample.lost_contigs));
    item.add("problem", json_string(sample.problem));
    item.add("doubt", json_string(sample.doubt));
    samples.add(item.object());
  }
  JsonItems whole;
  whole.add("archive", json_string(archive));
  whole.add("complete", report.complete() ? "true" : "false");
  whole.add("notes", json_strings(report.notes));
  whole.add("samples", samples.array());
  whole.add("all_known", report.all_known ? "true" : "false");
  whole.add("archive_bytes", report.archive_bytes);
  return whole.object() + "\n";
}

}  // namespace

void recover(const RecoverCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const RecoverReport report = recover_archive(
      {.archive = command.archive, .output = command.output, .threads = command.threads, .notice = note});
  OutputFile output("", Durability::unsynced);
  output.write(command.json ? report_json(command.archive, report) : report_text(command.archive, report));
  output.commit();
  stopwatch.finish();
  if (report.complete()) return;
  const size_t whole = report.count(SampleState::whole);
  throw Error(ErrorKind::corrupt,
              command.archive + ": expected all samples whole: found " + std::to_string(whole) + " of " +
                  std::to_string(report.samples.size()) +
                  (command.output.empty() || report.archive_bytes > 0 ? "" : "; nothing is written"));
}

}  // namespace agc::cli
