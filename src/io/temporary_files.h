// The temporary files to be removed when a signal ends the program.
//
// A fixed table of paths that a signal handler can walk without locks or allocation. The library only
// fills the table; signal dispositions are changed by remove_temporary_files_on_signals(), which the
// program calls once. Registration is thread-safe.
#pragma once

#include <cstddef>
#include <string>

namespace agc {

// Keeps one path in the table while it lives. When the table is full or the path too long for it the
// registration has no effect: such a file merely survives a signal.
class TemporaryFileRegistration {
 public:
  TemporaryFileRegistration() = default;
  explicit TemporaryFileRegistration(const std::string& path);
  ~TemporaryFileRegistration() { release(); }
  TemporaryFileRegistration(const TemporaryFileRegistration&) = delete;
  TemporaryFileRegistration& operator=(const TemporaryFileRegistration&) = delete;

  void acquire(const std::string& path);
  void release();

 private:
  int slot_ = -1;
};

// On SIGINT, SIGTERM and SIGHUP unlinks every registered file, then lets the signal end the program as
// it would have without a handler. A signal that is ignored stays ignored.
void remove_temporary_files_on_signals();

}  // namespace agc
