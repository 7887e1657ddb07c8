#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <thread>
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

// The first input, whole: splitters need all of it before the first contig can be cut.
std::vector<ReferenceContig> read_reference(const std::string& path, NonIupacPolicy policy) {
  std::vector<ReferenceContig> contigs;
  FastaReader reader(open_byte_source(path), policy);
  for (FastaRecord record; reader.next(record);) {
    contigs.push_back({record.name, PackedSequence(record.symbols)});
  }
  return contigs;
}

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

// The part of a header line before the first blank.
std::string first_word(const std::string& name) { return name.substr(0, name.find_first_of(" \t")); }

// Opens samples as the inputs ask for it: one for each file, or one for each record.
class SampleOpener {
 public:
  SampleOpener(ContigFeeder& feeder, bool concatenated) : feeder_(feeder), concatenated_(concatenated) {}

  void begin_file(const std::string& path) {
    path_ = path;
    if (!concatenated_) feeder_.begin_sample(sample_name_from_path(path), path);
  }
  void begin_record(const std::string& name) {
    if (!concatenated_) return;
    const std::string sample = first_word(name);
    if (!feeder_.in_sample(sample)) feeder_.begin_sample(sample, path_);
  }

 private:
  ContigFeeder& feeder_;
  bool concatenated_;
  std::string path_;
};

void feed_inputs(const CreateOptions& options, std::vector<ReferenceContig> reference, SplitterFinder& finder,
                 ContigFeeder& feeder) {
  SampleOpener opener(feeder, options.concatenated);
  opener.begin_file(options.inputs.front());
  for (ReferenceContig& contig : reference) {
    opener.begin_record(contig.name);
    feeder.add_contig(contig.name, contig.sequence, &finder);
    contig.sequence = PackedSequence();
  }
  for (auto path = options.inputs.begin() + 1; path != options.inputs.end(); ++path) {
    if (options.log) options.log("reading " + *path);
    opener.begin_file(*path);
    FastaReader reader(open_byte_source(*path), options.non_iupac);
    for (FastaRecord record; reader.next(record);) {
      opener.begin_record(record.name);
      feeder.add_contig(record.name, PackedSequence(record.symbols), nullptr);
    }
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

  std::vector<ReferenceContig> reference = read_reference(options.inputs.front(), options.non_iupac);
  const uint64_t reference_symbols = count_symbols(reference);
  SplitterFinder finder = find_splitters(reference, options.params.kmer_length);
  const EncoderSettings settings = make_encoder_settings(options.params, options.level, reference_symbols);

  EncodePipeline pipeline(settings, reference_symbols, limits_of(options), sink);
  ContigFeeder feeder(pipeline, settings);
  feed_inputs(options, std::move(reference), finder, feeder);
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
