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

void SampleInput::add_file(const std::string& path) {
  path_ = path;
  builder_.begin_input();
  if (rules_.grouping == SampleGrouping::per_file) {
    const std::string sample = sample_name_from_path(path);
    const InputNames& names = builder_.names();
    if (may_leave_out(names.has_sample(sample) || names.is_stored(sample), "the file; sample '" + sample + "'")) return;
    builder_.begin_sample(sample, path);
  }
  FastaReader reader(open_byte_source(path), rules_.non_iupac);
  while (reader.next(record_)) add_record(record_);
}

void SampleInput::add_record(const FastaRecord& record) {
  if (!begin_sample(record.name)) return;
  if (may_leave_out(builder_.names().has_contig(record.name), "a record; contig '" + record.name + "'")) return;
  builder_.add_contig(record.name, record.symbols);
}

// Goes on with the record's sample, or begins it. False if the record is to be left out.
bool SampleInput::begin_sample(const std::string& record) {
  if (rules_.grouping == SampleGrouping::per_file) return true;
  const bool is_pansn = rules_.grouping == SampleGrouping::pansn;
  const std::string sample = is_pansn ? require_pansn_sample(record) : first_word(record);
  const InputNames& names = builder_.names();
  if (names.in_sample(sample)) return true;
  const bool is_new = names.has_sample(sample);
  if (may_leave_out(names.is_stored(sample) || (is_new && !is_pansn), "a record; sample '" + sample + "'"))
    return false;
  if (is_new) {
    throw Error(ErrorKind::input, path_ + ": record '" + record + "': expected the records of sample '" + sample +
                                      "' one after another: found other samples between them");
  }
  builder_.begin_sample(sample, path_);
  return true;
}

bool SampleInput::may_leave_out(bool is_repeated, const std::string& what) const {
  if (!is_repeated || rules_.repeated == RepeatedNames::error) return false;
  if (rules_.notice) rules_.notice(path_ + ": left out " + what + " is there already");
  return true;
}

std::string SampleInput::require_pansn_sample(const std::string& name) const {
  if (std::optional<std::string> sample = pansn_sample(name)) return *sample;
  throw Error(ErrorKind::input,
              path_ + ": expected records named sample#haplotype#contig: found record '" + name + "'");
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
