// The archive under construction, as the writer thread sees it: which stream a part belongs to, and
// the order in which the footer names the streams. docs/format.md, "Writer's obligations".
#pragma once

#include <cstdint>
#include <vector>

#include "format/container.h"

namespace agc {

class ArchiveSink {
 public:
  explicit ArchiveSink(OutputFile& output);

  void add_sample_names(const EncodedPart& part) { container_.append_part(samples_, part); }
  void add_contig_names(const EncodedPart& part) { container_.append_part(contigs_, part); }
  void add_details(const EncodedPart& part) { container_.append_part(details_, part); }
  void add_pack(uint32_t group, const EncodedPart& part);
  void add_reference(uint32_t group, const EncodedPart& part);
  // A stream of one part; call after every group has its parts.
  void add_single(const char* stream, const EncodedPart& part);
  void finish() { container_.finish(); }

 private:
  struct GroupStreams {
    StreamId reference;
    StreamId delta;
  };
  void reserve_groups(uint32_t group);

  ContainerWriter container_;
  StreamId samples_;
  StreamId contigs_;
  StreamId details_;
  std::vector<StreamId> raw_;
  std::vector<GroupStreams> groups_;  // from the first LZ group on
};

}  // namespace agc
