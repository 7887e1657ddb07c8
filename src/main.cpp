// The program: parse, run the command, turn an error into a message and an exit status.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <new>
#include <string>
#include <system_error>

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

// The library's own errors speak for themselves.
std::string message_of(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
    return "memory: expected some more: found all used that --memory or the system allows";
  }
  const auto* system = dynamic_cast<const std::system_error*>(&error);
  if (system != nullptr && system->code() == std::errc::resource_unavailable_try_again) {
    return std::string("threads: expected the system to start one more: ") + error.what();
  }
  return error.what();
}

// Were a standard stream closed, the next file opened would get its number, and messages be written into
// an archive. What is put in their places can neither be read from nor written to, as they could not.
void occupy_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace

int main(int argc, char** argv) {
  occupy_closed_streams();
  agc::remove_temporary_files_on_signals();
  try {
    const std::function<void()> command = agc::cli::parse_command_line(argc, argv);
    command();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "agc: %s\n", message_of(error).c_str());
    return exit_status(error);
  }
}
