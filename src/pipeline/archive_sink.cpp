#include "pipeline/archive_sink.h"

#include <string>

#include "format/archive_info.h"
#include "format/stream_names.h"

namespace agc {

ArchiveSink::ArchiveSink(OutputFile& output)
    : container_(output),
      // Streams 0, 1 and 2, in this order: other appenders address them by number.
      samples_(container_.add_stream(std::string(kStreamCollectionSamples))),
      contigs_(container_.add_stream(std::string(kStreamCollectionContigs))),
      details_(container_.add_stream(std::string(kStreamCollectionDetails))) {
  for (uint32_t group = 0; group < kRawGroupCount; ++group) {
    raw_.push_back(container_.add_stream(group_stream_name({group, GroupStreamKind::delta}, kFileVersion3)));
  }
}

void ArchiveSink::reserve_groups(uint32_t group) {
  while (groups_.size() + kRawGroupCount <= group) {
    const auto number = static_cast<uint32_t>(groups_.size() + kRawGroupCount);
    const StreamId reference =
        container_.add_stream(group_stream_name({number, GroupStreamKind::reference}, kFileVersion3));
    const StreamId delta = container_.add_stream(group_stream_name({number, GroupStreamKind::delta}, kFileVersion3));
    groups_.push_back({reference, delta});
  }
}

void ArchiveSink::add_pack(uint32_t group, const EncodedPart& part) {
  if (group < kRawGroupCount) {
    container_.append_part(raw_[group], part);
    return;
  }
  reserve_groups(group);
  container_.append_part(groups_[group - kRawGroupCount].delta, part);
}

void ArchiveSink::add_reference(uint32_t group, const EncodedPart& part) {
  reserve_groups(group);
  container_.append_part(groups_[group - kRawGroupCount].reference, part);
}

void ArchiveSink::add_single(const char* stream, const EncodedPart& part) {
  container_.append_part(container_.add_stream(stream), part);
}

}  // namespace agc
