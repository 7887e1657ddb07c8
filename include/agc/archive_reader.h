// Reading archives: open once, share between any number of threads.
//
// Opening reads the footer, the parameters and the sample names only. Names and segment records of a
// batch of samples are loaded when a query first needs them and kept; decoded group references and
// packs live in a cache bounded by ReaderOptions::cache_bytes. Every member function is thread-safe
// and throws agc::Error; a failed call leaves the reader usable.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agc/export.h"
#include "agc/sequence_digests.h"
#include "agc/types.h"

namespace agc {

struct ReaderOptions {
  uint64_t cache_bytes = uint64_t{512} << 20;  // decoded references and packs kept in memory
};

struct ArchiveInfo {
  uint32_t file_version = 0;  // 1000 * major + minor
  ArchiveParams params;
  std::vector<std::pair<std::string, std::string>> file_type_info;  // stored order
  std::vector<std::pair<std::string, std::string>> command_lines;   // (command, time); versions 1 and 2
};

struct ReaderStatistics {
  uint64_t parts_decoded = 0;  // references and packs
  uint64_t parts_found = 0;    // ... that were asked for and in memory
  uint64_t cached_bytes = 0;   // of those that are
  uint64_t bytes_read = 0;     // from the file, footer included
  uint64_t pack_bytes = 0;     // of packs that were decoded
  uint64_t text_bytes = 0;     // of what was asked for of them
};

// Where a contig is: positions in archive order.
struct ContigId {
  uint32_t sample = 0;
  uint32_t contig = 0;
};

class AGC_API ArchiveReader {
 public:
  // Throws Error{io} (cannot be read), Error{corrupt} (not an archive, damaged), Error{unsupported}
  // (a file version of 4 and above).
  explicit ArchiveReader(const std::string& path, const ReaderOptions& options = {});
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  const ArchiveInfo& info() const;
  // What the user should know of an archive that another program damaged, a line each; almost always none.
  std::vector<std::string> warnings() const;
  const std::vector<std::string>& sample_names() const;  // archive order; [0] is the reference sample
  std::optional<uint32_t> find_sample(std::string_view name) const;

  // Whole header lines of a sample's contigs, in stored order.
  std::vector<std::string> contig_names(uint32_t sample) const;
  // Without copying all of them: a sample is gone through with contig numbers from 0 on.
  uint32_t contig_count(uint32_t sample) const;
  std::string contig_name(ContigId contig) const;

  // By the first word of the header line. With a sample: the first match in it, as the format's
  // clients expect. Without: over all samples. Error{not_found} if absent, Error{ambiguous} if there are several.
  ContigId find_contig(std::string_view sample_name, std::string_view contig_name) const;
  ContigId find_contig(std::string_view contig_name) const;

  // Those that the archive holds; docs/format.md, "Digests".
  std::optional<SequenceDigests> stored_digests(ContigId contig) const;

  // Symbols in the contig, from the segment records alone where these can be trusted.
  uint64_t contig_length(ContigId contig) const;

  // Writes the letters of symbols [begin, begin + out.size()), as many as the contig has, and returns how many
  // these are. No more of the archive is decoded than they need.
  uint64_t fetch(ContigId contig, uint64_t begin, std::span<char> out) const;
  // Appends letters of symbols [begin, end) to `out`; the range is clamped to the contig.
  void fetch(ContigId contig, uint64_t begin, uint64_t end, std::string& out) const;
  void fetch(ContigId contig, std::string& out) const;  // the whole contig

  // For those who have many ranges to fetch: ranges that begin in the same stored data have the same key, and
  // those with close keys share some. Taken in ascending order, nothing is decoded twice.
  uint64_t storage_key(ContigId contig, uint64_t begin) const;

  // For those who are going to fetch whole samples, in place of what they said before: what is decoded for these and
  // belongs to others is not kept. All can be fetched still.
  void expect_samples(std::span<const uint32_t> samples) const;

  // Of all that has been done with this object.
  ReaderStatistics statistics() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace agc
