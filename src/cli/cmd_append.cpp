#include <cstdio>
#include <utility>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/input_files.h"
#include "cli/text_file.h"
#include "cli/write_progress.h"

namespace agc::cli {
namespace {

// The names of the list, then the other inputs.
std::vector<std::string> collect_inputs(const AppendCommand& command) {
  std::vector<std::string> inputs;
  if (!command.input_list.empty()) inputs = read_words(command.input_list);
  inputs.insert(inputs.end(), command.inputs.begin(), command.inputs.end());
  return without_repetitions(std::move(inputs));
}

void print_report(const AppendReport& report) {
  std::fprintf(stderr, "%llu samples, %llu contigs, %llu symbols added; %llu bytes in all\n",
               static_cast<unsigned long long>(report.samples), static_cast<unsigned long long>(report.contigs),
               static_cast<unsigned long long>(report.symbols), static_cast<unsigned long long>(report.archive_bytes));
}

}  // namespace

void append(const AppendCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const AppendReport report = write_archive("append", command, collect_inputs(command), append_archive);
  if (command.verbosity > 0) print_report(report);
  if (command.verbosity > 1) print_stages(report.stages);
  stopwatch.finish();
}

}  // namespace agc::cli
