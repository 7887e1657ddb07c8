// Any bytes as a delta pack and as a reference, and any bytes through the encoders and back.
#include <vector>

#include "agc/error.h"
#include "format/segment_codec.h"
#include "fuzz_checks.h"
#include "fuzz_input.h"

namespace {

using namespace agc;
using fuzz::require;

template <typename Function>
void errors_are_fine(Function function) {
  try {
    function();
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::corrupt);
  }
}

void decode_any(uint64_t metadata, std::span<const uint8_t> payload, ZstdDecompressor& decompressor) {
  errors_are_fine([&] {
    const auto plain = decode_pack(metadata, payload, decompressor);
    require(metadata == 0 || plain.size() == metadata);
  });
  errors_are_fine([&] {
    const auto symbols = decode_reference(metadata, payload, decompressor);
    require(metadata == 0 || symbols.size() == metadata);
  });
}

// The payload as the plain form inside a frame, so that mutations reach what is behind zstd.
void decode_framed(uint64_t metadata, std::span<const uint8_t> plain, ZstdCompressor& compressor,
                   ZstdDecompressor& decompressor) {
  std::vector<uint8_t> payload;
  compressor.compress(plain, {.level = 1}, payload);
  payload.push_back(1);
  decode_any(metadata, payload, decompressor);
}

void round_trip(std::span<const uint8_t> bytes, ZstdCompressor& compressor, ZstdDecompressor& decompressor) {
  const std::vector<uint8_t> plain(bytes.begin(), bytes.end());
  const EncodedPart pack = encode_pack(plain, compressor, {.level = 1});
  require(decode_pack(pack.metadata, pack.payload, decompressor) == plain);
  const EncodedPart reference = encode_reference(plain, {}, compressor, {.tuples = {.level = 1}});
  require(decode_reference(reference.metadata, reference.payload, decompressor) == plain);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static ZstdCompressor compressor;
  static ZstdDecompressor decompressor;
  fuzz::Input input(data, size);
  const uint8_t choice = input.byte();
  const uint64_t metadata = input.number(choice % 9);
  if (choice & 64) decode_any(metadata, input.rest(), decompressor);
  if (choice & 32) decode_framed(metadata, input.rest(), compressor, decompressor);
  if (choice & 16) round_trip(input.rest(), compressor, decompressor);
  return 0;
}
