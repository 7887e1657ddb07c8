// Files as this program needs them: an input read at any position by many threads, and an output
// that appears under its final name only when it is complete.
//
// Depends on nothing of ours but the error type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace agc {

// A regular file opened for positioned reads. Thread-safe: no shared file offset, no state.
class InputFile {
 public:
  // Throws Error{io} naming the path and the system's reason; a directory, FIFO or device is refused.
  explicit InputFile(std::string path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::string& path() const { return path_; }
  uint64_t size() const { return size_; }  // bytes, at the time of opening

  // Fills `out` from `offset`. Throws Error{io} if the file cannot be read or ends before that.
  void read_at(uint64_t offset, std::span<uint8_t> out) const;

 private:
  std::string path_;
  int descriptor_ = -1;
  uint64_t size_ = 0;
};

// A sequential output. With a path the bytes go to a temporary file beside it (same folder, unique
// name); commit() flushes, syncs and renames. Destroyed without commit() it removes the temporary
// file, and the file that was there before stays as it was. An empty path means standard output.
class OutputFile {
 public:
  explicit OutputFile(std::string path);  // Throws Error{io} if the place cannot be written.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::span<const uint8_t> bytes);   // buffered; throws Error{io}
  uint64_t position() const { return position_; }  // bytes written so far
  void commit();                                // call once, last

 private:
  void flush();

  std::string path_;            // final name; empty: standard output
  std::string temporary_path_;  // empty once renamed or for standard output
  int descriptor_ = -1;
  uint64_t position_ = 0;
  std::vector<uint8_t> buffer_;
};

}  // namespace agc
