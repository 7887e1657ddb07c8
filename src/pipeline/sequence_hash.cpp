#include "pipeline/sequence_hash.h"

#include <nettle/md5.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "seq/alphabet.h"

namespace agc {
namespace {

class Hasher {
 public:
  Hasher() {
    sha512_init(&sha512_);
    md5_init(&md5_);
  }
  void update(std::span<const uint8_t> letters) {
    sha512_update(&sha512_, letters.size(), letters.data());
    md5_update(&md5_, letters.size(), letters.data());
  }
  RawSequenceDigests finish() {
    RawSequenceDigests digests;
    sha512_digest(&sha512_, digests.sha512t24u.size(), digests.sha512t24u.data());
    md5_digest(&md5_, digests.md5.size(), digests.md5.data());
    return digests;
  }

 private:
  sha512_ctx sha512_;
  md5_ctx md5_;
};

}  // namespace

RawSequenceDigests digest_symbols(std::span<const uint8_t> symbols) {
  Hasher hasher;
  std::array<uint8_t, 4096> letters;
  while (!symbols.empty()) {
    const size_t size = std::min(symbols.size(), letters.size());
    std::ranges::transform(symbols.first(size), letters.begin(),
                           [](uint8_t code) { return static_cast<uint8_t>(kCodeLetters[code]); });
    hasher.update(std::span(letters).first(size));
    symbols = symbols.subspan(size);
  }
  return hasher.finish();
}

SequenceDigests compute_sequence_digests(std::string_view letters) {
  Hasher hasher;
  hasher.update({reinterpret_cast<const uint8_t*>(letters.data()), letters.size()});
  return text_of(hasher.finish());
}

}  // namespace agc
