#include "io/file_lock.h"

#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "io/system_calls.h"

namespace agc {
namespace {

// -1 if there is no regular file that can be opened. Some network file systems lock only what is open
// for writing.
int open_regular(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return -1;
  const int descriptor = system_calls().open(path.c_str(), O_RDWR | O_CLOEXEC, 0);
  return descriptor >= 0 ? descriptor : system_calls().open(path.c_str(), O_RDONLY | O_CLOEXEC, 0);
}

enum class Attempt { locked, held_by_another, impossible };

Attempt lock(int descriptor, int operation) {
  while (flock(descriptor, operation) != 0) {
    if (errno == EWOULDBLOCK) return Attempt::held_by_another;
    if (errno != EINTR) return Attempt::impossible;
  }
  return Attempt::locked;
}

bool is_still_at(const std::string& path, int descriptor) {
  struct stat there {};
  struct stat locked {};
  return stat(path.c_str(), &there) == 0 && fstat(descriptor, &locked) == 0 && there.st_dev == locked.st_dev &&
         there.st_ino == locked.st_ino;
}

}  // namespace

FileLock::FileLock(const std::string& path, const std::function<void()>& waiting) {
  bool told = false;
  while ((descriptor_ = open_regular(path)) >= 0) {
    Attempt attempt = lock(descriptor_, LOCK_EX | LOCK_NB);
    if (attempt == Attempt::held_by_another) {
      if (waiting && !std::exchange(told, true)) waiting();
      attempt = lock(descriptor_, LOCK_EX);
    }
    if (attempt == Attempt::impossible || is_still_at(path, descriptor_)) return;
    system_calls().close(std::exchange(descriptor_, -1));
  }
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) system_calls().close(descriptor_);
}

}  // namespace agc
