// What create and append share: their files are looked at before any work starts, then there is progress on the
// terminal and a log on standard error.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/allocator.h"
#include "cli/archive_check.h"
#include "cli/input_estimate.h"
#include "cli/input_files.h"
#include "cli/progress.h"

namespace agc::cli {

// Runs `write`, which is create_archive or append_archive, with its options.
template <typename Options, typename Report>
Report run_with_progress(Options options, int verbosity, Report (*write)(const Options&)) {
  const InputEstimate estimate(options.inputs);
  WriteProgress progress;
  options.progress = &progress;
  ProgressMeter meter(options.output.empty(), [&] {
    return Progress{estimate.fraction(progress), progress.symbols_stored};
  });
  options.notice = [&](const std::string& line) { meter.print("Note: " + line); };
  if (verbosity > 0) options.log = [&](const std::string& line) { meter.print(line); };
  return write(options);
}

// The same for the whole of a CreateCommand or AppendCommand; `name` is for messages.
template <typename Command, typename Options, typename Report>
Report write_archive(const std::string& name, const Command& command, std::vector<std::string> inputs,
                     Report (*write)(const Options&)) {
  Options options = command.options;
  share_memory_pools(options.threads);
  options.inputs = std::move(inputs);
  check_readable(options.inputs);
  if (options.grouping == SampleGrouping::per_file && options.repeated == RepeatedNames::error) {
    check_sample_names(options.inputs);
  }
  check_output(name, options.output, options.inputs);
  if (command.check) options.before_commit = make_archive_check(name, options.output, options.threads);
  return run_with_progress(std::move(options), command.verbosity, write);
}

}  // namespace agc::cli
