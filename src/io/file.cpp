#include "io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "agc/error.h"
#include "io/system_calls.h"

namespace agc {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBufferBytes = size_t{256} << 10;
// Linux moves at most 2^31 - 4096 bytes per call.
constexpr size_t kTransferBytes = size_t{1} << 30;

std::string system_reason() { return std::strerror(errno); }

Error io_error(const std::string& where, const std::string& expected) {
  return Error(ErrorKind::io, where + ": " + expected + ": " + system_reason());
}

fs::path folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

// The file that writing to `path` would write: links resolved if they lead to something.
std::string resolve_links(const std::string& path) {
  // Behind this name may be a regular file that a shell appends to: it must not be replaced.
  if (path == "/dev/stdout") return "";
  std::error_code ignored;
  if (!fs::is_symlink(fs::symlink_status(path, ignored))) return path;
  const fs::path target = fs::canonical(path, ignored);
  return target.empty() ? path : target.string();
}

bool is_special_file(const struct stat& status) { return !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode); }

std::string temporary_name(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  const std::string name = ".agc-" + std::to_string(getpid()) + "-" + std::to_string(counter++) + ".tmp";
  return (fs::path(path).parent_path() / name).string();
}

}  // namespace

InputFile::InputFile(std::string path) : path_(std::move(path)) {
  // O_NONBLOCK: a FIFO must be refused, not waited for.
  descriptor_ = system_calls().open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (descriptor_ < 0) throw io_error(path_, "expected a readable file");
  struct stat status {};
  const bool known = fstat(descriptor_, &status) == 0;
  if (!known || !S_ISREG(status.st_mode)) {
    system_calls().close(descriptor_);
    throw Error(ErrorKind::io, path_ + ": expected a regular file: found a directory, pipe or device");
  }
  size_ = static_cast<uint64_t>(status.st_size);
}

InputFile::~InputFile() { system_calls().close(descriptor_); }

void InputFile::read_at(uint64_t offset, std::span<uint8_t> out) const {
  const std::string expected = std::to_string(out.size()) + " bytes at offset " + std::to_string(offset);
  if (offset > size_ || out.size() > size_ - offset) {
    throw Error(ErrorKind::io, path_ + ": expected " + expected + ": the file has " + std::to_string(size_));
  }
  while (!out.empty()) {
    const size_t wanted = std::min(out.size(), kTransferBytes);
    const ssize_t count = system_calls().pread(descriptor_, out.data(), wanted, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw io_error(path_, "expected " + expected);
    if (count == 0) throw Error(ErrorKind::io, path_ + ": expected " + expected + ": the file became shorter");
    bytes_read_.fetch_add(static_cast<uint64_t>(count), std::memory_order_relaxed);
    out = out.subspan(static_cast<size_t>(count));
    offset += static_cast<uint64_t>(count);
  }
}

void check_output_place(const std::string& path) {
  if (path.empty()) return;
  const std::string target = resolve_links(path);
  struct stat status {};
  if (stat(target.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) {
      throw Error(ErrorKind::io, path + ": expected a file to write: found a directory");
    }
    if (access(target.c_str(), W_OK) != 0) throw io_error(path, "expected a writable file");
    if (is_special_file(status)) return;
  }
  const fs::path folder = folder_of(target);
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw Error(ErrorKind::io, path + ": expected a folder to write to: found no folder " + folder.string());
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) throw io_error(path, "expected a writable folder");
}

OutputFile::OutputFile(std::string path, Durability durability) : path_(resolve_links(path)), durability_(durability) {
  buffer_.reserve(kBufferBytes);
  if (path_.empty()) {
    descriptor_ = STDOUT_FILENO;
    return;
  }
  check_output_place(path_);
  struct stat status {};
  if (stat(path_.c_str(), &status) == 0 && is_special_file(status)) {
    descriptor_ = system_calls().open(path_.c_str(), O_WRONLY | O_CLOEXEC, 0);
    if (descriptor_ < 0) fail("expected a device or pipe to write to");
    return;
  }
  open_temporary();
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0 && !path_.empty()) system_calls().close(descriptor_);
  if (!temporary_path_.empty()) unlink(temporary_path_.c_str());
}

void OutputFile::open_temporary() {
  do {
    temporary_path_ = temporary_name(path_);
    registration_.acquire(temporary_path_);
    descriptor_ = system_calls().open(temporary_path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (descriptor_ < 0 && errno == EEXIST);
  if (descriptor_ < 0) {
    registration_.release();
    temporary_path_.clear();
    fail("expected a folder that takes new files");
  }
  struct stat status {};
  if (stat(path_.c_str(), &status) == 0) {
    // A file that is replaced keeps its permissions; where the file system has none, nothing is lost.
    [[maybe_unused]] const int ignored = fchmod(descriptor_, status.st_mode & 07777);
  }
}

void OutputFile::write(std::span<const uint8_t> bytes) {
  position_ += bytes.size();
  if (buffer_.size() + bytes.size() > kBufferBytes) flush();
  if (bytes.size() >= kBufferBytes) {
    write_out(bytes);
  } else {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  }
}

void OutputFile::write(std::string_view text) {
  write(std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

void OutputFile::flush() {
  write_out(buffer_);
  buffer_.clear();
}

void OutputFile::write_out(std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = system_calls().write(descriptor_, bytes.data(), std::min(bytes.size(), kTransferBytes));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("expected to write");
    bytes = bytes.subspan(static_cast<size_t>(count));
  }
}

// Pipes and devices cannot be synced, nor need be.
void OutputFile::sync() {
  if (durability_ == Durability::unsynced) return;
  if (system_calls().fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS) fail("expected to sync");
}

void OutputFile::commit() {
  flush();
  sync();
  if (path_.empty()) return;
  const int closed = system_calls().close(std::exchange(descriptor_, -1));
  if (closed != 0 && errno != EINTR) fail("expected to close");
  if (temporary_path_.empty()) return;
  if (system_calls().rename(temporary_path_.c_str(), path_.c_str()) != 0) {
    fail("expected to rename the finished file to this name");
  }
  temporary_path_.clear();
  registration_.release();
  if (durability_ == Durability::synced) sync_folder();
}

// Makes the rename last. A folder may be writable but not readable, and not all of them can be synced.
void OutputFile::sync_folder() {
  const int folder = system_calls().open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (folder < 0) return;
  const bool synced = system_calls().fsync(folder) == 0 || errno != EIO;
  const int error = errno;
  system_calls().close(folder);
  errno = error;
  if (!synced) fail("expected to sync the folder; the new file is in place, but perhaps not for good");
}

void OutputFile::fail(const char* expected) const {
  throw io_error(path_.empty() ? "standard output" : path_, expected);
}

}  // namespace agc
