// Samples, contigs and segment records of an archive of any file version. Sample names are read at
// once; contig names and segment records batch by batch when first needed, each without the other,
// and kept. Names of version 3 stay coded but those of samples that have been asked for. Thread-safe. docs/format.md,
// "Collection".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "agc/archive_reader.h"
#include "format/collection_tables.h"
#include "format/collection_v2.h"
#include "format/collection_v3.h"
#include "reader/archive_layout.h"
#include "reader/batch_places.h"
#include "reader/decode_scratch.h"
#include "reader/lazy.h"
#include "reader/segment_records.h"

namespace agc {

// The contigs of one sample among the names of its batch, or alone.
struct ContigNameRange {
  const ContigNames* names = nullptr;  // lives as long as the index
  uint32_t first = 0;
  uint32_t count = 0;

  std::string_view operator[](uint32_t contig) const { return names->name(first + contig); }
};

class CollectionIndex {
 public:
  // Both must outlive the index. Throws Error{corrupt} if the sample names cannot be read.
  CollectionIndex(const ArchiveLayout& layout, ScratchPool& scratch);

  // For an archive of version 3 whose own sample names are lost.
  CollectionIndex(const ArchiveLayout& layout, ScratchPool& scratch, std::vector<std::string> sample_names);

  const std::vector<std::string>& sample_names() const { return sample_names_; }
  const std::vector<CommandLine>& command_lines() const { return command_lines_; }
  std::optional<uint32_t> find_sample(std::string_view name) const;

  const BatchPlaces& batch_places() const { return places_; }  // empty but in version 3
  // The part of names and of details of a batch of version 3. Throws Error{corrupt} if it is missing or
  // cannot be told from others.
  uint32_t part_of_batch(uint32_t batch) const;

  // These throw Error{not_found} for a number that is too large, Error{corrupt} for a batch that is
  // missing or damaged.
  ContigNameRange contig_names(uint32_t sample) const;
  std::string contig_name(ContigId contig) const;
  SegmentRecords segments(ContigId contig) const;
  uint32_t record_count(uint32_t sample) const;  // contigs that have segment records

 private:
  using SampleIndex = std::unordered_map<std::string_view, uint32_t>;

  void load_version_1();
  void load_version_2();
  void load_version_3();
  void locate_version_3();
  void check_sample(uint32_t sample) const;
  [[noreturn]] void fail_no_contig(ContigId contig, uint32_t count) const;
  uint32_t part_of_batch(uint32_t batch, std::string_view stream) const;
  void check_agreement(uint32_t batch) const;
  ContigNameRange names_of_sample(uint32_t sample) const;
  const CodedNames& names_of_batch(uint32_t batch) const;
  const RecordTable& details_of_batch(uint32_t batch) const;
  CodedNames load_names(uint32_t batch) const;
  RecordTable load_details(uint32_t batch) const;
  RecordTable packed(const SegmentTable& details) const { return {details, layout_.params().kmer_length}; }

  const std::string& path() const { return layout_.container().path(); }

  const ArchiveLayout& layout_;
  ScratchPool& scratch_;
  std::vector<std::string> sample_names_;
  std::vector<CommandLine> command_lines_;
  BatchPlaces places_;
  CollectionV2 version_2_;  // empty in other versions
  // Samples per batch. Versions 1 and 2 have all names in one, version 1 all details too.
  uint32_t names_batch_size_ = 1;
  uint32_t details_batch_size_ = 1;
  std::vector<Lazy<CodedNames>> coded_names_;  // by batch; version 3 only
  std::vector<Lazy<ContigNames>> names_;       // by sample; versions 1 and 2: of all, in one
  std::vector<Lazy<RecordTable>> details_;
  Lazy<SampleIndex> sample_index_;
};

}  // namespace agc
