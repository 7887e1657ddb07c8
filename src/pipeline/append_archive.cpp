#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "format/archive_info.h"
#include "format/splitter_codec.h"
#include "pipeline/archive_completion.h"
#include "pipeline/sample_input.h"
#include "pipeline/stored_archive.h"

namespace agc {
namespace {

// Parameters of archives that were not made with sense still have to make groups.
constexpr uint64_t kLeastFill = 100;
constexpr uint64_t kMostFill = 1000000;

// Names that are known before any input is read.
void check_new_samples(const AppendOptions& options, const StoredArchive& archive) {
  if (options.grouping != SampleGrouping::per_file) return;
  for (const std::string& path : options.inputs) {
    const std::string name = sample_name_from_path(path);
    if (!archive.find_sample(name)) continue;
    throw Error(ErrorKind::input, path + ": expected a sample that is not in " + archive.path() +
                                      " yet: found sample '" + name + "' there");
  }
}

EncoderSettings make_settings(const StoredArchive& archive, int level) {
  EncoderSettings settings = make_encoder_settings(archive.params(), level, {archive.first_sample_symbols(), false});
  settings.groups.first_fill = std::clamp(settings.groups.first_fill, kLeastFill, kMostFill);
  settings.groups.cap = 4 * settings.groups.first_fill;
  return settings;
}

ArchiveDescription make_description(const StoredArchive& archive) {
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

}  // namespace

AppendReport append_archive(const AppendOptions& options) {
  const FileLock lock = lock_output(options.output, options.notice);
  const StoredArchive archive(options.archive);
  check_new_samples(options, archive);
  if (options.log && !archive.repair().empty()) options.log(archive.repair());
  OutputFile output(options.output);
  ArchiveSink sink(output);

  EncodePipeline::Limits limits = make_limits(options.threads, options.memory_bytes);
  limits.progress = options.progress;
  EncoderState state = load_state(archive, make_settings(archive, options.level), limits.threads);
  EncodePipeline pipeline(state, limits, sink);
  pipeline.copy_stored();
  DigestCollector digests(archive.content_digests(), archive.sequence_digests());
  ContigFeeder feeder(pipeline, state.settings, digests);
  feeder.reserve_samples(archive.sample_names());
  SampleInput input(feeder, options.grouping, options.sequence_digests);
  for (const std::string& path : options.inputs) {
    if (options.log) options.log("reading " + path);
    feed_file(path, options.non_iupac, input);
  }
  pipeline.finish();

  describe_archive(state, make_description(archive), sink);
  finish_archive(state, digests, sink);
  const AppendReport report{state.collection.begun_samples(), state.collection.begun_contigs(), pipeline.symbols(),
                            output.position()};
  if (options.before_commit) {
    output.flush();
    options.before_commit(output.path_until_commit());
  }
  output.commit();
  return report;
}

}  // namespace agc
