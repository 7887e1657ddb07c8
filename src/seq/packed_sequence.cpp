#include "seq/packed_sequence.h"

#include <algorithm>
#include <array>

namespace agc {
namespace {

// Four symbols of every packed byte, ready to be stored as one word.
constexpr std::array<uint32_t, 256> kUnpackedBytes = [] {
  std::array<uint32_t, 256> table{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    table[byte] = (byte & 3) | (byte & 12) << 6 | (byte & 48) << 12 | (byte & 192) << 18;
  }
  return table;
}();

}  // namespace

void PackedSequence::clear() {
  bytes_.assign(kPackedPadding, 0);
  exceptions_.clear();
  size_ = 0;
}

void PackedSequence::append(std::span<const uint8_t> symbols) {
  const uint64_t old_size = size_;
  bytes_.resize((old_size + symbols.size() + 3) / 4 + kPackedPadding);
  uint8_t* const bytes = bytes_.data();
  size_t i = 0;
  const auto append_one = [&](uint8_t code) {
    if (code > 3) {
      const uint64_t position = old_size + i;
      if (!exceptions_.empty() && exceptions_.back().end() == position && exceptions_.back().code == code) {
        ++exceptions_.back().length;
      } else {
        exceptions_.push_back({position, 1, code});
      }
      code = 0;
    }
    bytes[(old_size + i) >> 2] |= static_cast<uint8_t>(code << (2 * ((old_size + i) & 3)));
    ++i;
  };
  while (i < symbols.size() && ((old_size + i) & 3) != 0) append_one(symbols[i]);
  while (i + 8 <= symbols.size()) {
    uint64_t eight;
    std::memcpy(&eight, symbols.data() + i, 8);
    if ((eight & 0xFCFCFCFCFCFCFCFCu) == 0) {
      // Four symbols each meet in bits 24 to 31 and 56 to 63; whatever else there is falls beside them.
      const uint64_t packed = eight * (1 << 24 | 1 << 18 | 1 << 12 | 1 << 6);
      uint8_t* const target = bytes + ((old_size + i) >> 2);
      target[0] = static_cast<uint8_t>(packed >> 24);
      target[1] = static_cast<uint8_t>(packed >> 56);
      i += 8;
    } else {
      for (int n = 0; n < 8; ++n) append_one(symbols[i]);
    }
  }
  while (i < symbols.size()) append_one(symbols[i]);
  size_ = old_size + symbols.size();
}

void PackedSequence::assign_reverse_complement(const PackedSequence& other) {
  size_ = other.size_;
  const uint64_t packed_bytes = (size_ + 3) / 4;
  bytes_.assign(packed_bytes + kPackedPadding, 0);
  uint64_t done = 0;
  // Whole output bytes: 28 symbols = 7 bytes of each loaded window.
  for (; done + 28 <= size_; done += 28) {
    const uint64_t window = load_symbols(other.data(), size_ - done - 28) & symbol_mask(28);
    const uint64_t reversed = reverse_complement_word(window, 28);
    std::memcpy(bytes_.data() + done / 4, &reversed, 7);
  }
  for (; done < size_; ++done) {
    const auto code = static_cast<uint8_t>(3 - other.two_bits(size_ - 1 - done));
    bytes_[done >> 2] |= static_cast<uint8_t>(code << (2 * (done & 3)));
  }
  exceptions_.clear();
  for (auto run = other.exceptions_.rbegin(); run != other.exceptions_.rend(); ++run) {
    exceptions_.push_back({size_ - run->end(), run->length, run->code});
    // The filler under an exception is A on the other strand; keep it A here, too.
    for (uint64_t i = size_ - run->end(); i < size_ - run->begin; ++i) {
      bytes_[i >> 2] &= static_cast<uint8_t>(~(3u << (2 * (i & 3))));
    }
  }
}

void PackedSequence::assign_slice(const PackedSequence& other, uint64_t begin, uint64_t end) {
  size_ = end - begin;
  const uint64_t packed_bytes = (size_ + 3) / 4;
  bytes_.assign(packed_bytes + kPackedPadding, 0);
  for (uint64_t done = 0; done < size_; done += 28) {
    const uint64_t count = std::min<uint64_t>(28, size_ - done);
    const uint64_t window = load_symbols(other.data(), begin + done) & symbol_mask(static_cast<uint32_t>(count));
    std::memcpy(bytes_.data() + done / 4, &window, (count + 3) / 4);
  }
  exceptions_.clear();
  auto run = std::partition_point(other.exceptions_.begin(), other.exceptions_.end(),
                                  [&](const ExceptionRun& r) { return r.end() <= begin; });
  for (; run != other.exceptions_.end() && run->begin < end; ++run) {
    const uint64_t from = std::max(run->begin, begin);
    exceptions_.push_back({from - begin, std::min(run->end(), end) - from, run->code});
  }
}

void PackedSequence::unpack(uint64_t begin, uint64_t end, std::vector<uint8_t>& out) const {
  const size_t base = out.size();
  out.resize(base + (end - begin));
  uint8_t* target = out.data() + base;
  uint64_t position = begin;
  for (; position < end && (position & 3) != 0; ++position) *target++ = two_bits(position);
  for (; position + 4 <= end; position += 4, target += 4) {
    std::memcpy(target, &kUnpackedBytes[bytes_[position >> 2]], 4);
  }
  for (; position < end; ++position) *target++ = two_bits(position);
  auto run = std::partition_point(exceptions_.begin(), exceptions_.end(),
                                  [&](const ExceptionRun& r) { return r.end() <= begin; });
  for (; run != exceptions_.end() && run->begin < end; ++run) {
    const uint64_t from = std::max(run->begin, begin);
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(base + from - begin),
              out.begin() + static_cast<std::ptrdiff_t>(base + std::min(run->end(), end) - begin), run->code);
  }
}

}  // namespace agc
