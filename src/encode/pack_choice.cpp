#include "encode/pack_choice.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace agc {
namespace {

// A share of a few hashes is not to be trusted as much as the same share of many.
constexpr uint64_t kDoubt = 3;

}  // namespace

PackChooser::PackChooser(std::span<const PackCandidate> texts, const SharedHashes& shared)
    : texts_(texts), shared_(shared), left_(texts.size()), held_(shared.count()), known_(texts.size()) {
  std::iota(left_.begin(), left_.end(), 0);
}

void PackChooser::hold(uint32_t number) {
  if (held_[number] != 0) return;
  held_[number] = 1;
  for (const uint32_t text : shared_.holders(number)) ++known_[text];
}

std::vector<uint32_t> PackChooser::take(std::span<const uint32_t> held, size_t count) {
  if (left_.size() <= count) return std::exchange(left_, {});
  std::ranges::fill(held_, 0);
  std::ranges::fill(known_, 0);
  for (const uint32_t number : held) hold(number);
  const auto larger = [&](uint32_t a, uint32_t b) { return texts_[a].bytes > texts_[b].bytes; };
  const auto more_alike = [&](uint32_t a, uint32_t b) {
    return known_[a] * (texts_[b].sketch.size() + kDoubt) > known_[b] * (texts_[a].sketch.size() + kDoubt);
  };
  std::vector<uint32_t> chosen;
  while (chosen.size() < count) {
    const bool from_nothing = chosen.empty() && held.empty();
    const auto best =
        from_nothing ? std::ranges::min_element(left_, larger) : std::ranges::min_element(left_, more_alike);
    chosen.push_back(*best);
    left_.erase(best);
    for (const uint32_t number : shared_.of_text(chosen.back())) hold(number);
  }
  std::ranges::sort(chosen);
  return chosen;
}

}  // namespace agc
