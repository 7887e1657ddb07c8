#include <algorithm>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "io/file.h"

namespace agc::cli {
namespace {

std::vector<std::string> sorted_names(const ArchiveReader& reader) {
  std::vector<std::string> names = reader.sample_names();
  std::sort(names.begin(), names.end());
  return names;
}

void write_contigs(const ArchiveReader& reader, uint32_t sample, OutputFile& output) {
  output.write(reader.sample_names()[sample] + "\n");
  for (const std::string& name : reader.contig_names(sample)) output.write("   " + name + "\n");
}

}  // namespace

void list_reference(const ListCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  OutputFile output(command.output, Durability::unsynced);
  // Without a newline, as scripts have come to expect.
  if (!reader.sample_names().empty()) output.write(reader.sample_names().front());
  output.commit();
  stopwatch.finish();
}

void list_samples(const ListCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  OutputFile output(command.output, Durability::unsynced);
  for (const std::string& name : sorted_names(reader)) output.write(name + "\n");
  output.commit();
  stopwatch.finish();
}

void list_contigs(const ListCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  OutputFile output(command.output, Durability::unsynced);
  std::string unknown;
  for (const std::string& name : command.samples.empty() ? sorted_names(reader) : command.samples) {
    if (const std::optional<uint32_t> sample = reader.find_sample(name)) {
      write_contigs(reader, *sample, output);
    } else {
      unknown += (unknown.empty() ? "'" : ", '") + name + "'";
    }
  }
  output.commit();
  if (!unknown.empty()) {
    throw Error(ErrorKind::not_found,
                command.archive + ": expected samples of the archive: found no sample " + unknown);
  }
  stopwatch.finish();
}

}  // namespace agc::cli
