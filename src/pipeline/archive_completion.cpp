#include "pipeline/archive_completion.h"

#include <algorithm>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "format/collection_v3.h"
#include "format/growth_marks.h"
#include "format/stream_names.h"

namespace agc {

EncodePipeline::Limits make_limits(unsigned threads, uint64_t memory_bytes) {
  constexpr uint64_t kMebibyte = uint64_t{1} << 20;
  EncodePipeline::Limits limits;
  limits.threads = threads ? threads : std::max(1u, std::thread::hardware_concurrency() / 2);
  limits.memory_bytes = memory_bytes ? memory_bytes : std::max(2048 * kMebibyte, 192 * kMebibyte * limits.threads);
  return limits;
}

FileLock lock_output(const std::string& path, const std::function<void(const std::string&)>& notice) {
  return FileLock(path, [&] {
    if (notice) notice(path + ": waiting for another program that is writing it");
  });
}

void describe_archive(const ArchiveContents& contents, ArchiveDescription description, ArchiveSink& sink) {
  set_growth_marks(description.file_type_info, contents.sample_names.size(), description.first_growable_group);
  ZstdCompressor compressor;
  sink.add_single(kStreamParams.data(), encode_params(contents.params));
  sink.add_single(kStreamSplitters.data(), description.splitters);
  sink.add_single(kStreamSegmentSplitters.data(), description.group_keys);
  sink.add_single(kStreamFileTypeInfo.data(), encode_file_type_info(description.file_type_info));
  sink.add_sample_names(encode_sample_names(contents.sample_names, compressor));
}

namespace {

// A part for each batch up to the last one with digests; nothing if there are none.
void add_sequence_digests(std::span<const SampleSequenceDigests> samples, uint32_t batch_size, ArchiveSink& sink) {
  std::vector<EncodedPart> parts;
  while (!samples.empty()) {
    const auto batch = samples.first(std::min<size_t>(batch_size, samples.size()));
    const bool any = std::ranges::any_of(batch, [](const auto& sample) { return sample.has_value(); });
    parts.push_back(any ? encode_sequence_digests(batch) : EncodedPart{});
    samples = samples.subspan(batch.size());
  }
  if (!parts.empty()) sink.add_stream_of(std::string(kStreamSequenceDigests), parts);
}

}  // namespace

void finish_archive(const ArchiveContents& contents, DigestCollector& digests, ArchiveSink& sink) {
  // What the stream takes besides digests: its entry in the footer, the checks of four streams.
  constexpr uint64_t kOtherBytes = 90;
  const uint64_t share = sink.bytes_written() / 100;
  add_sequence_digests(digests.sequence_digests(), contents.params.pack_cardinality, sink);
  const uint64_t bytes = share - std::min(share, kOtherBytes);
  sink.finish(digests.finish(contents.sample_names, {bytes, contents.params.pack_cardinality}));
}

}  // namespace agc
