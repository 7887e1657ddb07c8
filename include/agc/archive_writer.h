// Creating archives and adding samples to them. See docs/design.md for the way of a contig through the pipeline.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "agc/export.h"
#include "agc/types.h"

namespace agc {

// What to do with a byte of sequence that is no nucleotide code.
enum class NonIupacPolicy { error, drop, replace_with_n };

// Which records of the inputs form a sample.
enum class SampleGrouping {
  per_file,    // those of one file, named by the file
  per_record,  // each on its own, named by its first word
  pansn,       // those whose names, sample#haplotype#contig, begin with the same sample#haplotype
};

// What to do with a file or record whose sample is there already, or whose name its sample has already.
enum class RepeatedNames { error, leave_out };

// How far the work has come: written by the threads that do it, for others to read meanwhile.
struct WriteProgress {
  std::atomic<uint64_t> inputs_begun = 0;          // one more than there are when all have been read
  std::atomic<uint64_t> symbols_before_input = 0;  // of those before the one being read
  std::atomic<uint64_t> symbols_read = 0;
  std::atomic<uint64_t> symbols_stored = 0;
};

struct CreateOptions {
  std::vector<std::string> inputs = {};  // FASTA paths, the reference first; "-" is standard input
  std::string output = {};               // archive path; empty: standard output
  ArchiveParams params = {};
  unsigned threads = 0;       // workers; 0: half of the processors, at least one
  uint64_t memory_bytes = 0;  // cap on everything in flight; 0: max(2 GiB, 192 MiB per worker)
  int level = 3;              // 1 (fast) to 5 (small)
  NonIupacPolicy non_iupac = NonIupacPolicy::error;
  SampleGrouping grouping = SampleGrouping::per_file;
  bool sequence_digests = false;  // store the refget digest and the MD5 of every contig
  // Called with the path of the complete archive, before that has its final name; what it throws keeps the
  // archive from getting it. Not with standard output.
  std::function<void(const std::string& path)> before_commit = {};
  // Called by the pipeline's threads, one at a time, with lines for people; empty: silent.
  std::function<void(const std::string&)> log = {};
  WriteProgress* progress = nullptr;  // may be null; else must outlive the call
  // As `log`, with what a person should know in any case: that the call waits for another one,
  // that something is left out.
  std::function<void(const std::string&)> notice = {};
  RepeatedNames repeated = RepeatedNames::error;
};

// CPU time that a stage of the pipeline took, that of all threads together: "load", "read", "splitters", "map", "grow",
// "emit", "register", "packs", "records", "references", "write". docs/design.md, "Making an archive".
struct StageTime {
  const char* stage = "";
  double cpu_seconds = 0;
};

struct CreateReport {
  uint64_t samples = 0;
  uint64_t contigs = 0;
  uint64_t symbols = 0;  // of all contigs
  uint64_t archive_bytes = 0;
  std::vector<StageTime> stages = {};  // in the order of a contig's way
};

// Reads every input once, writes the archive and puts it under its final name when it is complete and
// synced. The bytes depend on the inputs, params, level and policy alone, never on threads or memory.
// Throws Error; then no file under the final name has been made or changed, except that it is complete
// but perhaps not durable if the folder's own sync fails. Whoever else writes to an archive of that name
// at the same time, through this library, waits until it is done.
AGC_API CreateReport create_archive(const CreateOptions& options);

struct AppendOptions {
  std::string archive;                   // of any file version; parameters stay as they are
  std::vector<std::string> inputs = {};  // FASTA paths of new samples; none: the archive is copied
  std::string output;                    // path, perhaps that of `archive`; empty: standard output
  unsigned threads = 0;                  // this and the following as in CreateOptions
  uint64_t memory_bytes = 0;
  int level = 3;
  NonIupacPolicy non_iupac = NonIupacPolicy::error;
  SampleGrouping grouping = SampleGrouping::per_file;
  bool sequence_digests = false;  // of the samples that are added
  std::function<void(const std::string& path)> before_commit = {};
  std::function<void(const std::string&)> log = {};
  WriteProgress* progress = nullptr;
  std::function<void(const std::string&)> notice = {};
  RepeatedNames repeated = RepeatedNames::error;
};

using AppendReport = CreateReport;  // of what was added; `archive_bytes` of all

// Writes `archive` with the samples of `inputs` behind its own, as file version 3. What is in full
// packs and batches already is copied, never decoded, so the work follows the new sequence and the
// number of references. Otherwise as create_archive(). Throws Error{input} for a sample that the
// archive has, before anything is written where the sample's name is that of its file.
AGC_API AppendReport append_archive(const AppendOptions& options);

// Writes an archive from contigs in memory, behind those of files if there are any: what create_archive() and
// append_archive() are made of.
//
//   ArchiveWriter writer(CreateOptions{.output = "genomes.agc"});  // or AppendOptions{.archive = ..., .output = ...}
//   writer.begin_sample("reference");                  // of a new archive the first sample is the reference
//   writer.add_contig("chr1 assembled", letters);
//   writer.finish();
//
// The same contigs make the same archive whether they come from files or from memory. Add_contig() waits while
// the pipeline has more in flight than the options allow; of a new archive the first sample is held, at two bits
// a symbol, until the second begins. Every call throws Error, as those functions do, and after an error, as after
// finish(), no other call is allowed; without finish() nothing is left behind. One thread at a time.
class AGC_API ArchiveWriter {
 public:
  // Adds the files of `inputs`, if there are any. The options' grouping is for these.
  explicit ArchiveWriter(const CreateOptions& options);
  explicit ArchiveWriter(const AppendOptions& options);
  ~ArchiveWriter();
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  void begin_sample(const std::string& name);
  // A contig of the sample begun last. `name` is the whole header line without '>'; `letters` are nucleotide codes in
  // either case, of which nothing is kept after the call.
  void add_contig(const std::string& name, std::string_view letters);
  // Puts the archive under its final name, complete and synced.
  CreateReport finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// File name without folder, without its last extension and then without any of .fna .gz .fa .fasta,
// as the format's programs have always named samples.
AGC_API std::string sample_name_from_path(const std::string& path);

}  // namespace agc
