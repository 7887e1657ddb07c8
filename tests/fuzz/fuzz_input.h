// Takes typed values off the front of a fuzzer's input, and shows the rest to code that wants a file.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace agc::fuzz {

class Input {
 public:
  Input(const uint8_t* data, size_t size) : rest_(data, size) {}

  uint8_t byte() { return static_cast<uint8_t>(number(1)); }
  uint64_t number(size_t bytes) {
    uint64_t value = 0;
    for (; bytes > 0 && !rest_.empty(); --bytes, rest_ = rest_.subspan(1)) value = value << 8 | rest_[0];
    return value;
  }
  std::span<const uint8_t> take(size_t bytes) {
    const auto taken = rest_.first(bytes < rest_.size() ? bytes : rest_.size());
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  std::span<const uint8_t> rest() const { return rest_; }

 private:
  std::span<const uint8_t> rest_;
};

// A file in memory with that content, for as long as the object lives.
class MemoryFile {
 public:
  explicit MemoryFile(std::span<const uint8_t> content) : descriptor_(memfd_create("fuzz", 0)) {
    for (size_t done = 0; done < content.size();) {
      const ssize_t count = write(descriptor_, content.data() + done, content.size() - done);
      if (count <= 0) break;
      done += static_cast<size_t>(count);
    }
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace agc::fuzz
