// A stream of bytes to be read once, front to back: a file, standard input or a FIFO, with gzip,
// multi-member gzip and BGZF undone. Compression is recognised by content (1F 8B), never by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace agc {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Fills a prefix of `out`; returns the number of bytes, 0 only at the end.
  // Throws Error{io} on a read error, Error{input} on gzip that is damaged or ends early.
  virtual size_t read(std::span<uint8_t> out) = 0;

  // For messages: the path as given, or "standard input".
  virtual const std::string& name() const = 0;
};

// `path` "-" is standard input. Throws Error{io} if it cannot be opened.
std::unique_ptr<ByteSource> open_byte_source(const std::string& path);

}  // namespace agc
