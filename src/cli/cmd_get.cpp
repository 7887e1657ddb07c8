#include <algorithm>
#include <filesystem>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/extraction.h"
#include "cli/file_name.h"
#include "cli/query.h"

namespace agc::cli {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kVersion2 = 2000;
constexpr uint32_t kVersion3 = 3000;

// The order in which getcol writes samples: versions 1 and 2 sort them.
std::vector<uint32_t> collection_order(const ArchiveReader& reader, bool without_reference) {
  const std::vector<std::string>& names = reader.sample_names();
  std::vector<uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0U);
  if (without_reference && !order.empty()) order.erase(order.begin());
  if (reader.info().file_version < kVersion3) {
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return names[a] < names[b]; });
  }
  return order;
}

std::vector<uint32_t> find_samples(const ArchiveReader& reader, const ExtractCommand& command) {
  std::vector<uint32_t> samples;
  for (const std::string& name : command.arguments) {
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
  SampleRecords(const ArchiveReader& reader, std::vector<uint32_t> samples, bool file_per_sample)
      : reader_(reader), samples_(std::move(samples)), file_per_sample_(file_per_sample) {}

  bool next(RecordRequest& request) {
    while (contig_ == names_.size()) {
      if (next_sample_ == samples_.size()) return false;
      names_ = reader_.contig_names(samples_[next_sample_++]);
      contig_ = 0;
    }
    const size_t sample_position = next_sample_ - 1;
    request.file = file_per_sample_ ? sample_position : 0;
    request.contig = {samples_[sample_position], static_cast<uint32_t>(contig_)};
    request.header = std::move(names_[contig_++]);
    return true;
  }

 private:
  const ArchiveReader& reader_;
  std::vector<uint32_t> samples_;
  bool file_per_sample_;
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

ExtractionOptions extraction_options(const ExtractCommand& command, std::vector<std::string> paths) {
  return {.paths = std::move(paths),
          .threads = command.threads,
          .gzip_level = command.gzip_level,
          .line_length = command.line_length};
}

void extract_samples(const ArchiveReader& reader, const std::vector<uint32_t>& samples,
                     const ExtractionOptions& options) {
  SampleRecords records(reader, samples, options.paths.size() > 1);
  extract(
      reader, [&](RecordRequest& request) { return records.next(request); }, options);
}

ContigId find_contig(const ArchiveReader& reader, const ContigQuery& query) {
  // Which queries may carry more than the first word of a contig's name has changed between versions.
  const uint32_t version = reader.info().file_version;
  if (query.sample) {
    const bool shorten = version < kVersion2;
    return reader.find_contig(*query.sample, shorten ? short_contig_name(query.contig) : query.contig);
  }
  const bool shorten = version < kVersion2 || version >= kVersion3;
  return reader.find_contig(shorten ? short_contig_name(query.contig) : query.contig);
}

// All of them before any output: an unknown contig leaves none.
std::vector<RecordRequest> resolve(const ArchiveReader& reader, const std::vector<ContigQuery>& queries) {
  std::vector<RecordRequest> requests;
  std::optional<uint32_t> names_of;  // queries tend to come sample by sample
  std::vector<std::string> names;
  for (const ContigQuery& query : queries) {
    for (const std::string& warning : query.warnings) warn(warning);
    RecordRequest request;
    request.contig = find_contig(reader, query);
    if (names_of != request.contig.sample) names = reader.contig_names(request.contig.sample);
    names_of = request.contig.sample;
    request.header = names.at(request.contig.contig);
    if (query.range) {
      request.begin = static_cast<uint64_t>(query.range->from);
      request.end = static_cast<uint64_t>(query.range->to) + 1;
      request.header.append(1, ':').append(std::to_string(query.range->from));
      request.header.append(1, '-').append(std::to_string(query.range->to));
    }
    requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace

void get_collection(const ExtractCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  const std::vector<uint32_t> samples = collection_order(reader, command.without_reference);
  std::vector<std::string> paths{""};
  if (!command.output.empty()) paths = sample_paths(reader, samples, command);
  extract_samples(reader, samples, extraction_options(command, std::move(paths)));
  stopwatch.finish();
}

void get_samples(const ExtractCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  extract_samples(reader, find_samples(reader, command), extraction_options(command, {command.output}));
  stopwatch.finish();
}

void get_contigs(const ExtractCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  std::vector<ContigQuery> queries;
  for (const std::string& argument : command.arguments) queries.push_back(parse_contig_query(argument));

  const ArchiveReader reader(command.archive);
  std::vector<RecordRequest> requests = resolve(reader, queries);
  size_t next = 0;
  const RequestSource source = [&](RecordRequest& request) {
    if (next == requests.size()) return false;
    request = std::move(requests[next++]);
    return true;
  };
  extract(reader, source, extraction_options(command, {command.output}));
  stopwatch.finish();
}

}  // namespace agc::cli
