#include "agc/archive_reader.h"
#include "cli/commands.h"
#include "cli/console.h"
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

}  // namespace

void show_info(const ListCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  OutputFile output(command.output, Durability::unsynced);
  output.write(report(reader, command.verbosity > 0));
  output.commit();
  stopwatch.finish();
}

}  // namespace agc::cli
