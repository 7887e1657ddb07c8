#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "format/archive_info.h"
#include "format/collection_v3.h"
#include "format/splitter_codec.h"
#include "io/fasta_reader.h"
#include "io/file.h"
#include "pipeline/contig_feeder.h"

namespace agc {
namespace {

struct ReferenceContig {
  std::string name;
  PackedSequence sequence;
};

// The part of a header line before the first blank.
std::string first_word(const std::string& name) { return name.substr(0, name.find_first_of(" \t")); }

// The sample#haplotype of sample#haplotype#contig; none for names of another form.
std::optional<std::string> pansn_sample(const std::string& name) {
  const std::string word = first_word(name);
  const size_t first = word.find('#');
  const size_t second = first == std::string::npos ? first : word.find('#', first + 1);
  if (second == std::string::npos || first == 0 || second == first + 1 || second + 1 == word.size())
    return std::nullopt;
  return word.substr(0, second);
}

// The reference, whole: splitters need all of it before the first contig can be cut. It is the first
// input, but of inputs that hold samples in a row by PanSN names the first sample.
class ReferenceInput {
 public:
  explicit ReferenceInput(const CreateOptions& options)
      : reader_(open_byte_source(options.inputs.front()), options.non_iupac) {
    std::optional<std::string> sample;
    while (reader_.next(record_)) {
      if (options.grouping == SampleGrouping::pansn) {
        const std::optional<std::string> named = pansn_sample(record_.name);
        if (!contigs.empty() && (!named || named != sample)) {
          has_more_ = true;
          return;
        }
        sample = named;
      }
      contigs.push_back({record_.name, PackedSequence(record_.symbols)});
    }
  }

  // The first input's records after the reference.
  bool next(FastaRecord& record) {
    if (!has_more_) return false;
    std::swap(record, record_);
    has_more_ = reader_.next(record_);
    return true;
  }

  std::vector<ReferenceContig> contigs;

 private:
  FastaReader reader_;
  FastaRecord record_;  // the next one, if has_more_
  bool has_more_ = false;
};

uint64_t count_symbols(const std::vector<ReferenceContig>& contigs) {
  uint64_t symbols = 0;
  for (const ReferenceContig& contig : contigs) symbols += contig.sequence.size();
  return symbols;
}

SplitterFinder find_splitters(const std::vector<ReferenceContig>& contigs, uint32_t kmer_length) {
  SplitterFinder finder(kmer_length);
  for (const ReferenceContig& contig : contigs) finder.add_contig(contig.sequence);
  finder.finish();
  return finder;
}

// Opens samples as the inputs ask for it.
class SampleOpener {
 public:
  SampleOpener(ContigFeeder& feeder, SampleGrouping grouping) : feeder_(feeder), grouping_(grouping) {}

  void begin_file(const std::string& path) {
    path_ = path;
    if (grouping_ == SampleGrouping::per_file) feeder_.begin_sample(sample_name_from_path(path), path);
  }
  void begin_record(const std::string& name) {
    if (grouping_ == SampleGrouping::per_file) return;
    const std::string sample = grouping_ == SampleGrouping::pansn ? require_pansn_sample(name) : first_word(name);
    if (feeder_.in_sample(sample)) return;
    if (feeder_.has_sample(sample)) {
      throw Error(ErrorKind::input, path_ + ": record '" + name + "': expected the records of sample '" + sample +
                                        "' one after another: found other samples between them");
    }
    feeder_.begin_sample(sample, path_);
  }

 private:
  std::string require_pansn_sample(const std::string& name) const {
    if (std::optional<std::string> sample = pansn_sample(name)) return *sample;
    throw Error(ErrorKind::input,
                path_ + ": expected records named sample#haplotype#contig: found record '" + name + "'");
  }

