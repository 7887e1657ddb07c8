#include "format/zstd_codec.h"

// For ZSTD_compressSequences(), which zstd calls experimental: what it wrote is read again; and for leaving checksums
// alone.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <string>
#include <utility>

#include "agc/error.h"

namespace agc {

namespace {

// RFC 8878: a block takes at least 4 bytes and yields at most 128 KiB, so a frame cannot claim more.
constexpr uint64_t kMinBlockBytes = 4;
constexpr uint64_t kMaxBlockPlainBytes = uint64_t{128} << 10;
constexpr size_t kMagicBytes = 4;
// All known readers take windows of so many bytes.
constexpr int kMaxWindowLog = 27;
// Nothing is searched for: the level chooses how carefully tables of codes are made.
constexpr int kCopiesLevel = 19;
constexpr uint8_t kChecksumFlag = 4;  // in the byte after the magic; RFC 8878, 3.1.1.1.1

size_t check_zstd(size_t code, const char* what) {
  if (ZSTD_isError(code)) {
    throw Error(ErrorKind::internal, std::string("zstd: ") + what + ": " + ZSTD_getErrorName(code));
  }
  return code;
}

[[noreturn]] void fail_frame(size_t frame_bytes, const std::string& expected, const std::string& found) {
  throw Error(ErrorKind::corrupt,
              "zstd frame in " + std::to_string(frame_bytes) + " bytes: expected " + expected + ": found " + found);
}

bool has_zstd_magic(std::span<const uint8_t> bytes) {
  return bytes.size() >= kMagicBytes && bytes[0] == 0x28 && bytes[1] == 0xB5 && bytes[2] == 0x2F && bytes[3] == 0xFD;
}

uint64_t max_plain_size_of(size_t frame_bytes) {
  return std::min(kMaxPlainBytes, (frame_bytes / kMinBlockBytes + 1) * kMaxBlockPlainBytes);
}

// How many bytes to make room for; throws if the frame claims more than it may hold.
uint64_t plain_capacity(std::span<const uint8_t> frame, uint64_t max_plain_size) {
  const uint64_t possible = max_plain_size_of(frame.size());
  const unsigned long long declared = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (declared == ZSTD_CONTENTSIZE_ERROR) fail_frame(frame.size(), "a frame header", "a damaged one");
  if (declared == ZSTD_CONTENTSIZE_UNKNOWN) return std::min(max_plain_size, possible);
  if (declared > max_plain_size) {
    fail_frame(frame.size(), "a plain size of at most " + std::to_string(max_plain_size), std::to_string(declared));
  }
  if (declared > possible) {
    fail_frame(frame.size(), "a plain size of at most " + std::to_string(possible) + ", which is all it can hold",
               std::to_string(declared));
  }
  return declared;
}

// Copies as zstd takes them, block by block. A block ends with its last literals, as a copy of nothing.
class BlockCutter {
 public:
  BlockCutter(std::span<const ZstdCopy> copies, uint64_t size) {
    sequences_.reserve(copies.size() + size / kMaxBlockPlainBytes + 1);
    for (const ZstdCopy& copy : copies) {
      add_literals(copy.literals);
      add_copy(copy.length, copy.distance);
    }
    assert(at_ <= size);
    add_literals(size - at_);
    if (in_block_ > 0) end_block();
  }

  const std::vector<ZSTD_Sequence>& sequences() const { return sequences_; }

 private:
  uint64_t room() const { return kMaxBlockPlainBytes - in_block_; }
  void advance(uint64_t count) {
    at_ += count;
    in_block_ += count;
    if (room() == 0) end_block();
  }
  void add_literals(uint64_t count) {
    while (count > 0) {
      const uint64_t now = std::min(count, room());
      literals_ += static_cast<unsigned>(now);
      count -= now;
      advance(now);
    }
  }
  void add_copy(uint64_t count, uint32_t distance) {
    while (count > 0) {
      const uint64_t now = std::min(count, room());
      if (now < ZstdCopy::kShortest) {
        literals_ += static_cast<unsigned>(now);
      } else {
        sequences_.push_back({distance, std::exchange(literals_, 0), static_cast<unsigned>(now), 0});
      }
      count -= now;
      advance(now);
    }
  }
  void end_block() {
    sequences_.push_back({0, std::exchange(literals_, 0), 0, 0});
    in_block_ = 0;
  }

