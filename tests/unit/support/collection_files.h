// Collections as FASTA files in a folder, archives made of them, and whether an archive holds them.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "agc/archive_reader.h"
#include "agc/archive_writer.h"
#include "unit/io/test_support.h"
#include "unit/support/genomes.h"
#include "unit/support/writer_rules.h"

namespace agc::test {

class CollectionFiles {
 public:
  explicit CollectionFiles(std::vector<Sample> samples) : samples_(std::move(samples)) {
    for (const Sample& sample : samples_) {
      paths_.push_back(folder_.file(sample.name + ".fa"));
      write_file(paths_.back(), fasta_of(sample));
    }
  }

  const std::vector<Sample>& samples() const { return samples_; }
  const TemporaryFolder& folder() const { return folder_; }
  std::vector<std::string>& paths() { return paths_; }
  std::string archive_path() const { return folder_.file("out.agc"); }

  CreateOptions options() const {
    CreateOptions options;
    options.inputs = paths_;
    options.output = archive_path();
    options.threads = 2;
    options.level = 1;
    return options;
  }

  // The archive's bytes.
  std::string create(const CreateOptions& options) const {
    create_archive(options);
    return read_file(options.output);
  }

  // The same collection as options() would make, with every sample but the first one added by itself.
  void append_one_by_one() const {
    CreateOptions first = options();
    first.inputs.resize(1);
    create_archive(first);
    for (size_t n = 1; n < paths_.size(); ++n) {
      AppendOptions next;
      next.archive = next.output = first.output;
      next.inputs = {paths_[n]};
      next.level = first.level;
      append_archive(next);
    }
  }

 private:
  TemporaryFolder folder_;
  std::vector<Sample> samples_;
  std::vector<std::string> paths_;
};

inline void require_contig(const ArchiveReader& reader, ContigId id, const std::string& letters) {
  std::string found;
  reader.fetch(id, found);
  REQUIRE((found == letters));  // in parentheses: no megabytes of message
  REQUIRE(reader.contig_length(id) == letters.size());
  const uint64_t begin = letters.size() / 3;
  const uint64_t end = letters.size() - letters.size() / 4;
  found.clear();
  reader.fetch(id, begin, end, found);
  REQUIRE((found == letters.substr(begin, end - begin)));
}

// Every sample and contig, in order, to the letter; nothing else; as our archives should be.
inline void require_archive_holds(const std::string& path, const std::vector<Sample>& samples) {
  check_writer_rules(path);
  const ArchiveReader reader(path);
  REQUIRE(reader.sample_names().size() == samples.size());
  for (uint32_t s = 0; s < samples.size(); ++s) {
    REQUIRE(reader.sample_names()[s] == samples[s].name);
    const std::vector<std::string> names = reader.contig_names(s);
    REQUIRE(names.size() == samples[s].contigs.size());
    for (uint32_t c = 0; c < names.size(); ++c) {
      REQUIRE(names[c] == samples[s].contigs[c].name);
      require_contig(reader, {s, c}, samples[s].contigs[c].letters);
    }
  }
}

}  // namespace agc::test
