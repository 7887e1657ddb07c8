// A writing command with its progress on the terminal and its log on standard error.
#pragma once

#include <string>

#include "cli/input_estimate.h"
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

}  // namespace agc::cli
