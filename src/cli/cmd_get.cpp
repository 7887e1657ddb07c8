#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "agc/extraction_check.h"
#include "cli/allocator.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/extraction.h"
#include "cli/file_name.h"
#include "cli/progress.h"
#include "cli/query.h"
#include "cli/region_file.h"
#include "cli/sample_order.h"
#include "cli/text_file.h"

namespace agc::cli {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kVersion2 = 2000;
constexpr uint32_t kVersion3 = 3000;

std::vector<uint32_t> find_samples(const ArchiveReader& reader, const ExtractCommand& command) {
  std::vector<std::string> names = command.arguments;
  if (!command.list.empty()) {
    const std::vector<std::string> listed = read_lines(command.list);
    names.insert(names.end(), listed.begin(), listed.end());
    std::erase(names, "");
  }
  std::vector<uint32_t> samples;
  for (const std::string& name : names) {
    const std::optional<uint32_t> sample = reader.find_sample(name);
    if (!sample) {
      throw Error(ErrorKind::not_found,
                  command.archive + ": expected a sample of the archive: found no sample '" + name + "'");
    }
    samples.push_back(*sample);
  }
  return samples;
}

// Goes through the contigs of samples; the names of one sample are in memory at a time.
class SampleRecords {
 public:
  SampleRecords(const ArchiveReader& reader, std::vector<uint32_t> samples, const HeaderFormat& header)
      : reader_(reader), samples_(std::move(samples)), header_(header) {}

  bool next(RecordRequest& request) {
    while (contig_ == names_.size()) {
      if (next_sample_ == samples_.size()) return false;
      names_ = reader_.contig_names(samples_[next_sample_++]);
      contig_ = 0;
    }
    const uint32_t sample = samples_[next_sample_ - 1];
    request.file = file_per_sample ? next_sample_ - 1 : 0;
    request.contig = {sample, static_cast<uint32_t>(contig_)};
    request.header = header_.apply({reader_.sample_names()[sample], names_[contig_++], ""});
    return true;
  }

  // How much of the samples has been gone through, 0 to 1.
  double fraction() const {
    if (next_sample_ == 0) return 0;
    const double within = names_.empty() ? 1 : static_cast<double>(contig_) / static_cast<double>(names_.size());
    return (static_cast<double>(next_sample_ - 1) + within) / static_cast<double>(samples_.size());
  }

  bool file_per_sample = false;

 private:
  const ArchiveReader& reader_;
  std::vector<uint32_t> samples_;
  const HeaderFormat& header_;
  size_t next_sample_ = 0;
  std::vector<std::string> names_;  // of the current sample
  size_t contig_ = 0;               // next in names_
};

std::vector<std::string> sample_paths(const ArchiveReader& reader, const std::vector<uint32_t>& samples,
                                      const ExtractCommand& command) {
  std::error_code ignored;
  if (!fs::is_directory(command.output, ignored)) {
    throw Error(ErrorKind::io, command.output + ": expected an existing folder: found none");
  }
  std::vector<std::string> paths;
  std::set<std::string> names;
  for (const uint32_t sample : samples) {
    const std::string& sample_name = reader.sample_names()[sample];
    const std::string name = file_name_of_sample(sample_name) + (command.gzip_level > 0 ? ".fa.gz" : ".fa");
    if (!names.insert(name).second) {
      throw Error(ErrorKind::unsupported,
                  command.archive + ": expected samples with file names of their own: found two for '" + name + "'");
    }
    paths.push_back((fs::path(command.output) / name).string());
  }
  return paths;
}

// Compares what comes out with the archive's digests, if that was asked for.
class OptionalCheck {
 public:
  OptionalCheck(const ArchiveReader& reader, const ExtractCommand& command) : archive_(command.archive) {
    if (command.check) check_.emplace(command.archive, reader);
  }

  void watch(ExtractionOptions& options) {
    if (!check_) return;
    options.whole_contig = [this](ContigId contig, std::string_view letters) { check_->add(contig, letters); };
  }

  // `parts` = how many of the records were no whole contigs.
  void tell(uint64_t parts) const {
    if (!check_) return;
    if (check_->unchecked() > 0) {
      warn(archive_ + ": " + std::to_string(check_->unchecked()) +
           " contigs not checked: there are no digests of them alone");
    }
    if (parts > 0) warn(archive_ + ": " + std::to_string(parts) + " parts of contigs not checked");
  }

