#include "pipeline/sample_input.h"

#include <array>
#include <filesystem>
#include <string_view>

#include "agc/error.h"

namespace agc {
namespace {

// The part of a header line before the first blank.
std::string first_word(const std::string& name) { return name.substr(0, name.find_first_of(" \t")); }

}  // namespace

std::optional<std::string> pansn_sample(const std::string& name) {
  const std::string word = first_word(name);
  const size_t first = word.find('#');
  const size_t second = first == std::string::npos ? first : word.find('#', first + 1);
  if (second == std::string::npos || first == 0 || second == first + 1 || second + 1 == word.size())
    return std::nullopt;
  return word.substr(0, second);
}

void SampleInput::begin_file(const std::string& path) {
  path_ = path;
  feeder_.begin_input();
  if (grouping_ == SampleGrouping::per_file) feeder_.begin_sample(sample_name_from_path(path), path);
}

void SampleInput::begin_record(const std::string& name) {
  if (grouping_ == SampleGrouping::per_file) return;
  const std::string sample = grouping_ == SampleGrouping::pansn ? require_pansn_sample(name) : first_word(name);
  if (feeder_.in_sample(sample)) return;
  if (feeder_.has_sample(sample)) {
    throw Error(ErrorKind::input, path_ + ": record '" + name + "': expected the records of sample '" + sample +
                                      "' one after another: found other samples between them");
  }
  feeder_.begin_sample(sample, path_);
}

void SampleInput::add(const FastaRecord& record) {
  begin_record(record.name);
  feeder_.add_contig({record.name, record.symbols, with_sequence_digests_}, nullptr);
}

std::string SampleInput::require_pansn_sample(const std::string& name) const {
  if (std::optional<std::string> sample = pansn_sample(name)) return *sample;
  throw Error(ErrorKind::input,
              path_ + ": expected records named sample#haplotype#contig: found record '" + name + "'");
}

void feed_file(const std::string& path, NonIupacPolicy policy, SampleInput& input) {
  input.begin_file(path);
  FastaReader reader(open_byte_source(path), policy);
  for (FastaRecord record; reader.next(record);) input.add(record);
}

std::string sample_name_from_path(const std::string& path) {
  static constexpr std::array<std::string_view, 4> kSuffixes = {".fna", ".gz", ".fa", ".fasta"};
  std::string name = std::filesystem::path(path).filename().string();
  if (const size_t dot = name.rfind('.'); dot != std::string::npos && dot > 0) name.resize(dot);
  for (bool stripped = true; stripped;) {
    stripped = false;
    for (const std::string_view suffix : kSuffixes) {
      if (name.size() <= suffix.size() || !name.ends_with(suffix)) continue;
      name.resize(name.size() - suffix.size());
      stripped = true;
    }
  }
  return name;
}

}  // namespace agc
