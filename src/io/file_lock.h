// One writer at a time: who is about to replace a file holds its lock until the new one is in place.
//
// Depends on nothing of ours but the error type. One lock belongs to one thread. It ends with the
// process, however that ends, so none is ever left behind.
#pragma once

#include <functional>
#include <string>

namespace agc {

class FileLock {
 public:
  // Locks the regular file that is at `path` now; links are followed. If another one holds the lock
  // calls `waiting`, if that is not empty, and waits; should the file be replaced meanwhile, the new
  // one is locked. Without a file, or on a file system that knows no locks, there is no lock.
  // Requires: to be made before the file is read.
  FileLock(const std::string& path, const std::function<void()>& waiting);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace agc
