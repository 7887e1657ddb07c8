#include "encode/repeat_parser.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace agc {
namespace {

constexpr uint32_t kSeed = 13;

// Prices in bits. A literal costs two, as does the mismatch between two runs; a further run at a known distance little,
// because zstd has codes for the last distances.
constexpr int32_t kSymbol = 2;
constexpr int32_t kMismatch = 2;
constexpr int32_t kRun = 4;
constexpr int32_t kDistance = 28;
// A repeat ends where it has lost so much.
constexpr int32_t kDrop = 24;
// ... or has gained nothing for so many symbols: where runs are worth just their price it would go on for ever.
constexpr uint32_t kMostIdle = 1000;

int32_t gain_of(uint32_t length) { return std::max(0, static_cast<int32_t>(length) * kSymbol - kRun); }

// Equal symbols from a and b on, at most `most`.
uint32_t equal_symbols(const uint8_t* a, const uint8_t* b, uint32_t most) {
  uint32_t count = 0;
  if constexpr (std::endian::native == std::endian::little) {
    for (; count + 8 <= most; count += 8) {
      uint64_t left = 0;
      uint64_t right = 0;
      std::memcpy(&left, a + count, 8);
      std::memcpy(&right, b + count, 8);
      if (left != right) return count + static_cast<uint32_t>(std::countr_zero(left ^ right)) / 8;
    }
  }
  while (count < most && a[count] == b[count]) ++count;
  return count;
}

// Equal symbols before a and b, at most `most`.
uint32_t equal_symbols_before(const uint8_t* a, const uint8_t* b, uint32_t most) {
  uint32_t count = 0;
  while (count < most && a[-1 - static_cast<int64_t>(count)] == b[-1 - static_cast<int64_t>(count)]) ++count;
  return count;
}

}  // namespace

void RepeatParser::follow_to_left(std::span<const uint8_t> symbols, uint32_t first, Repeat& repeat) {
  const uint8_t* const data = symbols.data();
  const uint32_t bound = std::max(first, repeat.distance);
  Run& seed = repeat.runs.front();
  seed.begin -= equal_symbols_before(data + seed.begin, data + seed.begin - repeat.distance, seed.begin - bound);
  to_left_.clear();
  int32_t gain = 0;
  int32_t best = 0;
  size_t kept = 0;
  uint32_t last_gain = seed.begin;
  for (uint32_t begin = seed.begin; begin > bound && last_gain - begin <= kMostIdle;) {
    const uint32_t end = begin - 1;  // the symbol there differs
    begin = end - equal_symbols_before(data + end, data + end - repeat.distance, end - bound);
    to_left_.push_back({begin, end});
    gain += gain_of(end - begin) - kMismatch;
    if (gain > best) {
      best = gain;
      kept = to_left_.size();
      last_gain = begin;
    }
    if (gain < best - kDrop) break;
  }
  repeat.gain += best;
  repeat.runs.insert(repeat.runs.begin(), std::make_reverse_iterator(to_left_.begin() + static_cast<int64_t>(kept)),
                     std::make_reverse_iterator(to_left_.begin()));
}

void RepeatParser::follow_to_right(std::span<const uint8_t> symbols, Repeat& repeat) {
  const uint8_t* const data = symbols.data();
  const auto size = static_cast<uint32_t>(symbols.size());
  int32_t gain = 0;
  int32_t best = 0;
  size_t kept = repeat.runs.size();
  uint32_t last_gain = repeat.runs.back().end;
  for (uint32_t end = last_gain; end < size && end - last_gain <= kMostIdle;) {
    const uint32_t begin = end + 1;  // the symbol before differs
    end = begin + equal_symbols(data + begin, data + begin - repeat.distance, size - begin);
    repeat.runs.push_back({begin, end});
    gain += gain_of(end - begin) - kMismatch;
    if (gain > best) {
      best = gain;
      kept = repeat.runs.size();
      last_gain = end;
    }
    if (gain < best - kDrop) break;
  }
  repeat.gain += best;
  repeat.runs.resize(kept);
}

void RepeatParser::follow(std::span<const uint8_t> symbols, uint32_t first, uint32_t begin, uint32_t distance,
                          Repeat& repeat) {
  const auto size = static_cast<uint32_t>(symbols.size());
  const uint32_t length = equal_symbols(symbols.data() + begin, symbols.data() + begin - distance, size - begin);
  repeat.distance = distance;
  repeat.gain = -kDistance;
  repeat.runs.assign(1, {begin, begin + length});
  if (length < kSeed) return;
  follow_to_left(symbols, first, repeat);
  repeat.gain += gain_of(begin + length - repeat.runs.back().begin);
  follow_to_right(symbols, repeat);
}

std::vector<ZstdCopy> RepeatParser::parse(std::span<const uint8_t> symbols, int most_followed) {
  std::vector<ZstdCopy> copies;
  const auto size = static_cast<uint32_t>(symbols.size());
  if (size <= kSeed) return copies;
  const auto hash_bits = static_cast<uint32_t>(std::bit_width(std::max<uint32_t>(size, 1024)));
  latest_.assign(size_t{1} << hash_bits, 0);
  previous_.resize(size);
  uint32_t copied = 0;  // symbols below are in `copies`
  uint32_t next = 0;    // no seed is looked up below
  uint64_t kmer = 0;
  uint32_t whole_from = 0;  // a seed that begins below holds another code
  for (uint32_t end = 0; end < size; ++end) {
    kmer = (kmer << 2 | (symbols[end] & 3)) & ((uint64_t{1} << (2 * kSeed)) - 1);
    if (symbols[end] > 3) whole_from = end + 1;
    if (end + 1 < whole_from + kSeed) continue;
    const uint32_t position = end + 1 - kSeed;
    uint32_t& latest = latest_[kmer * 0x9E3779B97F4A7C15u >> (64 - hash_bits)];
    if (position >= next && latest != 0) {
      best_.gain = 0;
      uint32_t other = latest;
      for (int followed = 0; other != 0 && followed < most_followed; ++followed, other = previous_[other - 1]) {
        follow(symbols, copied, position, position - (other - 1), repeat_);
        if (repeat_.gain > best_.gain) std::swap(best_, repeat_);
      }
      if (best_.gain > 0) {
        for (const Run& run : best_.runs) {
          if (run.end - run.begin < ZstdCopy::kShortest) continue;
          copies.push_back({run.begin - copied, run.end - run.begin, best_.distance});
          copied = run.end;
        }
        next = copied;
      }
    }
    previous_[position] = std::exchange(latest, position + 1);
  }
  return copies;
}

}  // namespace agc
