// The command line: every command and option, its default and its range, and what --help says.
#pragma once

#include <functional>

namespace agc::cli {

// Returns the command to run, with its options bound. Prints and returns a command that does nothing
// for --help and --version. Throws Error{usage}.
std::function<void()> parse_command_line(int argc, const char* const* argv);

}  // namespace agc::cli
