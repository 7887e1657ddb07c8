// The calls through which this program reads and writes files: the seam at which tests let them fail.
//
// A table of functions, the system's own unless a test has put others there; a call through it costs
// no more than the jump. To be changed only while no other thread is at files.
#pragma once

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>

namespace agc {

struct SystemCalls {
  int (*open)(const char* path, int flags, mode_t mode) = [](const char* path, int flags, mode_t mode) {
    return ::open(path, flags, mode);
  };
  ssize_t (*read)(int descriptor, void* out, size_t bytes) = ::read;
  ssize_t (*pread)(int descriptor, void* out, size_t bytes, off_t offset) = ::pread;
  ssize_t (*write)(int descriptor, const void* from, size_t bytes) = ::write;
  int (*fsync)(int descriptor) = ::fsync;
  int (*close)(int descriptor) = ::close;
  int (*rename)(const char* from, const char* to) = ::rename;
};

// What the file classes of io/ call.
inline SystemCalls& system_calls() {
  static constinit SystemCalls calls;
  return calls;
}

}  // namespace agc
