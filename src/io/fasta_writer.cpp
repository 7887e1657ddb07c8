#include "io/fasta_writer.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "agc/error.h"

namespace agc {
namespace {

// As htslib: text that does not shrink still fits one block of 64 KiB.
constexpr size_t kBlockTextBytes = 0xFF00;
constexpr size_t kMaxBlockBytes = 0x10000;

// A gzip header with the extra field BC; the block size less one goes into its last two bytes.
constexpr std::string_view kBlockHeader("\x1F\x8B\x08\x04\0\0\0\0\0\xFF\x06\0BC\x02\0\0\0", 18);
constexpr size_t kTrailerBytes = 8;

void put_little_endian(uint64_t value, size_t bytes, char* out) {
  for (size_t i = 0; i < bytes; ++i) out[i] = static_cast<char>(value >> (8 * i));
}

}  // namespace

void append_fasta_header(std::string_view name, std::string& out) {
  out += '>';
  out += name;
  out += '\n';
}

size_t write_fasta_lines(std::string_view letters, const LinePlace& place, char* out) {
  const char* const begin = out;
  uint64_t room = place.line_length - place.column;
  while (letters.size() >= room) {
    const size_t count = static_cast<size_t>(room);
    std::memcpy(out, letters.data(), count);
    out += count;
    *out++ = '\n';
    letters.remove_prefix(count);
    room = place.line_length;
  }
  if (!letters.empty()) std::memcpy(out, letters.data(), letters.size());
  out += letters.size();
  const bool line_is_open = !letters.empty() || room < place.line_length;
  if (place.ends && line_is_open) *out++ = '\n';
  return static_cast<size_t>(out - begin);
}

struct BgzfCompressor::State {
  z_stream stream{};
};

const std::string_view BgzfCompressor::kEndOfFile(
    "\x1F\x8B\x08\x04\0\0\0\0\0\xFF\x06\0BC\x02\0\x1B\0\x03\0\0\0\0\0\0\0\0\0", 28);

BgzfCompressor::BgzfCompressor(int level) : state_(std::make_unique<State>()) {
  // -15: bare deflate, since the header is ours.
  if (deflateInit2(&state_->stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw Error(ErrorKind::internal, "zlib cannot be initialised");
  }
}

BgzfCompressor::~BgzfCompressor() { deflateEnd(&state_->stream); }

void BgzfCompressor::compress(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const std::string_view block = text.substr(0, kBlockTextBytes);
    append_block(block, out);
    text.remove_prefix(block.size());
  }
}

void BgzfCompressor::append_block(std::string_view text, std::string& out) {
  z_stream& stream = state_->stream;
  const size_t start = out.size();
  out.resize(start + kMaxBlockBytes);
  char* block = out.data() + start;
  std::copy(kBlockHeader.begin(), kBlockHeader.end(), block);

  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(block + kBlockHeader.size());
  stream.avail_out = static_cast<uInt>(kMaxBlockBytes - kBlockHeader.size() - kTrailerBytes);
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END || deflateReset(&stream) != Z_OK) {
    throw Error(ErrorKind::internal, "zlib cannot compress a block");
  }

  char* trailer = reinterpret_cast<char*>(stream.next_out);
  const uLong checksum = crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
  put_little_endian(checksum, 4, trailer);
  put_little_endian(text.size(), 4, trailer + 4);
  const size_t size = static_cast<size_t>(trailer + kTrailerBytes - block);
  put_little_endian(size - 1, 2, block + kBlockHeader.size() - 2);
  out.resize(start + size);
}

}  // namespace agc
