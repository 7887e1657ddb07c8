#include <algorithm>
#include <string_view>

#include "agc/error.h"
#include "format/archive_info.h"
#include "format/byte_reader.h"
#include "format/digest_stream.h"
#include "format/hash.h"
#include "format/pack_entries.h"
#include "integrity/part_scan.h"

namespace agc {
namespace {

constexpr uint8_t kLargestPlainCode = 15;
constexpr size_t kParamsBytes = 16;
constexpr size_t kSplitterBytes = 8;
constexpr size_t kKeyBytes = 20;
constexpr uint64_t kMostPairs = 1000;
constexpr uint8_t kMostNumberBytes = 8;  // behind the first

bool begins_text(uint8_t byte) {
  return byte == 0x1E || byte == '!' || byte == '-' || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'a');
}

bool in_text(uint8_t byte) { return begins_text(byte) || byte == 0x04 || byte == ',' || byte == '.'; }
bool in_raw(uint8_t byte) { return byte <= kLargestPlainCode || byte == kDummyEntry; }

class PlainScanner {
 public:
  PlainScanner(std::span<const uint8_t> bytes, uint64_t offset, std::optional<FoundKind> before)
      : bytes_(bytes), offset_(offset), before_(before) {}

  std::vector<FoundPart> run() {
    while (position_ < bytes_.size()) {
      if (!digests() && !params() && !numbers() && !file_type_info() && !pack()) ++position_;
    }
    return std::move(parts_);
  }

 private:
  bool add(FoundKind kind, size_t payload, size_t size, uint64_t metadata) {
    parts_.push_back({kind, offset_ + position_, offset_ + payload, size, metadata});
    before_ = kind;
    position_ = payload + size;
    return true;
  }

  // The metadata number here; nothing if there is none, or the payload would begin beyond the end.
  std::optional<uint64_t> number(size_t& payload) const {
    const std::span<const uint8_t> rest = bytes_.subspan(position_);
    if (rest.empty() || rest[0] > kMostNumberBytes || rest[0] >= rest.size()) return std::nullopt;
    payload = position_ + 1 + rest[0];
    return ByteReader(rest, {}).container_number();
  }

  bool params() {
    if (bytes_[position_] != 0 || bytes_.size() - position_ <= kParamsBytes) return false;
    try {
      const ArchiveParams found = decode_params(bytes_.subspan(position_ + 1, kParamsBytes), kFileVersion3);
      constexpr uint32_t kMost = uint32_t{1} << 30;
      const bool plausible = found.min_match_length > 0 && found.min_match_length < 1000 &&
                             found.pack_cardinality < kMost && found.segment_size > 0 && found.segment_size < kMost;
      return plausible && add(FoundKind::params, position_ + 1, kParamsBytes, 0);
    } catch (const Error&) {
      return false;
    }
  }

  // Splitters behind the parameters, group keys behind these: nothing but their place tells what they are.
  bool numbers() {
    const bool splitters = before_ == FoundKind::params;
    if (!splitters && before_ != FoundKind::splitters) return false;
    size_t payload = 0;
    const std::optional<uint64_t> count = number(payload);
    const size_t each = splitters ? kSplitterBytes : kKeyBytes;
    if (!count || *count > (bytes_.size() - payload) / each) return false;
    return add(splitters ? FoundKind::splitters : FoundKind::group_keys, payload, *count * each, *count);
  }

  bool file_type_info() {
    size_t payload = 0;
    const std::optional<uint64_t> pairs = number(payload);
    if (!pairs || *pairs == 0 || *pairs > kMostPairs) return false;
    try {
      ByteReader reader(bytes_.subspan(payload), {});
      for (uint64_t i = 0; i < 2 * *pairs; ++i) reader.string();
      const FileTypeInfo info = decode_file_type_info(*pairs, bytes_.subspan(payload, reader.position()));
      return find_value(info, kKeyFileVersionMajor) &&
             add(FoundKind::file_type_info, payload, reader.position(), *pairs);
    } catch (const Error&) {
      return false;
    }
  }

  // Entries up to the last FF that the next part can begin behind.
  bool pack() {
    if (bytes_[position_] != 0 || position_ + 1 >= bytes_.size()) return false;
    const size_t payload = position_ + 1;
    const bool text = begins_text(bytes_[payload]);
    if (!text && !in_raw(bytes_[payload])) return false;
    size_t end = payload;
    for (size_t i = payload; i < bytes_.size(); ++i) {
      if (bytes_[i] == kEntryEnd) {
        end = i + 1;
        if (end == bytes_.size() || !(text ? begins_text(bytes_[end]) : goes_on(end))) break;
      } else if (!(text ? in_text(bytes_[i]) : in_raw(bytes_[i]))) {
        break;
      }
    }
    return end > payload && add(FoundKind::pack, payload, end - payload, 0);
  }

  // Whether an entry of a raw pack may begin here: 00 begins parts, too.
  bool goes_on(size_t at) const {
    if (!in_raw(bytes_[at])) return false;
    if (bytes_[at] != 0 || at + 1 == bytes_.size()) return true;
    return bytes_[at + 1] != kDummyEntry && !begins_text(bytes_[at + 1]);
  }

  // Both parts of the stream, or none: only the second one tells where the first ends.
  bool digests() {
    size_t payload = 0;
    if (number(payload) != 1) return false;
    try {
      ByteReader reader(bytes_.subspan(payload), {});
      while (!reader.at_end()) {
        const auto kind = DigestKind{reader.u8()};
        const uint32_t count = reader.collection_number();
        if (kind > DigestKind::samples) return false;
        constexpr size_t kDigestBytes = 16;
        if (kind != DigestKind::none) reader.bytes(kDigestBytes * (kind == DigestKind::contigs ? uint64_t{count} : 1));
        const size_t content = reader.position();
        const std::optional<size_t> checks = checks_at(payload + content);
        if (!checks) continue;
        add(FoundKind::content_digests, payload, content, 1);
        return number(payload) && add(FoundKind::checks, payload, *checks, 1);
      }
    } catch (const Error&) {
    }
    return false;
  }

  // The size of the payload, if that is what is there.
  std::optional<size_t> checks_at(size_t at) const {
    constexpr size_t kHeadBytes = 2;  // the metadata number
    if (bytes_.size() - at < kHeadBytes || bytes_[at] != 1 || bytes_[at + 1] != 1) return std::nullopt;
    try {
      const std::span<const uint8_t> payload = bytes_.subspan(at + kHeadBytes);
      ByteReader reader(payload, {});
      const uint64_t own = reader.le64();
      const size_t body = reader.position();
      reader.le64();
      for (uint32_t checks = reader.collection_number(); checks > 0; --checks) {
        reader.collection_number();
        reader.collection_number();
        reader.le32();
      }
      constexpr uint64_t kSeed = 0;
      if (digest64(payload.subspan(body, reader.position() - body), kSeed) != own) return std::nullopt;
      return reader.position();
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  const std::span<const uint8_t> bytes_;
  const uint64_t offset_;
  std::optional<FoundKind> before_;
  size_t position_ = 0;
  std::vector<FoundPart> parts_;
};

}  // namespace

std::vector<FoundPart> scan_plain_parts(std::span<const uint8_t> bytes, uint64_t offset,
                                        std::optional<FoundKind> before) {
  return PlainScanner(bytes, offset, before).run();
}

}  // namespace agc
