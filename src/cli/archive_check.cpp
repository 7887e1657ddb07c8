#include "cli/archive_check.h"

#include <filesystem>

#include "agc/error.h"
#include "agc/verify.h"

namespace agc::cli {
namespace {

void check_written(const std::string& path, const std::string& output, unsigned threads) {
  const VerifyReport report = verify_archive(path, {.threads = threads});
  for (const Finding& finding : report.findings) {
    if (finding.kind != FindingKind::damage) continue;
    throw Error(ErrorKind::internal,
                output + ": expected an archive of what was read: found, in " + finding.where + ": " + finding.problem);
  }
}

}  // namespace

std::function<void(const std::string& path)> make_archive_check(const std::string& command, const std::string& output,
                                                                unsigned threads) {
  std::error_code ignored;
  const bool is_special =
      std::filesystem::exists(output, ignored) && !std::filesystem::is_regular_file(output, ignored);
  if (output.empty() || is_special) {
    throw Error(ErrorKind::usage, command + ": expected a file for --check, which reads what was written: found " +
                                      (output.empty() ? "standard output" : output));
  }
  return [output, threads](const std::string& path) { check_written(path, output, threads); };
}

}  // namespace agc::cli
