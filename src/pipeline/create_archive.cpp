#include <optional>
#include <utility>
#include <vector>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "format/archive_info.h"
#include "io/fasta_reader.h"
#include "pipeline/archive_completion.h"
#include "pipeline/sample_input.h"

namespace agc {
namespace {

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
      contigs.emplace_back(record_.name, record_.symbols, options.sequence_digests);
    }
  }

  // The first input's records after the reference.
  bool next(FastaRecord& record) {
    if (!has_more_) return false;
    std::swap(record, record_);
    has_more_ = reader_.next(record_);
    return true;
  }

  std::vector<ContigInput> contigs;

 private:
  FastaReader reader_;
  FastaRecord record_;  // the next one, if has_more_
  bool has_more_ = false;
};

uint64_t count_symbols(const std::vector<ContigInput>& contigs) {
  uint64_t symbols = 0;
  for (const ContigInput& contig : contigs) symbols += contig.sequence.size();
  return symbols;
}

SplitterFinder find_splitters(const std::vector<ContigInput>& contigs, uint32_t kmer_length) {
  SplitterFinder finder(kmer_length);
  for (const ContigInput& contig : contigs) finder.add_contig(contig.sequence);
  finder.finish();
  return finder;
}

void feed_inputs(const CreateOptions& options, ReferenceInput& reference, SplitterFinder& finder,
                 ContigFeeder& feeder) {
  SampleInput input(feeder, options.grouping, options.sequence_digests);
  input.begin_file(options.inputs.front());
  for (ContigInput& contig : reference.contigs) {
    input.begin_record(contig.name);
    feeder.add_contig(contig, &finder);
    contig.sequence = PackedSequence();
  }
  FastaRecord record;
  while (reference.next(record)) input.add(record);
  for (auto path = options.inputs.begin() + 1; path != options.inputs.end(); ++path) {
    if (options.log) options.log("reading " + *path);
    feed_file(*path, options.non_iupac, input);
  }
}

}  // namespace

CreateReport create_archive(const CreateOptions& options) {
  if (options.inputs.empty()) throw Error(ErrorKind::usage, "create: expected a reference: found no input");
  const FileLock lock = lock_output(options.output, options.notice);
  OutputFile output(options.output);
  ArchiveSink sink(output);

  ReferenceInput reference(options);
  const uint64_t reference_symbols = count_symbols(reference.contigs);
  SplitterFinder finder = find_splitters(reference.contigs, options.params.kmer_length);
  const CollectionOutlook outlook{reference_symbols,
                                  options.grouping == SampleGrouping::per_file && options.inputs.size() == 1};
  EncoderState state = make_new_state(make_encoder_settings(options.params, options.level, outlook), reference_symbols);

  EncodePipeline::Limits limits = make_limits(options.threads, options.memory_bytes);
  limits.progress = options.progress;
  EncodePipeline pipeline(state, limits, sink);
  DigestCollector digests;
  ContigFeeder feeder(pipeline, state.settings, digests);
  feed_inputs(options, reference, finder, feeder);
  pipeline.finish();

  std::vector<GroupKey> keys = pipeline.group_keys();
  keys.push_back(GroupKey{});
  const ArchiveDescription description{make_file_type_info(AGC_VERSION), kRawGroupCount,
                                       encode_splitters(finder.splitters()), encode_group_keys(keys)};
  describe_archive(state, description, sink);
  finish_archive(state, digests, sink);
  const CreateReport report{state.collection.begun_samples(), state.collection.begun_contigs(), pipeline.symbols(),
                            output.position()};
  if (options.before_commit) {
    output.flush();
    options.before_commit(output.path_until_commit());
  }
  output.commit();
  return report;
}

}  // namespace agc
