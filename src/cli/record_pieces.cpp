#include "cli/record_pieces.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "agc/error.h"
#include "io/fasta_writer.h"

namespace agc::cli {

const Piece* PieceSource::peek() {
  if (has_piece_) return &piece_;
  if (!open_) {
    request_ = {};
    if (!next_request_(request_)) return nullptr;
    length_ = reader_.contig_length(request_.contig);
    request_.end = std::min(request_.end, length_);
    request_.begin = std::min(request_.begin, request_.end);
    position_ = request_.begin;
  }
  cut();
  return &piece_;
}

Piece PieceSource::take() {
  has_piece_ = false;
  return std::move(piece_);
}

void PieceSource::cut() {
  piece_ = {};
  piece_.file = request_.file;
  piece_.contig = request_.contig;
  piece_.begin = position_;
  piece_.end = position_ + std::min(most_symbols_, request_.end - position_);
  piece_.offset = position_ - request_.begin;
  piece_.starts = piece_.offset == 0;
  piece_.ends = piece_.end == request_.end;
  piece_.whole = piece_.begin == 0 && piece_.end == length_;
  if (piece_.starts) piece_.header = std::move(request_.header);
  position_ = piece_.end;
  open_ = !piece_.ends;
  has_piece_ = true;
}

char* TextBuffer::make_room(size_t count) {
  if (capacity_ - size_ < count) {
    const size_t capacity = std::max(size_ + count, capacity_ + capacity_ / 2);
    auto bytes = std::make_unique_for_overwrite<char[]>(capacity);
    if (size_ > 0) std::memcpy(bytes.get(), bytes_.get(), size_);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
  }
  return bytes_.get() + size_;
}

void TextBuffer::append(std::string_view text) {
  if (text.empty()) return;
  std::memcpy(make_room(text.size()), text.data(), text.size());
  add(text.size());
}

void append_piece(const ArchiveReader& reader, const Piece& piece, const ExtractionOptions& options,
                  std::vector<char>& letters, TextBuffer& text) {
  if (piece.starts) {
    std::string header;
    append_fasta_header(piece.header, header);
    text.append(header);
  }
  const size_t count = static_cast<size_t>(piece.end - piece.begin);
  const bool is_watched = piece.whole && options.whole_contig;
  if (count == 0) {
    if (is_watched) options.whole_contig(piece.contig, {});
    return;
  }
  if (letters.size() < count) letters.resize(count);
  const uint64_t found = reader.fetch(piece.contig, piece.begin, std::span(letters).first(count));
  if (found != count) {
    throw Error(ErrorKind::corrupt, "contig " + std::to_string(piece.contig.contig) + " of sample " +
                                        std::to_string(piece.contig.sample) + ": expected " + std::to_string(count) +
                                        " symbols: found " + std::to_string(found));
  }
  if (is_watched) options.whole_contig(piece.contig, {letters.data(), count});
  const LinePlace place{options.line_length, piece.offset % options.line_length, piece.ends};
  char* const out = text.make_room(most_fasta_lines_bytes(count, options.line_length));
  text.add(write_fasta_lines({letters.data(), count}, place, out));
}

}  // namespace agc::cli
