#include "cli/extraction.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/ordered_workers.h"
#include "cli/record_pieces.h"
#include "io/fasta_writer.h"
#include "io/file.h"

namespace agc::cli {
namespace {

// What a piece costs beside its symbols, counted in these.
constexpr uint64_t kPieceCost = uint64_t{8} << 10;
constexpr uint64_t kTaskCost = PieceSource::kMostSymbols;
constexpr size_t kTasksPerThread = 2;
// Pieces that are put in the order of storage at once hold at most this part of the memory. There are two such
// windows, and their texts are about as long as their letters.
constexpr uint64_t kWindowsInMemory = 16;
constexpr uint64_t kPieceBytes = 512;

// What a worker needs beside the task.
struct Workspace {
  std::vector<char> letters;
  TextBuffer plain;
  std::string packed;
  std::unique_ptr<BgzfCompressor> compressor;
};

// Things whose memory is used again. Thread-safe.
template <typename Thing>
class IdlePool {
 public:
  Thing take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return {};
    Thing thing = std::move(idle_.back());
    idle_.pop_back();
    return thing;
  }
  void give(Thing thing) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(thing));
  }

 private:
  std::mutex mutex_;
  std::vector<Thing> idle_;  // guarded by mutex_
};

struct Task {
  std::vector<Piece> pieces;
  uint64_t symbols = 0;
};

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

class Extraction {
 public:
  Extraction(const ArchiveReader& reader, const RequestSource& next_request, const ExtractionOptions& options)
      : reader_(reader),
        options_(options),
        pieces_(reader, next_request, options.whole_contig ? UINT64_MAX : PieceSource::kMostSymbols),
        outputs_(options) {}

  void run() {
    if (options_.in_storage_order) {
      run_in_storage_order();
    } else {
      run_in_order();
    }
    outputs_.finish();
  }

 private:
  struct Pending {
    size_t file;
    uint64_t symbols;
    double position;
  };

  void run_in_order() {
    std::deque<Pending> pending;
    OrderedWorkers<TextBuffer> workers(options_.threads);
    const size_t window = kTasksPerThread * options_.threads;
    while (true) {
      while (pieces_.peek() != nullptr && workers.pending() < window) {
        Task task = next_task();
        pending.push_back({task.pieces.front().file, task.symbols, options_.position ? options_.position() : 0});
        workers.submit([this, task = std::move(task)] { return make_text(task); });
      }
      if (workers.pending() == 0) return;
      TextBuffer text = workers.take();
      outputs_.write(pending.front().file, text.view());
      texts_.give(std::move(text));
      if (options_.written) options_.written(pending.front().position, pending.front().symbols);
      pending.pop_front();
    }
  }

  // As many pieces in a row as are worth a task, of one file.
  Task next_task() {
    Task task;
    uint64_t cost = 0;
    while (const Piece* piece = cost < kTaskCost ? pieces_.peek() : nullptr) {
      if (!task.pieces.empty() && piece->file != task.pieces.front().file) break;
      task.pieces.push_back(pieces_.take());
      task.symbols += task.pieces.back().end - task.pieces.back().begin;
      cost = kPieceCost * task.pieces.size() + task.symbols;
    }
    return task;
  }

  TextBuffer make_text(const Task& task) {
    Workspace workspace = workspaces_.take();
    workspace.plain.clear();
    for (const Piece& piece : task.pieces) {
      append_piece(reader_, piece, options_, workspace.letters, workspace.plain);
    }
    return packed_text(std::move(workspace));
  }

  // The plain text of the workspace as it goes into the output.
  TextBuffer packed_text(Workspace workspace) {
    TextBuffer text = texts_.take();
    text.clear();
    if (options_.gzip_level > 0) {
      if (!workspace.compressor) workspace.compressor = std::make_unique<BgzfCompressor>(options_.gzip_level);
      workspace.packed.clear();
      workspace.compressor->compress(workspace.plain.view(), workspace.packed);
      text.append(workspace.packed);
    } else {
      std::swap(text, workspace.plain);
    }
    workspaces_.give(std::move(workspace));
    return text;
  }

