#include "compat/shared_readers.h"

#include <sys/stat.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <new>
#include <optional>

namespace agc {
namespace {

// What tells one state of a file from another.
struct FileState {
  uint64_t device = 0;
  uint64_t inode = 0;
  int64_t size = 0;
  int64_t changed_seconds = 0;
  int64_t changed_nanoseconds = 0;

  auto operator<=>(const FileState&) const = default;
};

std::optional<FileState> state_of(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FileState{.device = status.st_dev,
                   .inode = status.st_ino,
                   .size = status.st_size,
                   .changed_seconds = status.st_ctim.tv_sec,
                   .changed_nanoseconds = status.st_ctim.tv_nsec};
}

class SharedReaders {
 public:
  std::shared_ptr<const ArchiveReader> open(const std::string& path) {
    std::shared_ptr<const ArchiveReader> reader;  // outlives the lock, which closing it takes
    const std::lock_guard lock(mutex_);
    const std::optional<FileState> state = state_of(path);
    if (state) {
      if (const auto known = readers_.find(*state); known != readers_.end()) reader = known->second.lock();
      if (reader) return reader;
    }
    reader = {new ArchiveReader(path), [this](const ArchiveReader* last) {
                delete last;
                forget_closed();
              }};
    // Only what has been the same before and after is known to be what the reader sees.
    if (state && state_of(path) == state) readers_[*state] = reader;
    return reader;
  }

 private:
  void forget_closed() {
    const std::lock_guard lock(mutex_);
    std::erase_if(readers_, [](const auto& entry) { return entry.second.expired(); });
  }

  std::mutex mutex_;
  std::map<FileState, std::weak_ptr<const ArchiveReader>> readers_;  // guarded by mutex_
};

}  // namespace

std::shared_ptr<const ArchiveReader> open_shared_reader(const std::string& path) {
  // Never destroyed: handles of other static objects may outlive it.
  alignas(SharedReaders) static std::byte place[sizeof(SharedReaders)];
  static SharedReaders& readers = *new (place) SharedReaders;
  return readers.open(path);
}

}  // namespace agc
