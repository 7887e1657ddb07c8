#include "io/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "agc/error.h"
#include "io/system_calls.h"

namespace agc {
namespace {

constexpr size_t kReadBytes = size_t{256} << 10;
constexpr uint8_t kGzipMagic[2] = {0x1F, 0x8B};

// The bytes of a descriptor as they are. Owns the descriptor unless it is standard input.
class PlainSource : public ByteSource {
 public:
  PlainSource(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}
  ~PlainSource() override {
    if (descriptor_ != STDIN_FILENO) system_calls().close(descriptor_);
  }
  PlainSource(const PlainSource&) = delete;
  PlainSource& operator=(const PlainSource&) = delete;

  size_t read(std::span<uint8_t> out) override {
    if (!ahead_.empty()) {
      const size_t count = std::min(out.size(), ahead_.size());
      std::copy_n(ahead_.begin(), count, out.begin());
      ahead_.erase(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(count));
      return count;
    }
    return read_descriptor(out);
  }

  const std::string& name() const override { return name_; }

  // True if the input begins with the two bytes of gzip; they stay to be read.
  bool starts_as_gzip() {
    while (ahead_.size() < sizeof kGzipMagic) {
      uint8_t byte = 0;
      if (read_descriptor({&byte, 1}) == 0) return false;
      ahead_.push_back(byte);
    }
    return std::equal(ahead_.begin(), ahead_.end(), std::begin(kGzipMagic));
  }

 private:
  size_t read_descriptor(std::span<uint8_t> out) {
    while (true) {
      const ssize_t count = system_calls().read(descriptor_, out.data(), out.size());
      if (count >= 0) return static_cast<size_t>(count);
      if (errno != EINTR) {
        throw Error(ErrorKind::io, name_ + ": expected to read: " + std::strerror(errno));
      }
    }
  }

  std::string name_;
  int descriptor_;
  std::vector<uint8_t> ahead_;  // read to recognise the kind of input
};

// Undoes gzip of any number of members. Zero bytes may follow the last member, nothing else.
class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<PlainSource> packed) : packed_(std::move(packed)), input_(kReadBytes) {
    // 15 + 16: the largest window, gzip framing.
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw Error(ErrorKind::internal, "zlib cannot be initialised");
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  size_t read(std::span<uint8_t> out) override {
    if (out.empty()) return 0;
    // zlib counts in 32 bits.
    const size_t wanted = std::min(out.size(), size_t{1} << 30);
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<uInt>(wanted);
    while (stream_.avail_out == wanted && (inside_member_ || begin_member())) inflate_some();
    return wanted - stream_.avail_out;
  }

  const std::string& name() const override { return packed_->name(); }

 private:
  // Makes sure that there is input. False at its end.
  bool refill() {
    if (stream_.avail_in > 0) return true;
    const size_t count = packed_->read(input_);
    stream_.next_in = input_.data();
    stream_.avail_in = static_cast<uInt>(count);
    return count > 0;
  }

  // Goes to the next member. False if there is none.
  bool begin_member() {
    while (refill() && members_ > 0 && *stream_.next_in == 0) {
      padded_ = true;
      ++stream_.next_in;
      --stream_.avail_in;
    }
    if (stream_.avail_in == 0) return false;
    if (padded_ || *stream_.next_in != kGzipMagic[0]) {
      throw Error(ErrorKind::input, name() +
                                        ": expected the end of the file or another gzip member: found other "
                                        "bytes after member " +
                                        std::to_string(members_));
    }
    if (inflateReset(&stream_) != Z_OK) throw Error(ErrorKind::internal, "zlib cannot be reset");
    ++members_;
    inside_member_ = true;
    return true;
  }

  void inflate_some() {
    const std::string where = name() + ": gzip member " + std::to_string(members_);
    if (!refill()) {
      throw Error(ErrorKind::input, where + ": expected more data: the file ends early");
    }
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      inside_member_ = false;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      const char* reason = stream_.msg != nullptr ? stream_.msg : zError(result);
      throw Error(ErrorKind::input, where + ": expected undamaged gzip data: " + reason);
    }
  }

  std::unique_ptr<PlainSource> packed_;
  std::vector<uint8_t> input_;
  z_stream stream_{};
  uint64_t members_ = 0;
  bool inside_member_ = false;
  bool padded_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> open_byte_source(const std::string& path) {
  const bool standard_input = path == "-";
  const int descriptor = standard_input ? STDIN_FILENO : system_calls().open(path.c_str(), O_RDONLY | O_CLOEXEC, 0);
  if (descriptor < 0) {
    throw Error(ErrorKind::io, path + ": expected a readable file: " + std::strerror(errno));
  }
  auto plain = std::make_unique<PlainSource>(standard_input ? "standard input" : path, descriptor);
  struct stat status {};
  if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    throw Error(ErrorKind::io, plain->name() + ": expected a file: found a directory");
  }
  posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  if (plain->starts_as_gzip()) return std::make_unique<GzipSource>(std::move(plain));
  return plain;
}

}  // namespace agc
