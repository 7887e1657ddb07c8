// The container: named streams of parts, and the footer that finds them. docs/format.md, "Container".
//
// The lowest layer of the format: knows names, numbers and bytes, nothing of what they mean.
// A reader may be shared between threads once it is made; a writer belongs to one thread.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
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

// A part as it is read.
using Part = EncodedPart;

// A part in a buffer of the caller's; valid as long as that buffer is neither changed nor freed.
struct PartView {
  uint64_t metadata = 0;
  std::span<const uint8_t> payload;
  bool is_checked = false;  // has been compared with a check of its own
};

// Where a part's metadata number begins in the file, and how many bytes of payload follow it.
struct PartLocation {
  uint64_t offset = 0;
  uint64_t size = 0;
};

// What the payload of a part must give; docs/format.md, "Digests". By position of the stream in the footer.
struct PartCheck {
  uint32_t stream = 0;
  uint32_t part = 0;
  uint32_t check = 0;

  friend auto operator<=>(const PartCheck&, const PartCheck&) = default;
};
// Of a part's metadata and payload.
using PartCheckFunction = uint32_t (*)(uint64_t metadata, std::span<const uint8_t> payload);

enum class StreamId : uint32_t {};     // in a container being written
enum class StreamIndex : uint32_t {};  // position in the footer of a container being read

// Writes parts in the order of the calls and the footer at the end. Not thread-safe: one writer
// thread alone holds it. Stream order in the footer = order of add_stream().
class ContainerWriter {
 public:
  explicit ContainerWriter(OutputFile& output) : output_(output) {}

  StreamId add_stream(std::string name);
  void append_part(StreamId stream, uint64_t metadata, std::span<const uint8_t> payload);
  void append_part(StreamId stream, const EncodedPart& part) { append_part(stream, part.metadata, part.payload); }
  // The footer as it now is, up to the entry of `end`.
  std::vector<uint8_t> footer_before(StreamId end) const;
  void finish();  // writes footer and footer length; the caller commits the output
  uint64_t position() const { return output_.position(); }

 private:
  struct StreamEntry {
    std::string name;
    std::vector<PartLocation> parts;
  };
  OutputFile& output_;
  std::vector<StreamEntry> streams_;
};

// Opening reads the last 8 bytes and the footer; parts are read when asked for. Every const member
// is thread-safe and may run beside the others.
class ContainerReader {
 public:
  // Throws Error{corrupt} naming the file unless the footer is exactly as long as it says and every
  // part lies before it.
  explicit ContainerReader(std::shared_ptr<const InputFile> file);
  // For a file whose own footer is lost: `footer` is used in its place, and parts may lie anywhere.
  ContainerReader(std::shared_ptr<const InputFile> file, std::vector<uint8_t> footer);

  // From now on read_part() throws Error{corrupt} for a part that does not give its check. `checks` are in
  // ascending order. Before the reader is shared.
  void set_checks(std::vector<PartCheck> checks, PartCheckFunction function);
  const std::vector<PartCheck>& checks() const { return checks_; }
  // Null if the part has none.
  const PartCheck* find_check(StreamIndex stream, uint32_t part) const;
  // The footer up to the entry of `stream`.
  std::span<const uint8_t> footer_before(StreamIndex stream) const {
    return std::span(footer_).first(entry(stream).name_offset);
  }

  const std::string& path() const { return file_->path(); }
  uint64_t bytes_read() const { return file_->bytes_read(); }
  uint64_t file_size() const { return file_->size(); }
  uint64_t footer_size() const { return footer_.size(); }
  uint32_t stream_count() const { return static_cast<uint32_t>(streams_.size()); }

  // The last of several streams of that name.
  std::optional<StreamIndex> find(std::string_view name) const;
  // As find(), but throws Error{corrupt} if there is no such stream.
  StreamIndex require(std::string_view name) const;

  std::string_view stream_name(StreamIndex stream) const;  // valid as long as the reader
  uint32_t part_count(StreamIndex stream) const;
  // Requires: part < part_count(stream), else Error{corrupt}.
  PartLocation part_location(StreamIndex stream, uint32_t part) const;

  // A part of size 0 has metadata 0, whatever the file says. Throws Error{corrupt} if there is no
  // such part or its metadata number is malformed, Error{io} if the file cannot be read.
  Part read_part(StreamIndex stream, uint32_t part) const;
  // The same with one copy less: `buffer` is overwritten and the payload is a range of it.
  PartView read_part(StreamIndex stream, uint32_t part, std::vector<uint8_t>& buffer) const;

 private:
  struct StreamEntry {
    uint64_t name_offset;  // in footer_
    uint64_t first_part;   // in parts_
    uint32_t name_length;
    uint32_t part_count;
  };

  void read_footer();
  void parse_footer();
  void build_name_index();
  // Returns whether it has a check.
  bool verify_part(StreamIndex stream, uint32_t part, const PartView& view) const;
  // Where the name is, or may be put.
  size_t slot_of(std::string_view name, uint64_t hash) const;
  const StreamEntry& entry(StreamIndex stream) const { return streams_[static_cast<uint32_t>(stream)]; }

  std::shared_ptr<const InputFile> file_;
  uint64_t part_area_end_ = 0;
  std::vector<uint8_t> footer_;
  std::vector<StreamEntry> streams_;
  std::vector<PartLocation> parts_;
  std::vector<PartCheck> checks_;
  PartCheckFunction check_function_ = nullptr;
  // Open addressing, a power of two: the upper half of a name's hash, and its stream's index + 1; 0 = free. Names of
  // other hashes need not be looked at, which lie all over the footer.
  std::vector<uint64_t> name_slots_;
};

}  // namespace agc
