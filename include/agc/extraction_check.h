// What is extracted, compared with the digests that the archive holds of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "agc/archive_reader.h"
#include "agc/export.h"

namespace agc {

// For one extraction of whole contigs. Thread-safe.
class AGC_API ExtractionCheck {
 public:
  // `reader` reads the archive at `path`, and must outlive the check. Throws Error{corrupt} if the digests are damaged.
  ExtractionCheck(const std::string& path, const ArchiveReader& reader);
  ~ExtractionCheck();
  ExtractionCheck(const ExtractionCheck&) = delete;
  ExtractionCheck& operator=(const ExtractionCheck&) = delete;

  // A whole contig as it comes out, in any order. Throws Error{corrupt} if it, or samples that are complete with it,
  // are not what was read when they were added.
  void add(ContigId contig, std::string_view letters);

  // Contigs that were added and could be compared with nothing, since the archive has no digests of them, or only
  // together with others that were not extracted.
  uint64_t unchecked() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace agc
