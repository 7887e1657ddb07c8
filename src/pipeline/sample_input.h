// FASTA records on their way into the pipeline: which sample each of them belongs to. Reader thread only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "agc/archive_writer.h"
#include "io/fasta_reader.h"
#include "pipeline/archive_builder.h"

namespace agc {

// The sample#haplotype of a record named sample#haplotype#contig; none for names of another form.
std::optional<std::string> pansn_sample(const std::string& name);

struct InputRules {
  SampleGrouping grouping = SampleGrouping::per_file;
  NonIupacPolicy non_iupac = NonIupacPolicy::error;
  RepeatedNames repeated = RepeatedNames::error;
  std::function<void(const std::string&)> notice = {};  // of what is left out; may be empty
};

// Opens samples as the inputs ask for it.
class SampleInput {
 public:
  SampleInput(ArchiveBuilder& builder, InputRules rules) : builder_(builder), rules_(std::move(rules)) {}

  // All records of a file.
  void add_file(const std::string& path);

 private:
  void add_record(const FastaRecord& record);
  bool begin_sample(const std::string& record);
  bool may_leave_out(bool is_repeated, const std::string& what) const;
  std::string require_pansn_sample(const std::string& name) const;

  ArchiveBuilder& builder_;
  InputRules rules_;
  std::string path_;
  FastaRecord record_;  // keeps its memory from file to file
};

}  // namespace agc
