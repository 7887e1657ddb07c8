#include "pipeline/archive_builder.h"

#include <algorithm>
#include <utility>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "format/archive_info.h"
#include "format/growth_marks.h"
#include "format/splitter_codec.h"
#include "io/letter_codes.h"
#include "pipeline/sequence_hash.h"

namespace agc {
namespace {

// Parameters of archives that were not made with sense still have to make groups.
constexpr uint64_t kLeastFill = 100;
constexpr uint64_t kMostFill = 1000000;
// Of records that are samples each, no more than this make the reference: the first input may hold all there are.
constexpr uint64_t kMostReferenceSymbols = uint64_t{256} << 20;

// With names checked that are known before any input is read.
std::unique_ptr<const StoredArchive> open_stored(const AppendOptions& options) {
  auto archive = std::make_unique<const StoredArchive>(options.archive);
  if (options.grouping != SampleGrouping::per_file || options.repeated == RepeatedNames::leave_out) return archive;
  for (const std::string& path : options.inputs) {
    const std::string name = sample_name_from_path(path);
    if (!archive->find_sample(name)) continue;
    throw Error(ErrorKind::input, path + ": expected a sample that is not in " + archive->path() +
                                      " yet: found sample '" + name + "' there");
  }
  return archive;
}

template <typename Options>
EncodePipeline::Limits limits_of(const Options& options) {
  EncodePipeline::Limits limits = make_limits(options.threads, options.memory_bytes);
  limits.progress = options.progress;
  return limits;
}

EncoderSettings settings_for(const StoredArchive& archive, int level) {
  EncoderSettings settings = make_encoder_settings(archive.params(), level, archive.outlook());
  settings.groups.first_fill = std::clamp(settings.groups.first_fill, kLeastFill, kMostFill);
  return settings;
}

ArchiveDescription describe_stored(const StoredArchive& archive) {
  ArchiveDescription description{archive.file_type_info(), archive.first_growable_group(), {}, {}};
  if (!archive.has_batches()) {
    set_value(description.file_type_info, kKeyFileVersionMajor, "3");
    set_value(description.file_type_info, kKeyFileVersionMinor, "0");
  }
  // Archives of other writers may lack these; other appenders need them.
  description.splitters = archive.read_single(kStreamSplitters).value_or(encode_splitters({}));
  const std::vector<GroupKey> no_keys = {GroupKey{}};
  description.group_keys = archive.read_single(kStreamSegmentSplitters).value_or(encode_group_keys(no_keys));
  return description;
}

// A contig of the first sample.
PackedSequence read_contig(const ArchiveReader& reader, uint32_t contig) {
  constexpr uint64_t kStretch = uint64_t{1} << 22;
  PackedSequence sequence;
  std::string letters;
  std::vector<uint8_t> symbols;
  const uint64_t length = reader.contig_length({0, contig});
  for (uint64_t begin = 0; begin < length; begin += kStretch) {
    letters.clear();
    symbols.clear();
    reader.fetch({0, contig}, begin, begin + kStretch, letters);
    const std::span bytes(reinterpret_cast<const uint8_t*>(letters.data()), letters.size());
    if (append_codes(bytes, NonIupacPolicy::error, symbols)) {
      throw Error(ErrorKind::corrupt, "contig " + std::to_string(contig) + ": expected nucleotides: found others");
    }
    sequence.append(symbols);
  }
  return sequence;
}

}  // namespace

ArchiveBuilder::ArchiveBuilder(const CreateOptions& options)
    : lock_(lock_output(options.output, options.notice)),
      output_(options.output),
      sink_(output_),
      limits_(limits_of(options)),
      params_(options.params),
      level_(options.level),
      records_are_samples_(options.grouping == SampleGrouping::per_record),
      with_sequence_digests_(options.sequence_digests),
      before_commit_(options.before_commit) {}

ArchiveBuilder::ArchiveBuilder(const AppendOptions& options)
    : lock_(lock_output(options.output, options.notice)),
      stored_(open_stored(options)),
      output_(options.output),
      sink_(output_),
      limits_(limits_of(options)),
      params_(stored_->params()),
      level_(options.level),
      records_are_samples_(options.grouping == SampleGrouping::per_record),
      with_sequence_digests_(options.sequence_digests),
      before_commit_(options.before_commit),
      digests_(stored_->content_digests(), stored_->sequence_digests()) {
  if (options.log && !stored_->repair().empty()) options.log(stored_->repair());
  names_.reserve_samples(stored_->sample_names());
  if (!stored_->is_alone()) start_with_stored();
}

ArchiveBuilder::~ArchiveBuilder() = default;

void ArchiveBuilder::begin_input() {
  names_.finish();
  if (!reference_.empty()) start_with_reference(false);
  if (run_) run_->pipeline.begin_input();
}

void ArchiveBuilder::begin_sample(const std::string& name, const std::string& source) {
  names_.begin_sample(name, source);
  if (!run_ && stored_) hold_stored();
  const bool is_whole = stored_ || !records_are_samples_ || reference_symbols_ >= kMostReferenceSymbols;
  if (!run_ && !reference_.empty() && is_whole) start_with_reference(false);
  digests_.begin_sample(name);
  if (run_) {
    run_->feeder.begin_sample(name);
  } else {
    pending_sample_ = name;
  }
}

void ArchiveBuilder::add_contig(const std::string& name, std::span<const uint8_t> symbols) {
  names_.add_contig(name);
  digests_.add_contig(name, digest128(symbols), symbols.size());
  if (with_sequence_digests_) digests_.add_sequence_digests(digest_symbols(symbols));
  ContigInput contig{name, PackedSequence(symbols)};
  if (run_) {
    run_->feeder.add_contig(contig);
  } else {
    reference_symbols_ += symbols.size();
    reference_.push_back({std::exchange(pending_sample_, std::nullopt), std::move(contig)});
  }
}

void ArchiveBuilder::start_with_stored() {
  reader_.enter(Stage::load);
  EncoderState state = load_state(*stored_, settings_for(*stored_, level_), limits_.threads, clock_);
  run_ = std::make_unique<Run>(std::move(state), limits_, sink_, clock_);
  run_->pipeline.copy_stored();
  reader_.enter(Stage::read);
}

// The sample of an archive of one, as if it came in again; its digests stay those of what was read then.
void ArchiveBuilder::hold_stored() {
  const ArchiveReader reader(stored_->path());
  if (reader.sample_names() != stored_->sample_names()) {
    throw Error(ErrorKind::io, stored_->path() + ": expected the archive that it was: found another one");
  }
  const std::string& sample = reader.sample_names().front();
  InputNames names;  // of another writer's archive they might be others than could be written again
  names.begin_sample(sample, stored_->path());
  for (uint32_t number = 0; number < reader.contig_count(0); ++number) {
    const std::string name = reader.contig_name({0, number});
    names.add_contig(name);
    reference_.push_back({number == 0 ? std::optional(sample) : std::nullopt, {name, read_contig(reader, number)}});
  }
  names.finish();
}

void ArchiveBuilder::start_with_reference(bool is_all) {
  if (reference_.empty()) throw Error(ErrorKind::usage, "create: expected a reference: found no contig");
  uint64_t symbols = 0;
  uint64_t samples = 0;
  uint64_t longest_contig = 0;
  reader_.enter(Stage::splitters);
  SplitterFinder finder(params_.kmer_length);
  for (const ReferenceContig& contig : reference_) {
    symbols += contig.contig.sequence.size();
    samples += contig.sample.has_value();
    if (samples <= 1) longest_contig = std::max(longest_contig, contig.contig.sequence.size());
    finder.add_contig(contig.contig.sequence);
  }
  finder.finish();
  reader_.enter(Stage::read);
  const CollectionOutlook outlook{symbols, longest_contig, is_all && samples == 1};
  const ArchiveParams params = stored_ ? params_ : recorded_params(params_, longest_contig);
  run_ = std::make_unique<Run>(make_new_state(make_encoder_settings(params, level_, outlook), symbols), limits_, sink_,
                               clock_);
  run_->pipeline.begin_input();
  for (size_t number = 0; number < reference_.size(); ++number) {
    ReferenceContig& contig = reference_[number];
    if (contig.sample) run_->feeder.begin_sample(*contig.sample);
    run_->feeder.add_contig(contig.contig, finder.cut(number, run_->state.settings.splitter_spacing));
    contig.contig.sequence = PackedSequence();
  }
  if (stored_) old_ = {samples, reference_.size(), run_->pipeline.symbols(), 0};
  reference_.clear();
}

ArchiveDescription ArchiveBuilder::describe_contents() const {
  if (run_->state.stored) return describe_stored(*run_->state.stored);
  SplitterChoice::Chosen chosen = run_->pipeline.chosen_splitters();
  chosen.keys.push_back(GroupKey{});
  return {stored_ ? stored_->file_type_info() : make_file_type_info(AGC_VERSION), kRawGroupCount,
          encode_splitters(chosen.splitters), encode_group_keys(chosen.keys)};
}

ArchiveDescription ArchiveBuilder::describe() const {
  ArchiveDescription description = describe_contents();
  set_diverged_samples(description.file_type_info, run_->pipeline.diverged_samples());
  set_strange_stretches(description.file_type_info, run_->pipeline.strange_stretches());
  return description;
}

CreateReport ArchiveBuilder::finish() {
  names_.finish();
  if (!run_) stored_ ? start_with_stored() : start_with_reference(true);
  const ArchiveContents contents{run_->state.settings.params, run_->state.collection.sample_names()};
  run_->pipeline.finish(reader_, [&] {
    return [&contents, description = describe()](ArchiveSink& sink) { describe_archive(contents, description, sink); };
  });
  reader_.enter(Stage::write);
  finish_archive(contents, digests_, sink_);
  reader_.stop();
  CreateReport report{run_->state.collection.begun_samples() - old_.samples,
                      run_->state.collection.begun_contigs() - old_.contigs, run_->pipeline.symbols() - old_.symbols,
                      output_.position(), clock_.times()};
  if (before_commit_) {
    output_.flush();
    before_commit_(output_.path_until_commit());
  }
  output_.commit();
  return report;
}

}  // namespace agc
