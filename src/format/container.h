// The container: named streams of parts, and the footer that finds them. docs/format.md, "Container".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/file.h"

namespace agc {

// A part as it is written: a number and its payload.
struct EncodedPart {
  uint64_t metadata = 0;
  std::vector<uint8_t> payload;

  friend bool operator==(const EncodedPart&, const EncodedPart&) = default;
};

enum class StreamId : uint32_t {};

// Writes parts in the order of the calls and the footer at the end. Not thread-safe: one writer
// thread alone holds it. Stream order in the footer = order of add_stream().
class ContainerWriter {
 public:
  explicit ContainerWriter(OutputFile& output) : output_(output) {}

  StreamId add_stream(std::string name);
  void append_part(StreamId stream, uint64_t metadata, std::span<const uint8_t> payload);
  void append_part(StreamId stream, const EncodedPart& part) { append_part(stream, part.metadata, part.payload); }
  void finish();  // writes footer and footer length; the caller commits the output

 private:
  struct PartLocation { uint64_t offset; uint64_t size; };
  struct StreamEntry { std::string name; std::vector<PartLocation> parts; };
  OutputFile& output_;
  std::vector<StreamEntry> streams_;
};

}  // namespace agc
