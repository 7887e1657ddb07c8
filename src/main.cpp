// The program: parse, run the command, turn an error into a message and an exit status.
#include <cstdio>
#include <exception>
#include <functional>

#include "agc/error.h"
#include "cli/cli.h"
#include "io/temporary_files.h"

namespace {

constexpr int kFailure = 1;
constexpr int kUsage = 2;

int exit_status(const std::exception& error) {
  const auto* ours = dynamic_cast<const agc::Error*>(&error);
  return ours != nullptr && ours->kind() == agc::ErrorKind::usage ? kUsage : kFailure;
}

}  // namespace

int main(int argc, char** argv) {
  agc::remove_temporary_files_on_signals();
  try {
    const std::function<void()> command = agc::cli::parse_command_line(argc, argv);
    command();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "agc: %s\n", error.what());
    return exit_status(error);
  }
}
