// The archive under construction, as the writer thread sees it: which stream a part belongs to, and
// the order in which the footer names the streams. docs/format.md, "Writer's obligations".
//
// Keeps a check of every part that has no checksum of its own, for the stream `digests`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "format/container.h"
#include "format/digest_stream.h"

namespace agc {

class ArchiveSink {
 public:
  explicit ArchiveSink(OutputFile& output);

  void add_sample_names(const EncodedPart& part);
  void add_contig_names(const EncodedPart& part);
  void add_details(const EncodedPart& part);
  void add_pack(uint32_t group, const EncodedPart& part);
  // As it was read from another archive, without having been decoded. `is_checked`: it has been compared with a check.
  void copy_pack(uint32_t group, const EncodedPart& part, bool is_checked);
  void add_reference(uint32_t group, const EncodedPart& part);
  // Streams for all groups up to this one, if they have none yet.
  void reserve_groups(uint32_t group);
  // A stream of one part; call after reserve_groups() for the last group.
  void add_single(const char* stream, const EncodedPart& part);
  // Another of several, without checksums of their own.
  void add_stream_of(std::string stream, std::span<const EncodedPart> parts);
  uint64_t bytes_written() const { return container_.position(); }
  // The stream `digests` with these in it, then the footer.
  void finish(const ContentDigests& digests);

 private:
  struct Stream {
    StreamId id;
    uint32_t parts = 0;
  };
  struct GroupStreams {
    Stream reference;
    Stream delta;
  };
  Stream add_stream(std::string name) { return {container_.add_stream(std::move(name)), 0}; }
  Stream& pack_stream(uint32_t group);
  void append(Stream& stream, const EncodedPart& part, bool checks_itself);

  ContainerWriter container_;
  Stream samples_;
  Stream contigs_;
  Stream details_;
  std::vector<Stream> raw_;
  std::vector<GroupStreams> groups_;  // from the first LZ group on
  std::vector<PartCheck> checks_;     // in the order of writing
};

}  // namespace agc
