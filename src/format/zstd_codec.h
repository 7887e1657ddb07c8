// The only place that speaks to zstd. Contexts are expensive to make and cheap to reuse: one
// compressor and one decompressor per worker thread. Neither is thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace agc {

struct ZstdSettings {
  int level = 19;
  // Overrides of the level's own parameters; 0 keeps the level's choice.
  int strategy = 0;
  int min_match = 0;
  int search_log = 0;
  int target_length = 0;
};

// So many bytes as they are, and then so many that are the same as `distance` bytes before them; if they are fewer than
// kShortest they become literals.
struct ZstdCopy {
  static constexpr uint32_t kShortest = 3;

  uint32_t literals = 0;
  uint32_t length = 0;
  uint32_t distance = 0;
};

class ZstdDecompressor;

class ZstdCompressor {
 public:
  ZstdCompressor();
  ~ZstdCompressor();
  ZstdCompressor(ZstdCompressor&&) noexcept;
  ZstdCompressor& operator=(ZstdCompressor&&) noexcept;
  // Appends one frame with content size and content checksum to `out`. Deterministic: the bytes
  // depend on `plain`, `settings` and the zstd version alone. windowLog stays <= 27 so that every
  // known reader takes it.
  void compress(std::span<const uint8_t> plain, const ZstdSettings& settings, std::vector<uint8_t>& out);
  // The same with copies that the caller has found, which must be true of `plain`; what is behind the last one are
  // literals. False, and nothing appended, if this zstd cannot do so.
  [[nodiscard]] bool compress_copies(std::span<const uint8_t> plain, std::span<const ZstdCopy> copies,
                                     std::vector<uint8_t>& out);

 private:
  struct Deleter {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  void begin_frame(int level);
  void set(int parameter, int value);
  void make_room(size_t plain_bytes);
  bool decodes_to(std::span<const uint8_t> plain, std::span<const uint8_t> frame);

  std::unique_ptr<ZSTD_CCtx_s, Deleter> context_;
  std::vector<uint8_t> frame_;  // with room for the longest that there may be; what callers keep is as long as it is
  std::unique_ptr<ZstdDecompressor> reader_;  // made when it is needed
  std::vector<uint8_t> decoded_;
};

// No plain pack, reference or collection table may be longer: positions in them have 32 bits.
inline constexpr uint64_t kMaxPlainBytes = UINT32_MAX;

// What becomes of a frame's checksum of its content: of frames whose bytes have been compared with another it would
// tell nothing more.
enum class FrameChecksum { compare, ignore };

class ZstdDecompressor {
 public:
  ZstdDecompressor();
  // `frame` must be exactly one frame that decodes to `plain_size` bytes, else Error{corrupt}.
  // The size is checked against the frame before anything is allocated.
  std::vector<uint8_t> decompress(std::span<const uint8_t> frame, uint64_t plain_size,
                                  FrameChecksum checksum = FrameChecksum::compare);
  // The same in a buffer of the caller's, which grows but never shrinks; valid as long as that is.
  std::span<const uint8_t> decompress(std::span<const uint8_t> frame, uint64_t plain_size, std::vector<uint8_t>& buffer,
                                      FrameChecksum checksum = FrameChecksum::compare);
  // The same for a plain form whose size is known only as an upper bound.
  std::vector<uint8_t> decompress_at_most(std::span<const uint8_t> frame, uint64_t max_plain_size);

  // Length of the frame that `bytes` begins with. Error{corrupt} unless it is there as a whole.
  static size_t frame_size(std::span<const uint8_t> bytes);
  // Whether the frame that `bytes` begins with tells damage of its content. False for what is no frame.
  static bool has_checksum(std::span<const uint8_t> bytes);

 private:
  struct Deleter {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  // At the start of `buffer`; returns how many bytes these are.
  size_t decompress_frame(std::span<const uint8_t> frame, uint64_t max_plain_size, FrameChecksum checksum,
                          std::vector<uint8_t>& buffer);

  std::unique_ptr<ZSTD_DCtx_s, Deleter> context_;
};

}  // namespace agc
