// What creating and adding have in common around the pipeline: its limits before, and at its end what
// the archive says of itself.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "format/archive_info.h"
#include "format/container.h"
#include "io/file_lock.h"
#include "pipeline/archive_sink.h"
#include "pipeline/digest_collector.h"
#include "pipeline/encode_pipeline.h"

namespace agc {

// Zero stands for the defaults that CreateOptions names.
EncodePipeline::Limits make_limits(unsigned threads, uint64_t memory_bytes);

struct ArchiveContents {
  const ArchiveParams& params;
  const std::vector<std::string>& sample_names;
};

struct ArchiveDescription {
  FileTypeInfo file_type_info;  // without growth marks
  uint32_t first_growable_group = 0;
  EncodedPart splitters;
  EncodedPart group_keys;
};

// To be held from before the archive that is added to is read until the output is in place. `notice`
// may be empty.
FileLock lock_output(const std::string& path, const std::function<void(const std::string&)>& notice);

// Writes what readers and appenders need to know of the archive as a whole.
void describe_archive(const ArchiveContents& contents, ArchiveDescription description, ArchiveSink& sink);

// Writes the digests, which take at most a hundredth of the archive, and the footer: last of all.
void finish_archive(const ArchiveContents& contents, DigestCollector& digests, ArchiveSink& sink);

}  // namespace agc
