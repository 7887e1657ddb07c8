#include "encode/pack_order.h"

#include <algorithm>

namespace agc {

PackOrder::PackOrder(std::span<const PackCandidate> texts, const SharedHashes& shared)
    : texts_(texts), shared_(shared), common_(texts.size()), first_holders_(shared.count(), kNone) {}

void PackOrder::list_holders(std::span<const uint32_t> pack) {
  holders_.clear();
  for (const uint32_t text : pack) {
    for (const uint32_t number : shared_.of_text(text)) {
      holders_.push_back({text, first_holders_[number]});
      first_holders_[number] = static_cast<uint32_t>(holders_.size() - 1);
    }
  }
}

void PackOrder::count_common(uint32_t with) {
  for (const uint32_t number : shared_.of_text(with)) {
    for (uint32_t i = first_holders_[number]; i != kNone; i = holders_[i].next) ++common_[holders_[i].text];
  }
}

void PackOrder::order(std::vector<uint32_t>& pack) {
  std::ranges::sort(pack);
  list_holders(pack);
  for (size_t placed = 1; placed + 1 < pack.size(); ++placed) {
    for (const uint32_t text : pack) common_[text] = 0;
    count_common(pack[placed - 1]);
    const uint64_t hashes_of_last = texts_[pack[placed - 1]].sketch.size();
    size_t best = placed;
    uint64_t best_common = 0;
    uint64_t best_all = 1;
    for (size_t i = placed; i < pack.size(); ++i) {
      const uint64_t common = common_[pack[i]];
      const uint64_t all = hashes_of_last + texts_[pack[i]].sketch.size() + 1;
      if (common * best_all > best_common * all) {
        best = i;
        best_common = common;
        best_all = all;
      }
    }
    // Those that are left stay ascending.
    const auto at = [&](size_t i) { return pack.begin() + static_cast<std::ptrdiff_t>(i); };
    std::rotate(at(placed), at(best), at(best + 1));
  }
  for (const uint32_t text : pack) {
    for (const uint32_t number : shared_.of_text(text)) first_holders_[number] = kNone;
  }
}

}  // namespace agc