  // Pieces in a row: decoded in the order in which their data are stored, written in their own.
  struct Window {
    std::vector<Piece> pieces;
    std::vector<TextBuffer> texts;  // of every piece, when the tasks are done
    size_t tasks = 0;
  };

  void run_in_storage_order() {
    OrderedWorkers<void> workers(options_.threads);
    Window current;
    Window next;
    fill(current, workers);
    while (!current.pieces.empty()) {
      fill(next, workers);
      for (; current.tasks > 0; --current.tasks) workers.take();
      write(current);
      // What the tasks of the next window refer to stays where it is.
      std::swap(current, next);
    }
  }

  void fill(Window& window, OrderedWorkers<void>& workers) {
    window.pieces.clear();
    window.texts.clear();
    const uint64_t most_bytes = options_.memory_bytes / kWindowsInMemory;
    for (uint64_t bytes = 0; bytes <= most_bytes && pieces_.peek() != nullptr;) {
      window.pieces.push_back(pieces_.take());
      bytes += kPieceBytes + window.pieces.back().end - window.pieces.back().begin;
    }
    window.texts.resize(window.pieces.size());
    const std::vector<size_t> order = storage_order(window.pieces);
    for (size_t begin = 0; begin < order.size(); ++window.tasks) {
      std::vector<size_t> numbers;
      for (uint64_t cost = 0; begin < order.size() && cost < kTaskCost; ++begin) {
        const Piece& piece = window.pieces[order[begin]];
        numbers.push_back(order[begin]);
        cost += kPieceCost + piece.end - piece.begin;
      }
      workers.submit([this, numbers = std::move(numbers), pieces = window.pieces.data(), texts = window.texts.data()] {
        Workspace workspace = workspaces_.take();
        for (const size_t number : numbers) {
          append_piece(reader_, pieces[number], options_, workspace.letters, texts[number]);
        }
        workspaces_.give(std::move(workspace));
      });
    }
  }

  std::vector<size_t> storage_order(const std::vector<Piece>& pieces) const {
    struct Place {
      uint64_t key;
      size_t piece;
    };
    std::vector<Place> places;
    places.reserve(pieces.size());
    for (const Piece& piece : pieces) {
      places.push_back({reader_.storage_key(piece.contig, piece.begin), places.size()});
    }
    std::ranges::stable_sort(places, {}, &Place::key);
    std::vector<size_t> order;
    order.reserve(places.size());
    for (const Place& place : places) order.push_back(place.piece);
    return order;
  }

  // Texts are put together for the compressor, whose blocks would otherwise be short.
  void write(const Window& window) {
    if (options_.gzip_level == 0) {
      for (size_t i = 0; i < window.pieces.size(); ++i) outputs_.write(window.pieces[i].file, window.texts[i].view());
      return;
    }
    OrderedWorkers<TextBuffer> packers(options_.threads);
    std::deque<size_t> files;
    for (size_t i = 0; i < window.pieces.size() || packers.pending() > 0;) {
      while (i < window.pieces.size() && packers.pending() < kTasksPerThread * options_.threads) {
        const size_t first = i;
        const size_t file = window.pieces[i].file;
        for (uint64_t bytes = 0; i < window.pieces.size() && bytes < kTaskCost && window.pieces[i].file == file; ++i) {
          bytes += window.texts[i].view().size();
        }
        files.push_back(file);
        packers.submit([this, texts = std::span(window.texts).subspan(first, i - first)] {
          Workspace workspace = workspaces_.take();
          workspace.plain.clear();
          for (const TextBuffer& text : texts) workspace.plain.append(text.view());
          return packed_text(std::move(workspace));
        });
      }
      outputs_.write(files.front(), packers.take().view());
      files.pop_front();
    }
  }

  const ArchiveReader& reader_;
  const ExtractionOptions& options_;
  PieceSource pieces_;
  OutputSequence outputs_;
  IdlePool<TextBuffer> texts_;
  IdlePool<Workspace> workspaces_;
};

}  // namespace

void extract(const ArchiveReader& reader, const RequestSource& next_request, const ExtractionOptions& options) {
  if (options.paths.empty()) return;
  Extraction(reader, next_request, options).run();
}

}  // namespace agc::cli
