// FASTA text from names and letters, and gzip around it. Functions of their arguments only: callers
// may format pieces of one output on many threads and concatenate the results in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace agc {

// Appends '>', the name and a newline.
void append_fasta_header(std::string_view name, std::string& out);

// Where a piece of a sequence stands among the lines of its record.
struct LinePlace {
  uint64_t line_length = 80;  // > 0
  uint64_t column = 0;        // letters before the piece in its first line; < line_length
  bool ends = true;           // no letters follow the piece
};

// Writes the letters in lines, each ended by a newline; nothing for no letters. The last line stays open if the
// sequence goes on and the line is not full. Returns how many bytes it wrote; there must be room for
// most_fasta_lines_bytes().
size_t write_fasta_lines(std::string_view letters, const LinePlace& place, char* out);
constexpr size_t most_fasta_lines_bytes(size_t letters, uint64_t line_length) {
  return letters + static_cast<size_t>(letters / line_length) + 2;
}

// Compresses text as BGZF: gzip members of at most 64 KiB that carry their size, so that other programs
// can jump into the middle. Results of several calls, in order and followed by kEndOfFile, form a
// whole file. One per thread; not thread-safe.
class BgzfCompressor {
 public:
  static const std::string_view kEndOfFile;

  explicit BgzfCompressor(int level);  // 1 (fast) to 9 (small)
  ~BgzfCompressor();
  BgzfCompressor(const BgzfCompressor&) = delete;
  BgzfCompressor& operator=(const BgzfCompressor&) = delete;

  void compress(std::string_view text, std::string& out);

 private:
  void append_block(std::string_view text, std::string& out);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace agc
