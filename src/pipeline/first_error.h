// The first error of any thread wins; the others stop without a word of their own.
#pragma once

#include <exception>
#include <mutex>

namespace agc {

class FirstError {
 public:
  // Keeps `error` if it is the first. True if it was.
  bool set(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (error_) return false;
    error_ = std::move(error);
    return true;
  }
  void rethrow_if_set() const {
    const std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
  }

 private:
  mutable std::mutex mutex_;
  std::exception_ptr error_;  // guarded by mutex_
};

}  // namespace agc
