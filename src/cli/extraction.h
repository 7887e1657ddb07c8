// From contigs asked for to FASTA text in files: contigs are cut into pieces, the pieces decoded and
// formatted ahead on worker threads, and the texts written in order by the calling thread. What is in
// flight is bounded, so that a slow reader of the output makes the workers wait.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "agc/archive_reader.h"

namespace agc::cli {

// One record of output.
struct RecordRequest {
  size_t file = 0;  // index into ExtractionOptions::paths; never decreases
  ContigId contig;
  std::string header;  // without '>'
  uint64_t begin = 0;  // symbols [begin, end); what is beyond the contig is left out
  uint64_t end = std::numeric_limits<uint64_t>::max();
};

// Fills in the next request; false after the last.
using RequestSource = std::function<bool(RecordRequest&)>;

struct ExtractionOptions {
  std::vector<std::string> paths;  // outputs in order; an empty path is standard output
  unsigned threads = 1;
  int gzip_level = 0;  // 0: plain text
  uint64_t line_length = 80;
  // Called by the working threads with every whole contig, which then is decoded in one piece however large it is.
  std::function<void(ContigId contig, std::string_view letters)> whole_contig = {};
  // Whether requests jump about in the archive: pieces are then decoded in the order in which their data are
  // stored, within what memory_bytes allows, so that nothing is decoded again for every request.
  bool in_storage_order = false;
  uint64_t memory_bytes = uint64_t{1} << 30;
  // For progress, both or neither: how far the requests have come, and what is called with that and the
  // number of symbols when these have been written.
  std::function<double()> position = {};
  std::function<void(double position, uint64_t symbols)> written = {};
};

// Writes all outputs; those without a request become empty files. A file appears under its name only
// when it is complete, also if a later one fails.
void extract(const ArchiveReader& reader, const RequestSource& next_request, const ExtractionOptions& options);

}  // namespace agc::cli
