#include <cstdio>
#include <utility>

#include "agc/error.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/input_files.h"
#include "cli/text_file.h"
#include "cli/write_progress.h"

namespace agc::cli {
namespace {

// The reference, then the names of the list, then the other inputs.
std::vector<std::string> collect_inputs(const CreateCommand& command) {
  std::vector<std::string> inputs = command.inputs;
  if (!command.input_list.empty()) {
    const std::vector<std::string> listed = read_words(command.input_list);
    inputs.insert(inputs.begin() + (inputs.empty() ? 0 : 1), listed.begin(), listed.end());
  }
  if (inputs.empty()) throw Error(ErrorKind::usage, "create: expected the FASTA file of the reference: found no input");
  return without_repetitions(std::move(inputs));
}

void print_report(const CreateReport& report) {
  std::fprintf(stderr, "%llu samples, %llu contigs, %llu symbols in %llu bytes\n",
               static_cast<unsigned long long>(report.samples), static_cast<unsigned long long>(report.contigs),
               static_cast<unsigned long long>(report.symbols), static_cast<unsigned long long>(report.archive_bytes));
}

}  // namespace

void create(const CreateCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const CreateReport report = write_archive("create", command, collect_inputs(command), create_archive);
  if (command.verbosity > 0) print_report(report);
  if (command.verbosity > 1) print_stages(report.stages);
  stopwatch.finish();
}

}  // namespace agc::cli