  std::vector<ZSTD_Sequence> sequences_;
  uint64_t at_ = 0;
  uint64_t in_block_ = 0;
  unsigned literals_ = 0;  // since the last copy
};

}  // namespace

void ZstdCompressor::Deleter::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

ZstdCompressor::ZstdCompressor() : context_(ZSTD_createCCtx()) {
  if (!context_) throw Error(ErrorKind::internal, "zstd: expected a compression context: found no memory for it");
}

ZstdCompressor::~ZstdCompressor() = default;
ZstdCompressor::ZstdCompressor(ZstdCompressor&&) noexcept = default;
ZstdCompressor& ZstdCompressor::operator=(ZstdCompressor&&) noexcept = default;

void ZstdCompressor::set(int parameter, int value) {
  check_zstd(ZSTD_CCtx_setParameter(context_.get(), static_cast<ZSTD_cParameter>(parameter), value), "set parameter");
}

void ZstdCompressor::begin_frame(int level) {
  check_zstd(ZSTD_CCtx_reset(context_.get(), ZSTD_reset_session_and_parameters), "reset");
  set(ZSTD_c_compressionLevel, level);
  set(ZSTD_c_contentSizeFlag, 1);
  set(ZSTD_c_checksumFlag, 1);
}

void ZstdCompressor::compress(std::span<const uint8_t> plain, const ZstdSettings& settings, std::vector<uint8_t>& out) {
  // No level chooses a windowLog above 27; long distance matching, which could, stays off.
  begin_frame(std::min(settings.level, 22));
  if (settings.strategy != 0) set(ZSTD_c_strategy, settings.strategy);
  if (settings.min_match != 0) set(ZSTD_c_minMatch, settings.min_match);
  if (settings.search_log != 0) set(ZSTD_c_searchLog, settings.search_log);
  if (settings.target_length != 0) set(ZSTD_c_targetLength, settings.target_length);
  make_room(plain.size());
  const size_t written =
      check_zstd(ZSTD_compress2(context_.get(), frame_.data(), frame_.size(), plain.data(), plain.size()), "compress");
  out.insert(out.end(), frame_.begin(), frame_.begin() + static_cast<std::ptrdiff_t>(written));
}

void ZstdCompressor::make_room(size_t plain_bytes) {
  if (const size_t bound = ZSTD_compressBound(plain_bytes); frame_.size() < bound) frame_.resize(bound);
}

bool ZstdCompressor::compress_copies(std::span<const uint8_t> plain, std::span<const ZstdCopy> copies,
                                     std::vector<uint8_t>& out) {
  constexpr int kLeastWindowLog = 10;
  const int window_log = std::max(kLeastWindowLog, static_cast<int>(std::bit_width(plain.size())));
  if (plain.empty() || window_log > kMaxWindowLog) return false;
  begin_frame(kCopiesLevel);
  set(ZSTD_c_windowLog, window_log);
  set(ZSTD_c_minMatch, ZstdCopy::kShortest);
  set(ZSTD_c_blockDelimiters, ZSTD_sf_explicitBlockDelimiters);
  const BlockCutter blocks(copies, plain.size());
  make_room(plain.size());
  const size_t written = ZSTD_compressSequences(context_.get(), frame_.data(), frame_.size(), blocks.sequences().data(),
                                                blocks.sequences().size(), plain.data(), plain.size());
  if (ZSTD_isError(written) || !decodes_to(plain, std::span(frame_).first(written))) return false;
  out.insert(out.end(), frame_.begin(), frame_.begin() + static_cast<std::ptrdiff_t>(written));
  return true;
}

bool ZstdCompressor::decodes_to(std::span<const uint8_t> plain, std::span<const uint8_t> frame) {
  if (!reader_) reader_ = std::make_unique<ZstdDecompressor>();
  try {
    return std::ranges::equal(reader_->decompress(frame, plain.size(), decoded_), plain);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::corrupt) throw;
    return false;
  }
}

void ZstdDecompressor::Deleter::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

ZstdDecompressor::ZstdDecompressor() : context_(ZSTD_createDCtx()) {
  if (!context_) throw Error(ErrorKind::internal, "zstd: expected a decompression context: found no memory for it");
}

size_t ZstdDecompressor::frame_size(std::span<const uint8_t> bytes) {
  if (!has_zstd_magic(bytes)) fail_frame(bytes.size(), "28 B5 2F FD at its start", "other bytes");
  const size_t size = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
  if (ZSTD_isError(size)) fail_frame(bytes.size(), "a whole frame", ZSTD_getErrorName(size));
  return size;
}

bool ZstdDecompressor::has_checksum(std::span<const uint8_t> bytes) {
  return has_zstd_magic(bytes) && bytes.size() > kMagicBytes && (bytes[kMagicBytes] & kChecksumFlag) != 0;
}

size_t ZstdDecompressor::decompress_frame(std::span<const uint8_t> frame, uint64_t max_plain_size,
                                          FrameChecksum checksum, std::vector<uint8_t>& buffer) {
  const size_t size = frame_size(frame);
  if (size != frame.size()) fail_frame(frame.size(), "nothing after the frame", "a frame of " + std::to_string(size));
  const uint64_t capacity = plain_capacity(frame, max_plain_size);
  if (buffer.size() < capacity) buffer.resize(capacity);
  // A zstd without this setting compares.
  ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_forceIgnoreChecksum,
                         checksum == FrameChecksum::ignore ? ZSTD_d_ignoreChecksum : ZSTD_d_validateChecksum);
  const size_t written = ZSTD_decompressDCtx(context_.get(), buffer.data(), capacity, frame.data(), frame.size());
  if (ZSTD_isError(written)) fail_frame(frame.size(), "an undamaged frame", ZSTD_getErrorName(written));
  return written;
}

std::vector<uint8_t> ZstdDecompressor::decompress_at_most(std::span<const uint8_t> frame, uint64_t max_plain_size) {
  std::vector<uint8_t> plain;
  plain.resize(decompress_frame(frame, max_plain_size, FrameChecksum::compare, plain));
  return plain;
}

std::span<const uint8_t> ZstdDecompressor::decompress(std::span<const uint8_t> frame, uint64_t plain_size,
                                                      std::vector<uint8_t>& buffer, FrameChecksum checksum) {
  const size_t written = decompress_frame(frame, plain_size, checksum, buffer);
  if (written != plain_size) {
    fail_frame(frame.size(), "a plain size of " + std::to_string(plain_size), std::to_string(written));
  }
  return std::span(buffer).first(written);
}

std::vector<uint8_t> ZstdDecompressor::decompress(std::span<const uint8_t> frame, uint64_t plain_size,
                                                  FrameChecksum checksum) {
  std::vector<uint8_t> plain;
  plain.resize(decompress(frame, plain_size, plain, checksum).size());
  return plain;
}

}  // namespace agc
