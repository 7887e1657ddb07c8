#include "encode/pack_plan.h"

#include <numeric>

#include "encode/pack_choice.h"
#include "encode/pack_exchange.h"
#include "encode/pack_order.h"

namespace agc {
namespace {

// In packs of fewer texts hardly anything is gained by exchanging them.
constexpr size_t kLeastExchanged = 8;
// Larger packs hold what is alike anyway, and the work for a text grows with its pack.
constexpr size_t kLargestArranged = 1024;

std::vector<std::vector<uint32_t>> all_in_one(size_t texts) {
  std::vector<std::vector<uint32_t>> packs(1, std::vector<uint32_t>(texts));
  std::iota(packs[0].begin(), packs[0].end(), 0);
  return packs;
}

std::vector<std::vector<uint32_t>> one_by_one(size_t texts) {
  std::vector<std::vector<uint32_t>> packs(texts);
  for (uint32_t text = 0; text < texts; ++text) packs[text] = {text};
  return packs;
}

}  // namespace

std::vector<std::vector<uint32_t>> plan_packs(std::span<const PackCandidate> texts, const PackRoom& room,
                                              size_t most_left) {
  if (texts.size() <= most_left) return {};
  if (room.cardinality == 1) return one_by_one(texts.size() - most_left);
  const bool fits = texts.size() <= room.first;
  if (fits && (texts.size() == 1 || texts.size() > kLargestArranged)) return all_in_one(texts.size());
  const SharedHashes shared(texts, fits ? std::span<const uint32_t>() : room.held);
  std::vector<std::vector<uint32_t>> packs;
  PackChooser chooser(texts, shared);
  while (chooser.left() > most_left) {
    packs.push_back(packs.empty() ? chooser.take(shared.held(), room.first) : chooser.take({}, room.cardinality));
  }
  if (room.cardinality > kLargestArranged) return packs;
  if (room.cardinality >= kLeastExchanged) exchange_texts(shared, packs);
  PackOrder order(texts, shared);
  for (std::vector<uint32_t>& pack : packs) order.order(pack);
  return packs;
}

}  // namespace agc
