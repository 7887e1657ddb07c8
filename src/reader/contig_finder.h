// Contigs by the first word of their names. Thread-safe. docs/format.md, "Names, queries".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "reader/collection_index.h"
#include "reader/lazy.h"

namespace agc {

// What precedes the first space, tab, CR or LF.
std::string_view short_contig_name(std::string_view name);

class ContigFinder {
 public:
  // `index` must outlive the finder.
  ContigFinder(const CollectionIndex& index, uint32_t file_version)
      : index_(index), file_version_(file_version), in_sample_(index.sample_names().size()) {}

  // The first match in the sample, in file version 1 the last one: as the format's clients expect.
  ContigId find(std::string_view sample_name, std::string_view contig_name) const;
  // The only match in all samples. Needs the names of all of them.
  ContigId find(std::string_view contig_name) const;

 private:
  struct Entry {
    uint64_t hash;  // of the short name
    ContigId contig;
  };
  std::vector<Entry> make_table() const;
  void append_entries(uint32_t sample, std::vector<Entry>& table) const;
  // Of a sample, in the order of its contigs.
  std::span<const Entry> entries_of(uint32_t sample, uint64_t hash) const;
  std::string_view short_name_of(ContigId contig) const;

  const CollectionIndex& index_;
  const uint32_t file_version_;
  Lazy<std::vector<Entry>> by_hash_;                 // of all samples, sorted by hash
  std::vector<Lazy<std::vector<Entry>>> in_sample_;  // those of large samples that have been asked for
};

}  // namespace agc
