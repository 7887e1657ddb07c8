// What is still to be had of a damaged archive, in the steps of recover_archive(): open what is left, decode every
// contig of it, write what is whole. One thread calls; steps use threads of their own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agc/recover.h"
#include "agc/types.h"
#include "format/container.h"
#include "format/hash.h"
#include "pipeline/sequence_hash.h"
#include "reader/archive_layout.h"

namespace agc {

// A file as an archive: with the footer that it has, or with one made anew for it.
struct Remains {
  std::unique_ptr<ArchiveLayout> layout;
  std::optional<Part> digests = {};  // of content, known to be undamaged
  std::vector<std::string> notes = {};
  bool all_known = true;   // that all samples are among those of the footer
  std::string doubt = {};  // why samples that no digest proves may be others; empty: no reason
};

// The part with digests of content if it gives the check in the part behind it. Nothing if there are none like that.
std::optional<Part> checked_digests(const Part& content, const Part& checks);

// Nothing if the footer cannot be used. Throws Error{io}.
std::optional<Remains> open_footer(const std::string& path);
// Nothing if there is nothing like an archive of version 3. Throws Error{io}.
std::optional<Remains> rebuild_footer(const std::string& path);

struct SalvagedContig {
  ContigRecord record;  // with right lengths
  bool whole = false;
  std::string problem = {};
  uint64_t length = 0;
  std::optional<Digest128> sequence = {};          // digest128() of its symbols
  std::optional<RawSequenceDigests> digests = {};  // if the archive has them of it
};

struct SalvagedSample {
  std::string name;
  bool has_name = true;          // false: the name is made up
  bool has_contig_names = true;  // ditto
  bool has_records = true;
  bool proven = false;  // compared with a digest of what was read, all of it that is whole
  std::string problem = {};
  std::string doubt = {};  // why it may not be what was added; empty: no reason
  std::vector<SalvagedContig> contigs = {};
};

struct Salvage {
  std::vector<SalvagedSample> samples = {};
  uint64_t whole_contigs = 0;
};

// Decodes everything. Throws Error{io}.
Salvage salvage_contigs(const Remains& remains, const RecoverOptions& options);

// Writes the whole contigs; returns the bytes of the archive. Requires: there are some.
uint64_t write_salvage(const Remains& remains, const Salvage& salvage, const std::string& output);

}  // namespace agc
