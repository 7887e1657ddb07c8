#include "cli/extraction.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>

#include "agc/error.h"
#include "cli/ordered_workers.h"
#include "io/fasta_writer.h"
#include "io/file.h"

namespace agc::cli {
namespace {

// Decoded by one task at most: large enough to hide its overhead, small enough to keep the memory for
// tasks in flight far below that of the archive's references.
constexpr uint64_t kPieceSymbols = uint64_t{4} << 20;
constexpr uint64_t kTaskCost = uint64_t{1} << 20;
// A segment has to be decoded for the shortest piece.
constexpr uint64_t kPieceCost = uint64_t{60} << 10;
constexpr size_t kTasksPerThread = 2;

struct Piece {
  ContigId contig;
  std::string header;  // of the record's first piece only
  bool starts = false;
  bool ends = false;
  bool whole = false;  // the contig from end to end
  uint64_t begin = 0;  // symbols [begin, end) of the contig
  uint64_t end = 0;
  uint64_t offset = 0;  // of `begin` in the record
};

struct Task {
  size_t file = 0;
  uint64_t symbols = 0;
  std::vector<Piece> pieces;
};

// Cuts requests into tasks, one at a time.
class TaskSource {
 public:
  TaskSource(const ArchiveReader& reader, const RequestSource& next_request, uint64_t piece_symbols)
      : reader_(reader), next_request_(next_request), piece_symbols_(piece_symbols) {}

  // False after the last.
  bool next(Task& task) {
    task.pieces.clear();
    task.symbols = 0;
    uint64_t cost = 0;
    while (cost < kTaskCost && prepare()) {
      if (!task.pieces.empty() && request_.file != task.file) break;
      task.file = request_.file;
      task.pieces.push_back(cut_piece());
      task.symbols += task.pieces.back().end - task.pieces.back().begin;
      cost = kPieceCost * task.pieces.size() + task.symbols;
    }
    return !task.pieces.empty();
  }

 private:
  // Makes sure that request_ has something left. False after the last request.
  bool prepare() {
    if (open_) return true;
    request_ = {};
    if (!next_request_(request_)) return false;
    const uint64_t length = reader_.contig_length(request_.contig);
    request_.end = std::min(request_.end, length);
    request_.begin = std::min(request_.begin, request_.end);
    length_ = length;
    position_ = request_.begin;
    open_ = true;
    return true;
  }

  Piece cut_piece() {
    Piece piece;
    piece.contig = request_.contig;
    piece.begin = position_;
    piece.end = position_ + std::min(piece_symbols_, request_.end - position_);
    piece.offset = position_ - request_.begin;
    piece.starts = piece.offset == 0;
    piece.ends = piece.end == request_.end;
    piece.whole = piece.begin == 0 && piece.end == length_;
    if (piece.starts) piece.header = std::move(request_.header);
    position_ = piece.end;
    open_ = !piece.ends;
    return piece;
  }

  const ArchiveReader& reader_;
  const RequestSource& next_request_;
  const uint64_t piece_symbols_;
  RecordRequest request_;
  uint64_t length_ = 0;    // of the request's contig
  uint64_t position_ = 0;  // symbols before it are in earlier pieces
  bool open_ = false;
};

void append_piece(const ArchiveReader& reader, const Piece& piece, const ExtractionOptions& options,
                  std::string& text) {
  if (piece.starts) append_fasta_header(piece.header, text);
  std::string letters;
  if (piece.begin == piece.end) {
    if (piece.whole && options.whole_contig) options.whole_contig(piece.contig, letters);
    return;
  }
  if (piece.whole) {
    reader.fetch(piece.contig, letters);
  } else {
    reader.fetch(piece.contig, piece.begin, piece.end, letters);
  }
  if (letters.size() != piece.end - piece.begin) {
    throw Error(ErrorKind::corrupt, "contig " + std::to_string(piece.contig.contig) + " of sample " +
                                        std::to_string(piece.contig.sample) + ": expected " +
                                        std::to_string(piece.end - piece.begin) + " symbols: found " +
                                        std::to_string(letters.size()));
  }
  if (piece.whole && options.whole_contig) options.whole_contig(piece.contig, letters);
  append_fasta_lines(letters, {options.line_length, piece.offset % options.line_length, piece.ends}, text);
}

std::string run_task(const ArchiveReader& reader, const Task& task, const ExtractionOptions& options) {
  uint64_t symbols = 0;
  for (const Piece& piece : task.pieces) symbols += piece.header.size() + piece.end - piece.begin;
  std::string text;
  text.reserve(static_cast<size_t>(symbols + symbols / options.line_length) + 3 * task.pieces.size());
  for (const Piece& piece : task.pieces) append_piece(reader, piece, options, text);
  if (options.gzip_level == 0) return text;
  std::string packed;
  BgzfCompressor(options.gzip_level).compress(text, packed);
  return packed;
}

// The outputs one after another.
class OutputSequence {
 public:
  explicit OutputSequence(const ExtractionOptions& options) : options_(options) { open(); }

  void write(size_t file, std::string_view text) {
    advance_to(file);
    output_->write(text);
  }

  void finish() {
    advance_to(options_.paths.size() - 1);
    close();
  }

 private:
  void open() { output_ = std::make_unique<OutputFile>(options_.paths[current_], Durability::unsynced); }

  void close() {
    if (options_.gzip_level > 0) output_->write(BgzfCompressor::kEndOfFile);
    output_->commit();
  }

  void advance_to(size_t file) {
    while (current_ < file) {
      close();
      ++current_;
      open();
    }
  }

  const ExtractionOptions& options_;
  size_t current_ = 0;
  std::unique_ptr<OutputFile> output_;
};

}  // namespace

void extract(const ArchiveReader& reader, const RequestSource& next_request, const ExtractionOptions& options) {
  if (options.paths.empty()) return;
  TaskSource tasks(reader, next_request, options.whole_contig ? UINT64_MAX : kPieceSymbols);
  OutputSequence outputs(options);
  struct Pending {
    size_t file;
    uint64_t symbols;
    double position;
  };
  std::deque<Pending> pending;
  OrderedWorkers workers(options.threads);
  const size_t window = kTasksPerThread * options.threads;
  Task task;
  bool more = true;
  while (true) {
    while (more && workers.pending() < window && (more = tasks.next(task))) {
      pending.push_back({task.file, task.symbols, options.position ? options.position() : 0});
      workers.submit([&reader, &options, task = std::move(task)] { return run_task(reader, task, options); });
    }
    if (workers.pending() == 0) break;
    const std::string text = workers.take();
    outputs.write(pending.front().file, text);
    if (options.written) options.written(pending.front().position, pending.front().symbols);
    pending.pop_front();
  }
  outputs.finish();
}

}  // namespace agc::cli
