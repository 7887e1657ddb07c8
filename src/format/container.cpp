#include "format/container.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <utility>

#include "agc/error.h"
#include "format/byte_reader.h"
#include "format/byte_writer.h"

namespace agc {

namespace {

constexpr uint64_t kTailBytes = 8;       // length of the footer, at the very end
constexpr uint64_t kMaxNumberBytes = 9;  // of a container number

constexpr uint64_t kSlotHash = uint64_t{UINT32_MAX} << 32;  // the bits of a name slot that are of the hash
StreamIndex stream_in(uint64_t slot) { return StreamIndex{static_cast<uint32_t>(slot) - 1}; }

[[noreturn]] void fail_corrupt(const std::string& where, const std::string& expected, const std::string& found) {
  throw Error(ErrorKind::corrupt, where + ": expected " + expected + ": found " + found);
}

}  // namespace

StreamId ContainerWriter::add_stream(std::string name) {
  streams_.push_back({std::move(name), {}});
  return StreamId{static_cast<uint32_t>(streams_.size() - 1)};
}

void ContainerWriter::append_part(StreamId stream, uint64_t metadata, std::span<const uint8_t> payload) {
  streams_.at(static_cast<uint32_t>(stream)).parts.push_back({output_.position(), payload.size()});
  std::vector<uint8_t> number;
  ByteWriter(number).container_number(metadata);
  output_.write(number);
  output_.write(payload);
}

std::vector<uint8_t> ContainerWriter::footer_before(StreamId end) const {
  std::vector<uint8_t> footer;
  ByteWriter writer(footer);
  writer.container_number(streams_.size());
  for (const StreamEntry& stream : std::span(streams_).first(static_cast<uint32_t>(end))) {
    writer.string(stream.name);
    writer.container_number(stream.parts.size());
    writer.container_number(0);  // raw size: no reader uses it
    for (const PartLocation& part : stream.parts) {
      writer.container_number(part.offset);
      writer.container_number(part.size);
    }
  }
  return footer;
}

void ContainerWriter::finish() {
  std::vector<uint8_t> footer = footer_before(StreamId{static_cast<uint32_t>(streams_.size())});
  ByteWriter(footer).le64(footer.size());
  output_.write(footer);
}

ContainerReader::ContainerReader(std::shared_ptr<const InputFile> file) : file_(std::move(file)) {
  read_footer();
  parse_footer();
  build_name_index();
}

ContainerReader::ContainerReader(std::shared_ptr<const InputFile> file, std::vector<uint8_t> footer)
    : file_(std::move(file)), part_area_end_(file_->size()), footer_(std::move(footer)) {
  parse_footer();
  build_name_index();
}

void ContainerReader::read_footer() {
  const uint64_t file_size = file_->size();
  if (file_size <= kTailBytes) {
    fail_corrupt(path(), "an archive of at least 9 bytes", std::to_string(file_size) + " bytes");
  }
  std::array<uint8_t, kTailBytes> tail{};
  file_->read_at(file_size - kTailBytes, tail);
  const uint64_t footer_size = ByteReader(tail, path()).le64();
  if (footer_size == 0 || footer_size > file_size - kTailBytes) {
    fail_corrupt(path(), "an archive footer of " + std::to_string(footer_size) + " bytes before the last 8",
                 "a file of " + std::to_string(file_size) + " bytes that is no archive or was cut");
  }
  part_area_end_ = file_size - kTailBytes - footer_size;
  footer_.resize(footer_size);
  file_->read_at(part_area_end_, footer_);
}

void ContainerReader::parse_footer() {
  ByteReader reader(footer_, path() + ": archive footer of " + std::to_string(footer_.size()) + " bytes");
  const uint64_t stream_count = reader.container_number();
  reader.check_count(stream_count, 3, "streams");  // empty name, part count, raw size
  if (stream_count >= UINT32_MAX) reader.fail("fewer than 2^32 streams", std::to_string(stream_count));
  streams_.reserve(stream_count);
  parts_.reserve(stream_count);  // most streams have one part
  for (uint64_t i = 0; i < stream_count; ++i) {
    const size_t name_offset = reader.position();
    const std::string_view name = reader.string();
    const uint64_t part_count = reader.container_number();
    reader.container_number();  // raw size: nothing depends on it
    reader.check_count(part_count, 2, "parts");
    if (part_count > UINT32_MAX || name.size() > UINT32_MAX)
      reader.fail("a smaller stream", std::to_string(part_count));
    streams_.push_back(
        {name_offset, parts_.size(), static_cast<uint32_t>(name.size()), static_cast<uint32_t>(part_count)});
    for (uint64_t part = 0; part < part_count; ++part) {
      const uint64_t offset = reader.container_number();
      const uint64_t size = reader.container_number();
      // A part with payload has at least one byte of metadata number before it.
      const bool fits = size == 0 || (offset < part_area_end_ && size < part_area_end_ - offset);
      if (!fits) {
        reader.fail("part " + std::to_string(part) + " of stream " + std::string(name) + " before byte " +
                        std::to_string(part_area_end_),
                    "offset " + std::to_string(offset) + ", size " + std::to_string(size));
      }
      parts_.push_back({offset, size});
    }
  }
  reader.expect_end();
}

void ContainerReader::build_name_index() {
  name_slots_.assign(std::bit_ceil(streams_.size() + streams_.size() / 2 + 1), 0);
  for (uint32_t i = 0; i < streams_.size(); ++i) {
    const std::string_view name = stream_name(StreamIndex{i});
    const uint64_t hash = std::hash<std::string_view>{}(name);
    name_slots_[slot_of(name, hash)] = (hash & kSlotHash) | (i + 1);
  }
}

size_t ContainerReader::slot_of(std::string_view name, uint64_t hash) const {
  const size_t mask = name_slots_.size() - 1;
  size_t slot = hash & mask;
  while (name_slots_[slot] != 0) {
    const bool may_be = (name_slots_[slot] & kSlotHash) == (hash & kSlotHash);
    if (may_be && stream_name(stream_in(name_slots_[slot])) == name) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::optional<StreamIndex> ContainerReader::find(std::string_view name) const {
  const uint64_t slot = name_slots_[slot_of(name, std::hash<std::string_view>{}(name))];
  return slot == 0 ? std::nullopt : std::optional(stream_in(slot));
}

StreamIndex ContainerReader::require(std::string_view name) const {
  const auto stream = find(name);
  if (!stream) fail_corrupt(path(), "a stream " + std::string(name), "none among " + std::to_string(stream_count()));
  return *stream;
}

std::string_view ContainerReader::stream_name(StreamIndex stream) const {
  const StreamEntry& e = entry(stream);
  return {reinterpret_cast<const char*>(footer_.data()) + e.name_offset, e.name_length};
}

uint32_t ContainerReader::part_count(StreamIndex stream) const { return entry(stream).part_count; }

PartLocation ContainerReader::part_location(StreamIndex stream, uint32_t part) const {
  const StreamEntry& e = entry(stream);
  if (part >= e.part_count) {
    fail_corrupt(path() + ": stream " + std::string(stream_name(stream)), "a part " + std::to_string(part),
                 std::to_string(e.part_count) + " parts");
  }
  return parts_[e.first_part + part];
}

PartView ContainerReader::read_part(StreamIndex stream, uint32_t part, std::vector<uint8_t>& buffer) const {
  const PartLocation location = part_location(stream, part);
  if (location.size == 0) return {};
  // The length of the metadata number is in its first byte; one read takes the longest possible.
  const uint64_t head = std::min(kMaxNumberBytes, part_area_end_ - location.offset - location.size);
  buffer.resize(head + location.size);
  file_->read_at(location.offset, buffer);
  if (buffer[0] >= head) {
    fail_corrupt(path() + ": stream " + std::string(stream_name(stream)) + " part " + std::to_string(part),
                 "a metadata number of at most " + std::to_string(head - 1) + " bytes at byte " +
                     std::to_string(location.offset),
                 "a count of " + std::to_string(buffer[0]));
  }
  ByteReader reader(buffer, {});
  const uint64_t metadata = reader.container_number();
  PartView view = {metadata, reader.bytes(location.size)};
  view.is_checked = verify_part(stream, part, view);
  return view;
}

void ContainerReader::set_checks(std::vector<PartCheck> checks, PartCheckFunction function) {
  checks_ = std::move(checks);
  check_function_ = function;
}

const PartCheck* ContainerReader::find_check(StreamIndex stream, uint32_t part) const {
  const PartCheck least{static_cast<uint32_t>(stream), part, 0};
  const auto found = std::ranges::lower_bound(checks_, least);
  const bool is_there = found != checks_.end() && found->stream == least.stream && found->part == part;
  return is_there ? &*found : nullptr;
}

bool ContainerReader::verify_part(StreamIndex stream, uint32_t part, const PartView& view) const {
  const PartCheck* const found = find_check(stream, part);
  if (found == nullptr) return false;
  const uint32_t check = check_function_(view.metadata, view.payload);
  if (check == found->check) return true;
  fail_corrupt(path() + ": stream " + std::string(stream_name(stream)) + " part " + std::to_string(part),
               "content with the check " + std::to_string(found->check), std::to_string(check));
}

Part ContainerReader::read_part(StreamIndex stream, uint32_t part) const {
  Part result;
  const PartView view = read_part(stream, part, result.payload);
  result.metadata = view.metadata;
  if (view.payload.empty()) return {};
  const auto skipped = static_cast<std::ptrdiff_t>(view.payload.data() - result.payload.data());
  result.payload.erase(result.payload.begin(), result.payload.begin() + skipped);
  result.payload.resize(part_location(stream, part).size);
  return result;
}

}  // namespace agc
