#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "agc/error.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "io/byte_source.h"
#include "io/file.h"

namespace agc::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> read_input_list(const std::string& path) {
  const std::unique_ptr<ByteSource> source = open_byte_source(path);
  std::string text;
  std::vector<uint8_t> piece(size_t{64} << 10);
  while (const size_t count = source->read(piece)) {
    text.append(reinterpret_cast<const char*>(piece.data()), count);
  }
  std::istringstream words(text);
  std::vector<std::string> names;
  for (std::string name; words >> name;) names.push_back(name);
  return names;
}

// The reference, then the names of the list, then the other inputs; a path that comes again is left out.
std::vector<std::string> collect_inputs(const CreateCommand& command) {
  std::vector<std::string> candidates = command.inputs;
  if (!command.input_list.empty()) {
    const std::vector<std::string> listed = read_input_list(command.input_list);
    candidates.insert(candidates.begin() + (candidates.empty() ? 0 : 1), listed.begin(), listed.end());
  }
  std::vector<std::string> inputs;
  std::set<fs::path> seen;
  for (std::string& path : candidates) {
    const fs::path key = path == "-" ? fs::path(path) : fs::absolute(path).lexically_normal();
    if (seen.insert(key).second) inputs.push_back(std::move(path));
  }
  if (inputs.empty()) throw Error(ErrorKind::usage, "create: expected the FASTA file of the reference: found no input");
  return inputs;
}

// Opens nothing: a FIFO can be opened once only.
std::string why_unreadable(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::strerror(errno);
  if (S_ISDIR(status.st_mode)) return "it is a folder";
  return access(path.c_str(), R_OK) == 0 ? "" : std::strerror(errno);
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

void check_output(const std::string& output, const std::vector<std::string>& inputs) {
  if (output.empty()) {
    if (isatty(STDOUT_FILENO) == 0) return;
    throw Error(ErrorKind::usage, "create: expected -o FILE or redirected output: found a terminal");
  }
  check_output_place(output);
  for (const std::string& input : inputs) {
    std::error_code ignored;
    if (input == "-" || !fs::is_regular_file(output, ignored) || !fs::equivalent(input, output, ignored)) continue;
    throw Error(ErrorKind::usage, output + ": expected an output that is no input: found " + input);
  }
}

void print_report(const CreateReport& report) {
  std::fprintf(stderr, "%llu samples, %llu contigs, %llu symbols in %llu bytes\n",
               static_cast<unsigned long long>(report.samples), static_cast<unsigned long long>(report.contigs),
               static_cast<unsigned long long>(report.symbols), static_cast<unsigned long long>(report.archive_bytes));
}

}  // namespace

void create(const CreateCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  CreateOptions options = command.options;
  options.inputs = collect_inputs(command);
  check_readable(options.inputs);
  if (options.grouping == SampleGrouping::per_file) check_sample_names(options.inputs);
  check_output(options.output, options.inputs);
  if (command.verbosity > 0) {
    options.log = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
  }
  const CreateReport report = create_archive(options);
  if (command.verbosity > 0) print_report(report);
  stopwatch.finish();
}

}  // namespace agc::cli
