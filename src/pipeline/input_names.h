// The names that an archive gets, checked as they come: every sample's once, every contig's once in its sample, and
// none that the format cannot hold. One thread.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace agc {

class InputNames {
 public:
  // Names of the archive that is added to.
  void reserve_samples(const std::vector<std::string>& names) { stored_samples_.insert(names.begin(), names.end()); }

  // Throws Error{input} if the name is taken or none, or if the sample before has no contig. `source` tells where
  // the sample comes from, for messages.
  void begin_sample(const std::string& name, const std::string& source);
  // Of the sample begun last. Throws Error{input} for a name that the sample or the format cannot hold.
  void add_contig(const std::string& name);
  // Throws as begin_sample() does.
  void finish() const;

  bool has_sample(const std::string& name) const { return samples_.contains(name); }  // among the new ones
  bool is_stored(const std::string& name) const { return stored_samples_.contains(name); }
  bool in_sample(const std::string& name) const { return current_ && *current_ == name; }
  bool has_contig(const std::string& name) const { return contigs_.contains(name); }  // of the current sample

 private:
  std::unordered_set<std::string> stored_samples_;
  std::unordered_set<std::string> samples_;
  std::unordered_set<std::string> contigs_;  // of the current sample
  std::optional<std::string> current_;       // sample
  std::string source_;                       // of the current sample
  std::string previous_contig_;              // full name, for the name coding
};

}  // namespace agc
