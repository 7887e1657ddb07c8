#include "encode/strange_stretches.h"

#include <charconv>

namespace agc {
namespace {

// As long as so much has been stored in vain for each symbol that came back to what is known, be it the first sample.
constexpr uint64_t kInVain = 2;

}  // namespace

void StrangeStretches::begin_sample() { stay_symbols_ = stored_ / kInVain > others_; }

void StrangeStretches::add(uint64_t symbols, bool strange, uint64_t stored) {
  if (strange) {
    stored_ += stored;
  } else {
    others_ += symbols;
  }
}

std::optional<std::string> StrangeStretches::record() const {
  if (stored_ == 0 && others_ == 0) return std::nullopt;
  return std::to_string(stored_) + '/' + std::to_string(others_);
}

StrangeStretches StrangeStretches::from_record(std::string_view record) {
  const char* const end = record.data() + record.size();
  StrangeStretches known;
  const auto [slash, error] = std::from_chars(record.data(), end, known.stored_);
  if (error != std::errc{} || slash == end || *slash != '/') return {};
  const auto [last, others_error] = std::from_chars(slash + 1, end, known.others_);
  if (others_error != std::errc{} || last != end) return {};
  return known;
}

}  // namespace agc
