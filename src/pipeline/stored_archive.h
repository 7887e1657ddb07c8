// The archive that is added to: what the encoder must know of it, and its parts as they are.
//
// Opening reads footer, parameters, sample names and checks that all that is to be copied is there.
// Every const member is thread-safe. docs/format.md, "Writer's obligations".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agc/types.h"
#include "encode/settings.h"
#include "format/container.h"
#include "format/digest_stream.h"
#include "format/sequence_digests.h"
#include "reader/archive_layout.h"
#include "reader/collection_index.h"
#include "reader/decode_scratch.h"

namespace agc {

class StoredArchive {
 public:
  // Throws Error{corrupt} for an archive with something missing, Error{unsupported} for one without
  // samples.
  explicit StoredArchive(const std::string& path);

  const std::string& path() const { return layout_.container().path(); }
  const ArchiveParams& params() const { return params_; }  // with a segment size whatever the version
  const FileTypeInfo& file_type_info() const { return layout_.info().file_type_info; }
  const std::vector<std::string>& sample_names() const { return index_.sample_names(); }
  std::optional<uint32_t> find_sample(std::string_view name) const { return index_.find_sample(name); }
  CollectionOutlook outlook() const;                                         // by what is recorded
  const std::string& repair() const { return index_.batch_places().moved; }  // what will be put right; empty: nothing

  // Whether this program made it, of one sample.
  bool is_alone() const;

  uint32_t group_count() const { return static_cast<uint32_t>(groups_.size()); }
  uint32_t first_growable_group() const;
  std::vector<uint32_t> pack_counts() const;  // of every group
  std::vector<uint8_t> load_reference(uint32_t group) const;
  std::vector<uint8_t> load_pack(uint32_t group, uint32_t part) const;

  // Batches of a pack cardinality of samples, as version 3 has them; the last one may be partial.
  uint32_t full_batch_count() const;
  bool has_batches() const { return layout_.is_version_3(); }  // otherwise the collection is of another form
  std::vector<SampleRecord> load_batch(uint32_t batch) const;
  // The records after the full batches, with lengths corrected; empty if there are none.
  std::vector<SampleRecord> load_partial_batch() const;
  // Whether lengths in full batches may have to be corrected; of version 3 only.
  bool lengths_may_be_wrong() const;
  // The records of a batch with right lengths; nothing if they are right as they are.
  std::optional<std::vector<SampleRecord>> corrected_batch(uint32_t batch) const;

  // Of what was read when the samples were added; of unknown ones a span of that kind.
  ContentDigests content_digests() const;
  std::vector<SampleSequenceDigests> sequence_digests() const;  // by sample

  // As they are.
  Part read_contig_names(uint32_t batch) const { return read(kStreamCollectionContigs, index_.part_of_batch(batch)); }
  Part read_details(uint32_t batch) const { return read(kStreamCollectionDetails, index_.part_of_batch(batch)); }
  Part read_reference(uint32_t group) const;
  Part read_pack(uint32_t group, uint32_t part) const;
  bool has_check(uint32_t group, uint32_t part) const;             // with which a pack is compared when it is read
  std::optional<Part> read_single(std::string_view stream) const;  // if there is one

 private:
  struct Group {
    std::optional<StreamIndex> reference;
    std::optional<StreamIndex> packs;
    uint32_t pack_count = 0;
  };

  void find_groups();
  void check_batches() const;
  Part read(std::string_view stream, uint32_t part) const;
  bool correct_lengths(uint32_t batch, std::vector<SampleRecord>& samples) const;

  ArchiveLayout layout_;
  mutable ScratchPool scratch_;
  CollectionIndex index_;
  ArchiveParams params_;
  std::vector<Group> groups_;
};

}  // namespace agc
