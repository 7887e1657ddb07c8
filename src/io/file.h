// Files as this program needs them: an input read at any position by many threads, and an output
// that appears under its final name only when it is complete.
//
// Depends on nothing of ours but the error type. One OutputFile belongs to one thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/temporary_files.h"

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
  uint64_t bytes_read() const { return bytes_read_.load(std::memory_order_relaxed); }

  // Fills `out` from `offset`. Throws Error{io} if the file cannot be read or ends before that.
  void read_at(uint64_t offset, std::span<uint8_t> out) const;

 private:
  std::string path_;
  int descriptor_ = -1;
  uint64_t size_ = 0;
  mutable std::atomic<uint64_t> bytes_read_ = 0;
};

// Whether commit() waits until the bytes are on the medium. Unsynced suits output that can be made
// again, such as many extracted files: the rename is atomic either way.
enum class Durability { synced, unsynced };

// A sequential output. With a path the bytes go to a temporary file beside it (same folder, unique
// name); commit() flushes, syncs and renames. Destroyed without commit() it removes the temporary
// file, and the file that was there before stays as it was. An empty path means standard output.
// A path that names a device, FIFO or terminal is written directly; a symbolic link is followed.
class OutputFile {
 public:
  // Throws Error{io} if the place cannot be written.
  explicit OutputFile(std::string path, Durability durability = Durability::synced);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::span<const uint8_t> bytes);  // buffered; throws Error{io}
  void write(std::string_view text);
  uint64_t position() const { return position_; }  // bytes written so far
  void flush();                                    // hands buffered bytes to the system
  // Where the bytes are until commit(); empty for standard output and devices.
  const std::string& path_until_commit() const { return temporary_path_; }
  void commit();  // call once, last

 private:
  void open_temporary();
  void write_out(std::span<const uint8_t> bytes);
  void sync();
  void sync_folder();
  [[noreturn]] void fail(const char* expected) const;

  std::string path_;            // final name, links resolved; empty: standard output
  std::string temporary_path_;  // empty once renamed, for standard output and for devices
  TemporaryFileRegistration registration_;
  Durability durability_;
  int descriptor_ = -1;
  uint64_t position_ = 0;
  std::vector<uint8_t> buffer_;
};

// Throws Error{io} if OutputFile(path) could not be opened for lack of the folder or of the right to
// write there; touches nothing.
void check_output_place(const std::string& path);

}  // namespace agc
