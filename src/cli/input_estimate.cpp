#include "cli/input_estimate.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>

namespace agc::cli {
namespace {

namespace fs = std::filesystem;

// Symbols for a byte of a file, newlines and headers considered; gzip has about two bits a base.
constexpr double kPlainYield = 0.98;
constexpr double kGzipYield = 3.5;

bool looks_packed(const std::string& path) {
  return path.ends_with(".gz") || path.ends_with(".bgz") || path.ends_with(".bgzf");
}

}  // namespace

InputEstimate::InputEstimate(const std::vector<std::string>& paths) : symbols_before_{0} {
  for (const std::string& path : paths) {
    std::error_code problem;
    const bool regular = path != "-" && fs::is_regular_file(path, problem);
    const uintmax_t bytes = regular ? fs::file_size(path, problem) : 0;
    known_ = known_ && regular && !problem;
    const double yield = looks_packed(path) ? kGzipYield : kPlainYield;
    symbols_before_.push_back(symbols_before_.back() + (problem ? 0 : static_cast<double>(bytes) * yield));
  }
}

std::optional<double> InputEstimate::fraction(const WriteProgress& progress) const {
  const size_t begun = progress.inputs_begun;
  if (!known_ || begun == 0) return std::nullopt;
  const auto read = static_cast<double>(progress.symbols_read);
  const auto stored = static_cast<double>(progress.symbols_stored);
  double total = read;
  if (begun < symbols_before_.size()) {
    const auto before = static_cast<double>(progress.symbols_before_input);
    const double expected_before = symbols_before_[begun - 1];
    const double scale = before > 0 && expected_before > 0 ? before / expected_before : 1;
    total = std::max(read, before + scale * (symbols_before_.back() - expected_before));
  }
  return total > 0 ? std::min(1.0, stored / total) : 0;
}

}  // namespace agc::cli
