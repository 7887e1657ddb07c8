#include "encode/shared_hashes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace agc {
namespace {

// Sorts pairs, which are in the order of their low halves, by their high ones.
void sort_by_hash(std::vector<uint64_t>& pairs) {
  constexpr uint32_t kDigitBits = 11;
  constexpr size_t kDigits = size_t{1} << kDigitBits;
  if (pairs.size() < kDigits / 4) {
    std::ranges::sort(pairs);
    return;
  }
  std::vector<uint64_t> sorted(pairs.size());
  for (uint32_t shift = 32; shift < 64; shift += kDigitBits) {
    const auto digit = [shift](uint64_t pair) { return (pair >> shift) % kDigits; };
    std::array<size_t, kDigits> next{};
    for (const uint64_t pair : pairs) ++next[digit(pair)];
    size_t begin = 0;
    for (size_t& place : next) begin += std::exchange(place, begin);
    for (const uint64_t pair : pairs) sorted[next[digit(pair)]++] = pair;
    pairs.swap(sorted);
  }
}

}  // namespace

SharedHashes::SharedHashes(std::span<const PackCandidate> texts, std::span<const uint32_t> held)
    : number_ends_{0}, text_ends_(texts.size() + 1) {
  constexpr uint32_t kHeld = UINT32_MAX;  // in place of a text, the last one of a hash
  std::vector<uint64_t> pairs;            // hash and text
  size_t hashes = held.size();
  for (const PackCandidate& text : texts) hashes += text.sketch.size();
  pairs.reserve(hashes);
  for (uint32_t text = 0; text < texts.size(); ++text) {
    for (const uint32_t hash : texts[text].sketch) pairs.push_back(uint64_t{hash} << 32 | text);
  }
  for (const uint32_t hash : held) pairs.push_back(uint64_t{hash} << 32 | kHeld);
  sort_by_hash(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  for (size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    while (end < pairs.size() && pairs[end] >> 32 == pairs[begin] >> 32) ++end;
    if (end - begin < 2) continue;
    for (size_t i = begin; i < end; ++i) {
      const auto text = static_cast<uint32_t>(pairs[i]);
      if (text == kHeld) {
        held_.push_back(static_cast<uint32_t>(count_));
      } else {
        holders_.push_back(text);
        ++text_ends_[text + 1];
      }
    }
    number_ends_.push_back(holders_.size());
    ++count_;
  }
  for (size_t text = 0; text < texts.size(); ++text) text_ends_[text + 1] += text_ends_[text];
  numbers_.resize(holders_.size());
  std::vector<size_t> next(text_ends_.begin(), text_ends_.end() - 1);
  for (uint32_t number = 0; number < count_; ++number) {
    for (const uint32_t text : holders(number)) numbers_[next[text]++] = number;
  }
}

}  // namespace agc