 private:
  std::string archive_;
  std::optional<ExtractionCheck> check_;
};

ExtractionOptions extraction_options(const ExtractCommand& command, std::vector<std::string> paths) {
  return {.paths = std::move(paths),
          .threads = command.threads,
          .gzip_level = command.gzip_level,
          .line_length = command.line_length,
          .memory_bytes = command.memory_bytes};
}

// The rest is for what is in flight, and for tables.
ReaderOptions reader_options(const ExtractCommand& command) { return {.cache_bytes = command.memory_bytes / 2}; }

void extract_samples(const ArchiveReader& reader, std::vector<uint32_t> samples, const ExtractCommand& command,
                     std::vector<std::string> paths) {
  SampleRecords records(reader, std::move(samples), command.header);
  records.file_per_sample = paths.size() > 1;
  std::atomic<uint64_t> symbols = 0;
  std::atomic<double> fraction = 0;
  const ProgressMeter meter(command.output.empty(), [&] { return Progress{fraction.load(), symbols.load()}; });
  ExtractionOptions options = extraction_options(command, std::move(paths));
  options.position = [&] { return records.fraction(); };
  options.written = [&](double position, uint64_t more) {
    fraction = position;
    symbols += more;
  };
  OptionalCheck check(reader, command);
  check.watch(options);
  extract(
      reader, [&](RecordRequest& request) { return records.next(request); }, options);
  check.tell(0);
}

// Which queries may carry more than the first word of a contig's name has changed between versions.
ContigId find_contig(const ArchiveReader& reader, const ContigQuery& query) {
  const uint32_t version = reader.info().file_version;
  const std::string shortened(short_contig_name(query.contig));
  if (query.sample) return reader.find_contig(*query.sample, version < kVersion2 ? shortened : query.contig);
  return reader.find_contig(version < kVersion2 || version >= kVersion3 ? shortened : query.contig);
}

ContigId find_contig_of(const std::string& archive, const ArchiveReader& reader, const ContigQuery& query) {
  try {
    return find_contig(reader, query);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found && error.kind() != ErrorKind::ambiguous) throw;
    throw Error(error.kind(), archive + ": " + error.what());
  }
}

std::string range_text(const QueryRange& range, Coordinates coordinates) {
  const auto first = static_cast<int64_t>(coordinates);
  std::string text(1, ':');
  text.append(std::to_string(range.from + first)).append(1, '-').append(std::to_string(range.to + first));
  return text;
}

// A query that has been found, without texts: there may be millions.
struct FoundQuery {
  ContigId contig;
  std::optional<QueryRange> range;
};

// All of them before any output: an unknown contig leaves none.
std::vector<FoundQuery> find_all(const ArchiveReader& reader, const std::string& archive,
                                 const std::vector<ContigQuery>& queries) {
  std::vector<FoundQuery> found;
  found.reserve(queries.size());
  for (const ContigQuery& query : queries) {
    for (const std::string& warning : query.warnings) warn(warning);
    found.push_back({find_contig_of(archive, reader, query), query.range});
  }
  return found;
}

RecordRequest request_of(const FoundQuery& query, const ArchiveReader& reader, const ExtractCommand& command) {
  RecordRequest request;
  request.contig = query.contig;
  std::string range;
  if (query.range) {
    request.begin = static_cast<uint64_t>(query.range->from);
    request.end = static_cast<uint64_t>(query.range->to) + 1;
    range = range_text(*query.range, command.coordinates);
  }
  const std::string& sample = reader.sample_names()[query.contig.sample];
  request.header = command.header.apply({sample, reader.contig_name(query.contig), range});
  return request;
}

std::vector<ContigQuery> collect_queries(const ExtractCommand& command) {
  std::vector<ContigQuery> queries;
  for (const std::string& text : command.arguments) queries.push_back(parse_contig_query(text, command.coordinates));
  if (!command.list.empty()) {
    for (ContigQuery& query : read_regions(command.list, command.coordinates)) queries.push_back(std::move(query));
  }
  return queries;
}

}  // namespace

void get_collection(const ExtractCommand& command) {
  expect_much_memory(command.threads);
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive, reader_options(command));
  warn_about(reader);
  std::vector<uint32_t> samples = collection_order(reader);
  if (command.without_reference) std::erase(samples, 0U);
  std::vector<std::string> paths{""};
  if (!command.output.empty()) paths = sample_paths(reader, samples, command);
  extract_samples(reader, std::move(samples), command, std::move(paths));
  stopwatch.finish();
}

void get_samples(const ExtractCommand& command) {
  expect_much_memory(command.threads);
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive, reader_options(command));
  warn_about(reader);
  std::vector<uint32_t> samples = find_samples(reader, command);
  reader.expect_samples(samples);
  extract_samples(reader, std::move(samples), command, {command.output});
  stopwatch.finish();
}

void get_contigs(const ExtractCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  std::vector<ContigQuery> queries = collect_queries(command);
  const ArchiveReader reader(command.archive, reader_options(command));
  warn_about(reader);
  const std::vector<FoundQuery> found = find_all(reader, command.archive, std::exchange(queries, {}));
  size_t next = 0;
  const RequestSource source = [&](RecordRequest& request) {
    if (next == found.size()) return false;
    request = request_of(found[next++], reader, command);
    return true;
  };
  const auto ranges = std::ranges::count_if(found, [](const FoundQuery& query) { return query.range.has_value(); });
  OptionalCheck check(reader, command);
  ExtractionOptions options = extraction_options(command, {command.output});
  options.in_storage_order = found.size() > 1;
  check.watch(options);
  extract(reader, source, options);
  check.tell(static_cast<uint64_t>(ranges));
  stopwatch.finish();
}

}  // namespace agc::cli
