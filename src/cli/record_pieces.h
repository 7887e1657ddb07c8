// Records asked for, cut into pieces of bounded size, and a piece's text. The source belongs to one thread; the text
// is made by any, each with a workspace of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "agc/archive_reader.h"
#include "cli/extraction.h"

namespace agc::cli {

// Symbols [begin, end) of a contig and where they stand in the record.
struct Piece {
  size_t file = 0;
  ContigId contig;
  std::string header;  // of the record's first piece only
  bool starts = false;
  bool ends = false;
  bool whole = false;  // the contig from end to end
  uint64_t begin = 0;
  uint64_t end = 0;
  uint64_t offset = 0;  // of `begin` in the record
};

class PieceSource {
 public:
  // Pieces are small enough for their letters and text to stay in a processor's own cache.
  static constexpr uint64_t kMostSymbols = uint64_t{256} << 10;

  PieceSource(const ArchiveReader& reader, const RequestSource& next_request, uint64_t most_symbols)
      : reader_(reader), next_request_(next_request), most_symbols_(most_symbols) {}

  // The piece that take() gives next; null after the last.
  const Piece* peek();
  Piece take();  // requires: peek() is not null

 private:
  void cut();

  const ArchiveReader& reader_;
  const RequestSource& next_request_;
  const uint64_t most_symbols_;  // of a piece
  RecordRequest request_;
  uint64_t length_ = 0;    // of the contig
  uint64_t position_ = 0;  // symbols before it are in earlier pieces
  bool open_ = false;      // the request has symbols left, or has not begun
  Piece piece_;
  bool has_piece_ = false;
};

// Text that grows without being filled first, and keeps its memory when it is cleared.
class TextBuffer {
 public:
  // Room for `count` more characters, to be followed by add().
  char* make_room(size_t count);
  void add(size_t count) { size_ += count; }
  void append(std::string_view text);
  void clear() { size_ = 0; }
  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  size_t capacity_ = 0;
  size_t size_ = 0;
};

// Appends the piece as FASTA, and shows it to whole_contig if it is one. `letters` is overwritten.
void append_piece(const ArchiveReader& reader, const Piece& piece, const ExtractionOptions& options,
                  std::vector<char>& letters, TextBuffer& text);

}  // namespace agc::cli
