#include "integrity/part_scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "agc/error.h"
#include "format/byte_reader.h"
#include "format/collection_v3.h"
#include "format/pack_entries.h"
#include "format/segment_codec.h"

namespace agc {
namespace {

constexpr std::array<uint8_t, 4> kMagic = {0x28, 0xB5, 0x2F, 0xFD};
constexpr uint64_t kLeastChunkBytes = 256;
constexpr uint64_t kChunkBytes = uint64_t{1} << 20;
// What is searched for parts without frames between two others; more is no archive's.
constexpr uint64_t kMostPlainBytes = uint64_t{16} << 20;
constexpr int kColumns = 5;
constexpr uint64_t kMostDetailsHead = 2 * kColumns * 5;
constexpr uint8_t kLargestCode = 32;  // that other writers store; docs/format.md, "Alphabet"

std::vector<uint8_t> read_range(const InputFile& file, uint64_t begin, uint64_t end) {
  std::vector<uint8_t> bytes(end - begin);
  file.read_at(begin, bytes);
  return bytes;
}

// Mostly it is a few bytes away.
std::optional<uint64_t> find_magic(const InputFile& file, uint64_t from) {
  uint64_t chunk = kLeastChunkBytes;
  uint64_t begin = from;
  while (begin + kMagic.size() <= file.size()) {
    const uint64_t end = std::min(file.size(), begin + chunk + kMagic.size() - 1);
    const std::vector<uint8_t> bytes = read_range(file, begin, end);
    const auto found = std::search(bytes.begin(), bytes.end(), kMagic.begin(), kMagic.end());
    if (found != bytes.end()) return begin + static_cast<uint64_t>(found - bytes.begin());
    begin += chunk;
    chunk = std::min(2 * chunk, kChunkBytes);
  }
  return std::nullopt;
}

// Parts around one frame after the other.
class FrameScanner {
 public:
  explicit FrameScanner(const InputFile& file) : file_(file) {}

  // The part whose first frame begins at `frame`, and which begins at `least` or behind it.
  std::optional<FoundPart> part_of(uint64_t frame, uint64_t least) {
    if (auto details = details_of(frame, least)) return details;
    const std::optional<uint64_t> extent = frame_extent(file_, frame);
    if (!extent) return std::nullopt;
    const uint64_t end = frame + *extent;
    // With what may be the byte behind the frame.
    const std::vector<uint8_t> bytes = read_range(file_, frame, std::min(file_.size(), end + 1));
    const std::vector<uint8_t> head = read_range(file_, std::max(least, frame - std::min<uint64_t>(frame, 9)), frame);
    for (size_t count = 1; count <= 8 && count < head.size(); ++count) {
      const std::span<const uint8_t> number = std::span(head).last(count + 1);
      if (number[0] != count || number[1] == 0) continue;
      uint64_t metadata = 0;
      for (const uint8_t byte : number.subspan(1)) metadata = metadata << 8 | byte;
      FoundPart part{FoundKind::damaged, frame - count - 1, frame, *extent, metadata};
      if (classify(bytes, part)) return part;
    }
    return FoundPart{FoundKind::damaged, frame, frame, *extent, 0};
  }

 private:
  // Ten numbers, then five frames as long as they say.
  std::optional<FoundPart> details_of(uint64_t frame, uint64_t least) const {
    const uint64_t begin = std::max(least, frame - std::min(frame, kMostDetailsHead + 1));
    const std::vector<uint8_t> head = read_range(file_, begin, frame);
    for (size_t start = 0; start < head.size(); ++start) {
      if (head[start] != 0) continue;
      try {
        ByteReader reader{std::span(head).subspan(start + 1), "details"};
        uint64_t end = frame;
        bool fits = true;
        for (int column = 0; column < kColumns; ++column) {
          reader.collection_number();
          const uint64_t size = reader.collection_number();
          fits = fits && frame_extent(file_, end) == size;
          end += size;
        }
        if (!fits || !reader.at_end()) continue;
        const uint64_t payload = begin + start + 1;
        return FoundPart{FoundKind::details, begin + start, payload, end - payload, 0};
      } catch (const Error& error) {
        if (error.kind() == ErrorKind::io) throw;
      }
    }
    return std::nullopt;
  }

  // `bytes` = the frame and the one behind it, if there is any. Sets kind and size if they agree with the metadata.
  bool classify(std::span<const uint8_t> bytes, FoundPart& part) {
    const std::span<const uint8_t> frame = bytes.first(part.size);
    const bool has_next = bytes.size() > frame.size();
    if (part.metadata > kMaxPlainBytes) return false;
    try {
      const std::vector<uint8_t> plain = decompressor_.decompress_at_most(frame, part.metadata + 1);
      const bool ends_part = has_next && bytes.back() == 0;
      if (plain.size() == part.metadata && !plain.empty()) {
        if (plain.back() == kEntryEnd) {
          part.kind = FoundKind::pack;
          part.size += ends_part ? 1 : 0;
        } else if (ends_part && std::ranges::all_of(plain, [](uint8_t code) { return code <= kLargestCode; })) {
          part.kind = FoundKind::reference;
          ++part.size;
        } else {
          part.kind = kind_of_names(frame, part.metadata);
        }
      }
      if (part.kind == FoundKind::damaged && has_next && bytes.back() != 0) {
        decode_reference(part.metadata, bytes, decompressor_);
        part.kind = FoundKind::reference;
        ++part.size;
      }
      return part.kind != FoundKind::damaged;
    } catch (const Error&) {
      return false;
    }
  }

  // Names of contigs often make names of samples, too: with the number 1 before each. The other way round numbers would
  // have to be letters.
  FoundKind kind_of_names(std::span<const uint8_t> frame, uint64_t metadata) {
    try {
      decode_contig_names(metadata, frame, kAnySampleCount, decompressor_);
      return FoundKind::contig_names;
    } catch (const Error&) {
    }
    try {
      decode_sample_names(metadata, frame, decompressor_);
      return FoundKind::sample_names;
    } catch (const Error&) {
      return FoundKind::damaged;
    }
  }

  const InputFile& file_;
  ZstdDecompressor decompressor_;
};

// Between the parts with frames, and behind the last one.
void add_plain_parts(const InputFile& file, uint64_t begin, uint64_t end, std::vector<FoundPart>& parts) {
  if (begin == end) return;
  end = std::min(end, begin + kMostPlainBytes);
  const std::optional<FoundKind> before = parts.empty() ? std::nullopt : std::optional(parts.back().kind);
  for (const FoundPart& part : scan_plain_parts(read_range(file, begin, end), begin, before)) parts.push_back(part);
}

}  // namespace

std::vector<FoundPart> scan_parts(const InputFile& file) {
  FrameScanner scanner(file);
  std::vector<FoundPart> parts;
  uint64_t position = 0;
  uint64_t from = 0;
  while (const std::optional<uint64_t> frame = find_magic(file, from)) {
    const std::optional<FoundPart> part = scanner.part_of(*frame, position);
    if (!part) {
      from = *frame + 1;
      continue;
    }
    add_plain_parts(file, position, part->offset, parts);
    parts.push_back(*part);
    position = from = part->end();
  }
  add_plain_parts(file, position, file.size(), parts);
  uint64_t end = 0;
  for (FoundPart& part : parts) {
    part.after_unknown = part.offset != end;
    end = part.end();
  }
  return parts;
}

}  // namespace agc
