#include "pipeline/archive_sink.h"

#include <algorithm>
#include <string>
#include <utility>

#include "format/archive_info.h"
#include "format/collection_v3.h"
#include "format/stream_names.h"
#include "format/zstd_codec.h"

namespace agc {
namespace {

// Of a longer pack or reference a check takes less than half a thousandth, and spares readers the checksum of what may
// be ten times as long.
constexpr size_t kWorthCheck = size_t{16} << 10;

// Of a pack or reference.
bool has_checksum(const EncodedPart& part) { return part.metadata > 0 && ZstdDecompressor::has_checksum(part.payload); }

// Of one that is as it was made.
bool checks_itself(const EncodedPart& part) { return part.payload.size() < kWorthCheck && has_checksum(part); }

}  // namespace

ArchiveSink::ArchiveSink(OutputFile& output)
    : container_(output),
      // Streams 0, 1 and 2, in this order: other appenders address them by number.
      samples_(add_stream(std::string(kStreamCollectionSamples))),
      contigs_(add_stream(std::string(kStreamCollectionContigs))),
      details_(add_stream(std::string(kStreamCollectionDetails))) {
  for (uint32_t group = 0; group < kRawGroupCount; ++group) {
    raw_.push_back(add_stream(group_stream_name({group, GroupStreamKind::delta}, kFileVersion3)));
  }
}

void ArchiveSink::append(Stream& stream, const EncodedPart& part, bool checks_itself) {
  container_.append_part(stream.id, part);
  // Of a part without payload there is nothing to check.
  if (!checks_itself && !part.payload.empty()) {
    checks_.push_back({static_cast<uint32_t>(stream.id), stream.parts, part_check(part.metadata, part.payload)});
  }
  ++stream.parts;
}

void ArchiveSink::reserve_groups(uint32_t group) {
  while (groups_.size() + kRawGroupCount <= group) {
    const auto number = static_cast<uint32_t>(groups_.size() + kRawGroupCount);
    const Stream reference = add_stream(group_stream_name({number, GroupStreamKind::reference}, kFileVersion3));
    const Stream delta = add_stream(group_stream_name({number, GroupStreamKind::delta}, kFileVersion3));
    groups_.push_back({reference, delta});
  }
}

void ArchiveSink::add_sample_names(const EncodedPart& part) {
  append(samples_, part, ZstdDecompressor::has_checksum(part.payload));
}

void ArchiveSink::add_contig_names(const EncodedPart& part) {
  append(contigs_, part, ZstdDecompressor::has_checksum(part.payload));
}

void ArchiveSink::add_details(const EncodedPart& part) { append(details_, part, details_have_checksums(part.payload)); }

ArchiveSink::Stream& ArchiveSink::pack_stream(uint32_t group) {
  if (group < kRawGroupCount) return raw_[group];
  reserve_groups(group);
  return groups_[group - kRawGroupCount].delta;
}

void ArchiveSink::add_pack(uint32_t group, const EncodedPart& part) {
  append(pack_stream(group), part, checks_itself(part));
}

void ArchiveSink::copy_pack(uint32_t group, const EncodedPart& part, bool is_checked) {
  // A new check of what may be damaged would hide that from readers, who ignore the checksum then.
  append(pack_stream(group), part, has_checksum(part) && !is_checked);
}

void ArchiveSink::add_reference(uint32_t group, const EncodedPart& part) {
  reserve_groups(group);
  append(groups_[group - kRawGroupCount].reference, part, checks_itself(part));
}

void ArchiveSink::add_single(const char* stream, const EncodedPart& part) { add_stream_of(stream, {&part, 1}); }

void ArchiveSink::add_stream_of(std::string stream, std::span<const EncodedPart> parts) {
  Stream added = add_stream(std::move(stream));
  for (const EncodedPart& part : parts) append(added, part, false);
}

void ArchiveSink::finish(const ContentDigests& digests) {
  Stream stream = add_stream(std::string(kStreamDigests));
  append(stream, encode_content_digests(digests), false);
  std::ranges::sort(checks_);
  const EncodedPart checks = encode_checks({footer_check(container_.footer_before(stream.id)), std::move(checks_)});
  container_.append_part(stream.id, checks);
  container_.finish();
}

}  // namespace agc
