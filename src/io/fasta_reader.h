// FASTA text to records of symbol codes, one record at a time.
//
// A '>' at the start of a line begins a record; the rest of that line, without CR, is the name. The
// sequence may be on lines of any length, in either case, with LF, CRLF or no newline at the end.
// Blanks and tabs inside sequence lines are skipped; digits and every other byte that is no
// nucleotide letter follow the policy. A record without sequence is a contig of length 0.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "agc/archive_writer.h"
#include "io/byte_source.h"

namespace agc {



struct FastaRecord {
  std::string name;              // the header line without '>' and line end
  std::vector<uint8_t> symbols;  // codes 0..15, one byte each
};

class FastaReader {
 public:
  FastaReader(std::unique_ptr<ByteSource> source, NonIupacPolicy policy);

  // Reads the next record into `record` (its buffers are reused). False at the end of the input.
  // Throws Error{input} naming file, record, line and byte: a byte that is no nucleotide (policy
  // error), text before the first record, an empty input, an empty name, NUL in a name.
  bool next(FastaRecord& record);

  const std::string& source_name() const { return source_->name(); }

 private:
  std::unique_ptr<ByteSource> source_;
  NonIupacPolicy policy_;
  // (implementation members)
};

}  // namespace agc