  ContigFeeder& feeder_;
  SampleGrouping grouping_;
  std::string path_;
};

void feed_inputs(const CreateOptions& options, ReferenceInput& reference, SplitterFinder& finder,
                 ContigFeeder& feeder) {
  SampleOpener opener(feeder, options.grouping);
  opener.begin_file(options.inputs.front());
  for (ReferenceContig& contig : reference.contigs) {
    opener.begin_record(contig.name);
    feeder.add_contig(contig.name, contig.sequence, &finder);
    contig.sequence = PackedSequence();
  }
  const auto feed = [&](const FastaRecord& record) {
    opener.begin_record(record.name);
    feeder.add_contig(record.name, PackedSequence(record.symbols), nullptr);
  };
  FastaRecord record;
  while (reference.next(record)) feed(record);
  for (auto path = options.inputs.begin() + 1; path != options.inputs.end(); ++path) {
    if (options.log) options.log("reading " + *path);
    opener.begin_file(*path);
    FastaReader reader(open_byte_source(*path), options.non_iupac);
    while (reader.next(record)) feed(record);
  }
}

// What readers and appenders need to know of the archive as a whole.
void describe_archive(const EncodePipeline& pipeline, const SplitterFinder& finder, const ArchiveParams& params,
                      ArchiveSink& sink) {
  std::vector<GroupKey> keys = pipeline.group_keys();
  keys.push_back(GroupKey{});
  ZstdCompressor compressor;
  sink.add_single(kStreamParams.data(), encode_params(params));
  sink.add_single(kStreamSplitters.data(), encode_splitters(finder.splitters()));
  sink.add_single(kStreamSegmentSplitters.data(), encode_group_keys(keys));
  sink.add_single(kStreamFileTypeInfo.data(), encode_file_type_info(make_file_type_info(AGC_VERSION)));
  sink.add_sample_names(encode_sample_names(pipeline.collection().sample_names(), compressor));
}

EncodePipeline::Limits limits_of(const CreateOptions& options) {
  EncodePipeline::Limits limits;
  limits.threads = options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency() / 2);
  constexpr uint64_t kMebibyte = uint64_t{1} << 20;
  limits.memory_bytes =
      options.memory_bytes ? options.memory_bytes : std::max(2048 * kMebibyte, 192 * kMebibyte * limits.threads);
  return limits;
}

}  // namespace

CreateReport create_archive(const CreateOptions& options) {
  if (options.inputs.empty()) throw Error(ErrorKind::usage, "create: expected a reference: found no input");
  OutputFile output(options.output);
  ArchiveSink sink(output);

  ReferenceInput reference(options);
  const uint64_t reference_symbols = count_symbols(reference.contigs);
  SplitterFinder finder = find_splitters(reference.contigs, options.params.kmer_length);
  const EncoderSettings settings = make_encoder_settings(options.params, options.level, reference_symbols);

  EncodePipeline pipeline(settings, reference_symbols, limits_of(options), sink);
  ContigFeeder feeder(pipeline, settings);
  feed_inputs(options, reference, finder, feeder);
  pipeline.finish();

  describe_archive(pipeline, finder, options.params, sink);
  sink.finish();
  CreateReport report{pipeline.collection().sample_names().size(), pipeline.collection().contig_count(),
                      pipeline.symbols(), output.position()};
  output.commit();
  return report;
}

std::string sample_name_from_path(const std::string& path) {
  static constexpr std::array<std::string_view, 4> kSuffixes = {".fna", ".gz", ".fa", ".fasta"};
  std::string name = std::filesystem::path(path).filename().string();
  if (const size_t dot = name.rfind('.'); dot != std::string::npos && dot > 0) name.resize(dot);
  for (bool stripped = true; stripped;) {
    stripped = false;
    for (const std::string_view suffix : kSuffixes) {
      if (name.size() <= suffix.size() || !name.ends_with(suffix)) continue;
      name.resize(name.size() - suffix.size());
      stripped = true;
    }
  }
  return name;
}

}  // namespace agc
