#include "encode/repeat_parser.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace agc {
namespace {

constexpr uint32_t kSeed = 12;
constexpr uint32_t kWindow = uint32_t{1} << 15;
// Of the places with the same seed, from the nearest on.
constexpr int kMostFollowed = 4;
// In a window no more than so many symbols are followed, at all distances: tandem repeats that have diverged have
// hundreds of them, but a pack less than so many genomes.
constexpr uint64_t kMostFollowedSymbols = uint64_t{64} * kWindow;
// Where a repeat goes on, others are looked for at every so many symbols.
constexpr uint32_t kStep = 8;

// A repeat ends where it has lost so many bits.
constexpr int32_t kDrop = 24;
// ... or has gained nothing for so many symbols: where runs are worth just their price it would go on for ever.
constexpr uint32_t kMostIdle = 1000;

// What a repeat saves, in bits: by a run, by a mismatch and the run behind it; and the least that is worth being kept.
int32_t gain_of(uint32_t length) { return std::max(0, static_cast<int32_t>(length) * RepeatPath::kSymbol - 2); }
constexpr int32_t kMismatch = 2;
constexpr int32_t kLeastGain = 34;

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

int32_t RepeatParser::follow_to_left(std::span<const uint8_t> symbols, uint32_t bound, uint32_t distance) {
  const uint8_t* const data = symbols.data();
  RepeatRun& seed = runs_.back();
  seed.begin -= equal_symbols_before(data + seed.begin, data + seed.begin - distance, seed.begin - bound);
  to_left_.clear();
  int32_t gain = 0;
  int32_t best = 0;
  size_t kept = 0;
  uint32_t last_gain = seed.begin;
  for (uint32_t begin = seed.begin; begin > bound && last_gain - begin <= kMostIdle;) {
    const uint32_t end = begin - 1;  // the symbol there differs
    begin = end - equal_symbols_before(data + end, data + end - distance, end - bound);
    to_left_.push_back({begin, end});
    gain += gain_of(end - begin) - kMismatch;
    if (gain > best) {
      best = gain;
      kept = to_left_.size();
      last_gain = begin;
    }
    if (gain < best - kDrop) break;
  }
  const auto first = to_left_.begin();
  runs_.insert(runs_.end() - 1, std::make_reverse_iterator(first + static_cast<std::ptrdiff_t>(kept)),
               std::make_reverse_iterator(first));
  return best;
}

int32_t RepeatParser::follow_to_right(std::span<const uint8_t> symbols, Window window, uint32_t distance) {
  const uint8_t* const data = symbols.data();
  int32_t gain = 0;
  int32_t best = 0;
  size_t kept = runs_.size();
  uint32_t last_gain = runs_.back().end;
  for (uint32_t end = last_gain; end < window.end && end - last_gain <= kMostIdle;) {
    const uint32_t begin = end + 1;  // the symbol before differs
    end = begin + equal_symbols(data + begin, data + begin - distance, window.end - begin);
    runs_.push_back({begin, end});
    gain += gain_of(end - begin) - kMismatch;
    if (gain > best) {
      best = gain;
      kept = runs_.size();
      last_gain = end;
    }
    if (gain < best - kDrop) break;
  }
  runs_.resize(kept);
  return best;
}

uint32_t RepeatParser::follow(std::span<const uint8_t> symbols, Window window, uint32_t begin, uint32_t distance) {
  const uint8_t* const data = symbols.data();
  const uint32_t length = equal_symbols(data + begin, data + begin - distance, window.end - begin);
  if (length < kSeed) return begin;
  const size_t first = runs_.size();
  runs_.push_back({begin, begin + length});
  const Followed& before = followed_at(distance);
  const uint32_t bound = std::max({window.begin, distance, before.distance == distance ? before.end : 0});
  int32_t gain = follow_to_left(symbols, bound, distance);
  gain += gain_of(runs_.back().end - runs_.back().begin);
  gain += follow_to_right(symbols, window, distance);
  const uint32_t end = runs_.back().end;
  followed_symbols_ += end - runs_[first].begin;
  if (gain <= kLeastGain) {
    runs_.resize(first);
  } else {
    repeats_.push_back({distance, static_cast<uint32_t>(first), static_cast<uint32_t>(runs_.size() - first)});
  }
  return end;
}

void RepeatParser::find_repeats(std::span<const uint8_t> symbols, Window window) {
  const auto size = static_cast<uint32_t>(symbols.size());
  const auto hash_bits = static_cast<uint32_t>(std::bit_width(latest_.size()) - 1);
  runs_.clear();
  repeats_.clear();
  followed_.assign(size_t{1} << kFollowedBits, {});
  followed_symbols_ = 0;
  uint64_t kmer = 0;
  uint32_t covered = window.begin;     // a repeat goes on up to there
  uint32_t whole_from = window.begin;  // a seed that begins below holds another code
  const uint32_t last = std::min(size, window.end + kSeed - 1);
  for (uint32_t end = window.begin; end < last; ++end) {
    kmer = (kmer << 2 | (symbols[end] & 3)) & ((uint64_t{1} << (2 * kSeed)) - 1);
    if (symbols[end] > 3) whole_from = end + 1;
    if (end + 1 < whole_from + kSeed) continue;
    const uint32_t position = end + 1 - kSeed;
    uint32_t& latest = latest_[kmer * 0x9E3779B97F4A7C15u >> (64 - hash_bits)];
    if ((position >= covered || position % kStep == 0) && followed_symbols_ < kMostFollowedSymbols) {
      uint32_t other = latest;
      for (int looked_at = 0; other != 0 && looked_at < kMostFollowed; ++looked_at, other = previous_[other - 1]) {
        const uint32_t distance = position - (other - 1);
        Followed& followed = followed_at(distance);
        if (followed.distance == distance && followed.end > position) continue;
        const uint32_t reached = follow(symbols, window, position, distance);
        if (reached <= position) continue;
        followed = {distance, reached};
        if (!repeats_.empty() && repeats_.back().distance == distance) covered = std::max(covered, reached);
      }
    }
    previous_[position] = std::exchange(latest, position + 1);
  }
}

std::vector<ZstdCopy> RepeatParser::parse(std::span<const uint8_t> symbols) {
  std::vector<ZstdCopy> copies;
  const auto size = static_cast<uint32_t>(symbols.size());
  if (size <= kSeed) return copies;
  latest_.assign(size_t{1} << std::bit_width(std::max<uint32_t>(size, 1024)), 0);
  previous_.resize(size);
  path_.forget_distances();
  uint32_t copied = 0;
  for (uint32_t begin = 0; begin < size; begin += kWindow) {
    const Window window = {begin, std::min(size, begin + kWindow)};
    find_repeats(symbols, window);
    path_.choose(window.begin, window.end, repeats_, runs_, copied, copies);
  }
  return copies;
}

}  // namespace agc
