#include "io/fasta_reader.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "agc/error.h"
#include "io/letter_codes.h"

namespace agc {
namespace {

constexpr size_t kBufferBytes = size_t{512} << 10;
constexpr size_t kShownNameBytes = 60;

}  // namespace

FastaReader::FastaReader(std::unique_ptr<ByteSource> source, NonIupacPolicy policy)
    : source_(std::move(source)), policy_(policy), buffer_(kBufferBytes) {}

bool FastaReader::next(FastaRecord& record) {
  record.name.clear();
  record.symbols.clear();
  if (!find_record()) return false;
  read_name(record.name);
  read_sequence(record.symbols);
  return true;
}

// Moves unread bytes to the front and reads behind them. False at the end of the input.
bool FastaReader::refill() {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_), buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
            buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
  const size_t count = source_->read(std::span(buffer_).subspan(end_));
  end_ += count;
  return count > 0;
}

// A CR that may belong to the line end is left in the buffer until the next byte is known.
FastaReader::Piece FastaReader::next_piece() {
  while (true) {
    const uint8_t* first = buffer_.data() + begin_;
    const size_t available = end_ - begin_;
    const void* newline = std::memchr(first, '\n', available);
    if (newline != nullptr) {
      size_t length = static_cast<size_t>(static_cast<const uint8_t*>(newline) - first);
      begin_ += length + 1;
      if (length > 0 && first[length - 1] == '\r') --length;
      return {{first, length}, true};
    }
    const size_t length = available > 0 && first[available - 1] == '\r' ? available - 1 : available;
    if (length > 0) {
      begin_ += length;
      return {{first, length}, false};
    }
    if (!refill()) {
      begin_ = end_;
      return {{}, true};
    }
  }
}

void FastaReader::finish(const Piece& piece) {
  at_line_start_ = piece.line_ends;
  if (piece.line_ends) ++line_number_;
}

// Stands at the '>' of the next record afterwards. False if there is none.
bool FastaReader::find_record() {
  while (more() && !(at_line_start_ && buffer_[begin_] == '>')) {
    const Piece piece = next_piece();
    for (const uint8_t byte : piece.bytes) {
      if (byte == ' ' || byte == '\t') continue;
      fail("expected '>' at the start of the first record: found " + describe_byte(byte));
    }
    finish(piece);
  }
  if (begin_ < end_) return true;
  if (record_number_ == 0) {
    throw Error(ErrorKind::input, source_->name() + ": expected FASTA records: found no record");
  }
  return false;
}

void FastaReader::read_name(std::string& name) {
  ++begin_;
  at_line_start_ = false;
  ++record_number_;
  record_name_.clear();
  bool line_ends = false;
  while (!line_ends && more()) {
    const Piece piece = next_piece();
    name.append(reinterpret_cast<const char*>(piece.bytes.data()), piece.bytes.size());
    line_ends = piece.line_ends;
    at_line_start_ = line_ends;
  }
  record_name_ = name.substr(0, kShownNameBytes);
  if (name.empty()) fail("expected a name after '>': found none");
  if (name.find('\0') != std::string::npos) {
    record_name_.clear();
    fail("expected a name of text: found a NUL byte");
  }
  if (name.find('\r') != std::string::npos) {
    record_name_.clear();
    fail("expected lines that end in LF or CRLF: found a carriage return inside the name");
  }
  ++line_number_;
}

void FastaReader::read_sequence(std::vector<uint8_t>& symbols) {
  while (more() && !(at_line_start_ && buffer_[begin_] == '>')) {
    const Piece piece = next_piece();
    if (const std::optional<size_t> refused = append_codes(piece.bytes, policy_, symbols)) {
      fail(describe_refused_letter(piece.bytes[*refused]));
    }
    finish(piece);
  }
}

void FastaReader::fail(const std::string& expected_and_found) const {
  std::string where = source_->name() + ": line " + std::to_string(line_number_);
  if (record_number_ > 0) where += ", record " + std::to_string(record_number_);
  if (!record_name_.empty()) where += " (" + record_name_ + ")";
  throw Error(ErrorKind::input, where + ": " + expected_and_found);
}

}  // namespace agc
