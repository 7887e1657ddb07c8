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

class ZstdCompressor {
 public:
  ZstdCompressor();
  // Appends one frame with content size and content checksum to `out`. Deterministic: the bytes
  // depend on `plain`, `settings` and the zstd version alone. windowLog stays <= 27 so that every
  // known reader takes it.
  void compress(std::span<const uint8_t> plain, const ZstdSettings& settings, std::vector<uint8_t>& out);

 private:
  struct Deleter { void operator()(ZSTD_CCtx_s* context) const; };
  std::unique_ptr<ZSTD_CCtx_s, Deleter> context_;
};

class ZstdDecompressor {
 public:
  ZstdDecompressor();
  // `frame` must be exactly one frame that decodes to `plain_size` bytes, else Error{corrupt}.
  // The size is checked against the frame before anything is allocated.
  std::vector<uint8_t> decompress(std::span<const uint8_t> frame, uint64_t plain_size);

 private:
  struct Deleter { void operator()(ZSTD_DCtx_s* context) const; };
  std::unique_ptr<ZSTD_DCtx_s, Deleter> context_;
};

}  // namespace agc
