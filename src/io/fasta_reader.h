// FASTA text to records of symbol codes, one record at a time. One reader belongs to one thread.
//
// A '>' at the start of a line begins a record; the rest of that line, without CR, is the name. The
// sequence may be on lines of any length, in either case, with LF, CRLF or no newline at the end.
// Blanks and tabs inside sequence lines are skipped; digits and every other byte that is no
// nucleotide letter follow the policy. A record without sequence is a contig of length 0.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
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
  // error), text before the first record, an empty input, an empty name, NUL or CR in a name.
  bool next(FastaRecord& record);

  const std::string& source_name() const { return source_->name(); }

 private:
  // A piece of one line, as much of it as the buffer holds.
  struct Piece {
    std::span<const uint8_t> bytes;  // without the line end
    bool line_ends = false;          // a newline or the end of the input follows
  };

  bool more() { return begin_ < end_ || refill(); }
  bool refill();
  Piece next_piece();
  void finish(const Piece& piece);
  bool find_record();
  void read_name(std::string& name);
  void read_sequence(std::vector<uint8_t>& symbols);
  [[noreturn]] void fail(const std::string& expected_and_found) const;

  std::unique_ptr<ByteSource> source_;
  NonIupacPolicy policy_;
  std::vector<uint8_t> buffer_;
  size_t begin_ = 0;  // unread bytes are buffer_[begin_, end_)
  size_t end_ = 0;
  bool at_line_start_ = true;
  uint64_t record_number_ = 0;  // 1 for the first
  uint64_t line_number_ = 1;    // of the byte at begin_
  std::string record_name_;
};

}  // namespace agc
