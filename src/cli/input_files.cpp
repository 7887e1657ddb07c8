#include "cli/input_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "io/file.h"

namespace agc::cli {
namespace {

namespace fs = std::filesystem;

// Opens nothing: a FIFO can be opened once only.
std::string why_unreadable(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::strerror(errno);
  if (S_ISDIR(status.st_mode)) return "it is a folder";
  return access(path.c_str(), R_OK) == 0 ? "" : std::strerror(errno);
}

}  // namespace

std::vector<std::string> without_repetitions(std::vector<std::string> paths) {
  std::vector<std::string> inputs;
  std::set<fs::path> seen;
  for (std::string& path : paths) {
    const fs::path key = path == "-" ? fs::path(path) : fs::absolute(path).lexically_normal();
    if (seen.insert(key).second) inputs.push_back(std::move(path));
  }
  return inputs;
}

void check_readable(const std::vector<std::string>& inputs) {
  std::string problems;
  for (const std::string& path : inputs) {
    const std::string reason = path == "-" ? "" : why_unreadable(path);
    if (!reason.empty())
      problems += (problems.empty() ? "" : "\n     ") + path + ": expected a readable file: " + reason;
  }
  if (!problems.empty()) throw Error(ErrorKind::io, problems);
}

void check_sample_names(const std::vector<std::string>& inputs) {
  std::map<std::string, std::string> path_of_sample;
  for (const std::string& path : inputs) {
    const auto [other, is_new] = path_of_sample.emplace(sample_name_from_path(path), path);
    if (is_new) continue;
    throw Error(ErrorKind::input, path + ": expected a file with a sample name of its own: found '" + other->first +
                                      "', the sample of " + other->second);
  }
}

void check_output(const std::string& command, const std::string& output, const std::vector<std::string>& inputs) {
  if (output.empty()) {
    if (isatty(STDOUT_FILENO) == 0) return;
    throw Error(ErrorKind::usage, command + ": expected -o FILE or redirected output: found a terminal");
  }
  check_output_place(output);
  for (const std::string& input : inputs) {
    std::error_code ignored;
    if (input == "-" || !fs::is_regular_file(output, ignored) || !fs::equivalent(input, output, ignored)) continue;
    throw Error(ErrorKind::usage, output + ": expected an output that is no input: found " + input);
  }
}

}  // namespace agc::cli
