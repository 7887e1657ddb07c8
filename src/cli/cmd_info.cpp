#include "agc/archive_reader.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/json.h"
#include "io/file.h"

namespace agc::cli {
namespace {

std::string report(const ArchiveReader& reader, bool with_file_type) {
  const ArchiveInfo& info = reader.info();
  const std::vector<std::string>& samples = reader.sample_names();
  std::string text;
  text += "No. samples      : " + std::to_string(samples.size()) + "\n";
  text += "k-mer length     : " + std::to_string(info.params.kmer_length) + "\n";
  text += "Min. match length: " + std::to_string(info.params.min_match_length) + "\n";
  if (info.params.segment_size != 0) text += "Segment size     : " + std::to_string(info.params.segment_size) + "\n";
  text += "Batch size       : " + std::to_string(info.params.pack_cardinality) + "\n";
  text += "Reference name   : " + (samples.empty() ? std::string() : samples.front()) + "\n";
  text += "Command lines:\n";
  for (const auto& [command, time] : info.command_lines) text += time + " : " + command + "\n";
  if (!with_file_type) return text;
  text += "File type info:\n";
  for (const auto& [key, value] : info.file_type_info) text += "  " + key + " : " + value + "\n";
  return text;
}

std::string version_text(uint32_t version) {
  return std::to_string(version / 1000) + "." + std::to_string(version % 1000);
}

std::string report_json(const std::string& archive, const ArchiveReader& reader) {
  const ArchiveInfo& info = reader.info();
  const std::vector<std::string>& samples = reader.sample_names();
  JsonItems command_lines;
  for (const auto& [command, time] : info.command_lines) {
    JsonItems line;
    line.add("command", json_string(command));
    line.add("time", json_string(time));
    command_lines.add(line.object());
  }
  JsonItems file_type_info;
  for (const auto& [key, value] : info.file_type_info) file_type_info.add(key, json_string(value));

  JsonItems report;
  report.add("archive", json_string(archive));
  report.add("file_version", json_string(version_text(info.file_version)));
  report.add("samples", samples.size());
  report.add("kmer_length", info.params.kmer_length);
  report.add("min_match_length", info.params.min_match_length);
  report.add("segment_size", info.params.segment_size == 0 ? "null" : std::to_string(info.params.segment_size));
  report.add("batch_size", info.params.pack_cardinality);
  report.add("reference", samples.empty() ? "null" : json_string(samples.front()));
  report.add("command_lines", command_lines.array());
  report.add("file_type_info", file_type_info.object());
  return report.object() + "\n";
}

}  // namespace

void show_info(const ListCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  warn_about(reader);
  OutputFile output(command.output, Durability::unsynced);
  output.write(command.json ? report_json(command.archive, reader) : report(reader, command.verbosity > 0));
  output.commit();
  stopwatch.finish();
}

}  // namespace agc::cli
