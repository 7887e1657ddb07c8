// System calls that fail on purpose: the n-th of a kind, alone or with all that follow.
#pragma once

#include <atomic>
#include <cerrno>

#include "io/system_calls.h"

namespace agc::test {

enum class Call { open, read, pread, write, fsync, close, rename };

inline const char* name_of(Call call) {
  constexpr const char* kNames[] = {"open", "read", "pread", "write", "fsync", "close", "rename"};
  return kNames[static_cast<int>(call)];
}

struct Fault {
  Call call = Call::write;
  int nth = 0;           // from 1; 0: none fails
  bool lasting = false;  // all later ones fail too
  int error = EIO;
  bool partial = false;  // instead of failing, reads and writes do one byte
  bool is_end = false;   // instead of failing, reads find the end of the file
};

// While it lives the calls of io/ go through it. One at a time, made while no other thread is at files.
class FaultyCalls {
 public:
  explicit FaultyCalls(const Fault& fault) : before_(system_calls()) {
    g_fault = fault;
    g_count = 0;
    SystemCalls& calls = system_calls();
    calls.open = [](const char* path, int flags, mode_t mode) {
      return fails(Call::open) ? failure() : g_real.open(path, flags, mode);
    };
    calls.read = [](int descriptor, void* out, size_t bytes) -> ssize_t {
      if (!fails(Call::read)) return g_real.read(descriptor, out, bytes);
      if (g_fault.partial) return g_real.read(descriptor, out, bytes > 1 ? 1 : bytes);
      return g_fault.is_end ? 0 : failure();
    };
    calls.pread = [](int descriptor, void* out, size_t bytes, off_t offset) -> ssize_t {
      if (!fails(Call::pread)) return g_real.pread(descriptor, out, bytes, offset);
      if (g_fault.partial) return g_real.pread(descriptor, out, bytes > 1 ? 1 : bytes, offset);
      return g_fault.is_end ? 0 : failure();
    };
    calls.write = [](int descriptor, const void* from, size_t bytes) -> ssize_t {
      if (!fails(Call::write)) return g_real.write(descriptor, from, bytes);
      return g_fault.partial ? g_real.write(descriptor, from, bytes > 1 ? 1 : bytes) : failure();
    };
    calls.fsync = [](int descriptor) { return fails(Call::fsync) ? failure() : g_real.fsync(descriptor); };
    calls.close = [](int descriptor) {
      const int result = g_real.close(descriptor);  // a close that fails closes all the same
      return fails(Call::close) ? failure() : result;
    };
    calls.rename = [](const char* from, const char* to) {
      return fails(Call::rename) ? failure() : g_real.rename(from, to);
    };
  }
  ~FaultyCalls() { system_calls() = before_; }
  FaultyCalls(const FaultyCalls&) = delete;
  FaultyCalls& operator=(const FaultyCalls&) = delete;

  int count() const { return g_count; }  // calls of the kind so far

 private:
  static bool fails(Call call) {
    if (call != g_fault.call) return false;
    const int number = ++g_count;
    return g_fault.nth > 0 && (number == g_fault.nth || (g_fault.lasting && number > g_fault.nth));
  }
  static int failure() {
    errno = g_fault.error;
    return -1;
  }

  inline static const SystemCalls g_real{};
  inline static Fault g_fault{};
  inline static std::atomic<int> g_count = 0;
  const SystemCalls before_;
};

}  // namespace agc::test
