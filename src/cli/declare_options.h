// Every command and option of the program with its default, its range and its help.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

#include "cli/commands.h"

namespace agc::cli {

// Where the options of the commands arrive; the chosen command takes its own.
struct Commands {
  CreateCommand create;
  AppendCommand append;
  ExtractCommand extract;
  ListCommand list;
  VerifyCommand verify;
  RecoverCommand recover;
  uint64_t memory_limit = 0;  // of commands that only read, if the user sets one
};

// `commands` must outlive the parsing of `app`.
void declare_options(CLI::App& app, Commands& commands);

}  // namespace agc::cli
