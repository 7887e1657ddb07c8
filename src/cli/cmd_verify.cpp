#include "agc/error.h"
#include "agc/verify.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/json.h"
#include "io/file.h"

namespace agc::cli {
namespace {

const char* name_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::damage:
      return "damage";
    case FindingKind::defect:
      return "defect";
    case FindingKind::rule:
      return "rule";
  }
  return "";
}

std::string samples_text(const std::vector<std::string>& samples) {
  if (samples.empty()) return "";
  return (samples.size() == 1 ? "; sample " : "; samples ") + first_names(samples);
}

std::string report_text(const std::string& archive, const VerifyReport& report) {
  std::string text;
  for (const Finding& finding : report.findings) {
    text += archive + ": " + name_of(finding.kind) + ": " + finding.where + ": " + finding.problem +
            samples_text(finding.samples) + "\n";
  }
  for (const std::string& line : report.unchecked) text += archive + ": not checked: " + line + "\n";
  text += archive + ": " + (report.sound() ? "sound" : "NOT SOUND") + ": " + std::to_string(report.samples) +
          " samples, " + std::to_string(report.contigs) + " contigs, " + std::to_string(report.segments) +
          " segments, " + std::to_string(report.symbols) + " symbols; " + std::to_string(report.compared_samples) +
          " samples are what was read\n";
  return text;
}

std::string report_json(const std::string& archive, const VerifyReport& report) {
  JsonItems findings;
  for (const Finding& finding : report.findings) {
    JsonItems item;
    item.add("kind", json_string(name_of(finding.kind)));
    item.add("where", json_string(finding.where));
    item.add("problem", json_string(finding.problem));
    item.add("samples", json_strings(finding.samples));
    findings.add(item.object());
  }
  JsonItems whole;
  whole.add("archive", json_string(archive));
  whole.add("sound", report.sound() ? "true" : "false");
  whole.add("findings", findings.array());
  whole.add("not_checked", json_strings(report.unchecked));
  whole.add("samples", report.samples);
  whole.add("contigs", report.contigs);
  whole.add("segments", report.segments);
  whole.add("symbols", report.symbols);
  whole.add("parts", report.parts);
  whole.add("compared_samples", report.compared_samples);
  return whole.object() + "\n";
}

// What cannot be read at all does not keep the others from being looked at.
VerifyReport look_at(const std::string& archive, unsigned threads) {
  try {
    return verify_archive(archive, {.threads = threads});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::io) throw;
    VerifyReport report;
    report.findings.push_back({FindingKind::damage, "file", error.what()});
    return report;
  }
}

}  // namespace

void verify(const VerifyCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  OutputFile output(command.output, Durability::unsynced);
  std::vector<std::string> unsound;
  for (const std::string& archive : command.archives) {
    const VerifyReport report = look_at(archive, command.threads);
    output.write(command.json ? report_json(archive, report) : report_text(archive, report));
    if (!report.sound()) unsound.push_back(archive);
  }
  output.commit();
  stopwatch.finish();
  if (unsound.empty()) return;
  throw Error(ErrorKind::corrupt, unsound.front() + ": expected sound archives: found " +
                                      std::to_string(unsound.size()) + " of " +
                                      std::to_string(command.archives.size()) + " that are not");
}

}  // namespace agc::cli
