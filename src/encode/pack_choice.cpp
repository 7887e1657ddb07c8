#include "encode/pack_choice.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace agc {
namespace {

// A share of a few hashes is not to be trusted as much as the same share of many.
constexpr uint64_t kDoubt = 3;

}  // namespace

PackChooser::PackChooser(std::span<const PackCandidate> texts)
    : texts_(texts), left_(texts.size()), shared_(texts.size()) {
  std::iota(left_.begin(), left_.end(), 0);
  for (const uint32_t text : left_) {
    for (const uint32_t hash : texts[text].sketch) holders_.push_back({hash, text});
  }
  std::ranges::sort(holders_);
  held_.resize(holders_.size());
}

void PackChooser::hold(std::span<const uint32_t> hashes) {
  for (const uint32_t hash : hashes) {
    const auto first = std::ranges::lower_bound(holders_, Holder{hash, 0});
    const auto at = static_cast<size_t>(first - holders_.begin());
    if (first == holders_.end() || first->hash != hash || held_[at] != 0) continue;
    held_[at] = 1;
    for (auto holder = first; holder != holders_.end() && holder->hash == hash; ++holder) ++shared_[holder->text];
  }
}

std::vector<uint32_t> PackChooser::take(std::span<const uint32_t> held, size_t count) {
  if (left_.size() <= count) return std::exchange(left_, {});
  std::ranges::fill(held_, 0);
  std::ranges::fill(shared_, 0);
  hold(held);
  const auto larger = [&](uint32_t a, uint32_t b) { return texts_[a].bytes > texts_[b].bytes; };
  const auto more_alike = [&](uint32_t a, uint32_t b) {
    return shared_[a] * (texts_[b].sketch.size() + kDoubt) > shared_[b] * (texts_[a].sketch.size() + kDoubt);
  };
  std::vector<uint32_t> chosen;
  while (chosen.size() < count) {
    const bool from_nothing = chosen.empty() && held.empty();
    const auto best =
        from_nothing ? std::ranges::min_element(left_, larger) : std::ranges::min_element(left_, more_alike);
    chosen.push_back(*best);
    left_.erase(best);
    hold(texts_[chosen.back()].sketch);
  }
  std::ranges::sort(chosen);
  return chosen;
}

}  // namespace agc
