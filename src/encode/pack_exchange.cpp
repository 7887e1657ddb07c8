#include "encode/pack_exchange.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace agc {
namespace {

// After three rounds hardly a text moves any more; in the first one most of those move that ever do.
constexpr int kMostRounds = 4;
// Of the packs in which a text would cost less, so many are tried, the best first.
constexpr size_t kPacksTried = 3;
// Counters, one for each pack and hash: more would be texts by the thousand in packs of a few.
constexpr size_t kMostCounters = size_t{1} << 24;

class Exchange {
 public:
  Exchange(const SharedHashes& shared, std::vector<std::vector<uint32_t>>& packs)
      : shared_(shared), packs_(packs), counters_(packs.size() * shared.count()) {
    for (size_t pack = 0; pack < packs.size(); ++pack) {
      for (const uint32_t text : packs[pack]) {
        if (pack_of_.size() <= text) pack_of_.resize(text + 1, kNone);
        enter(text, pack);
      }
    }
    for (const uint32_t number : shared.held()) ++count(0, number);
  }

  // Whether any text has moved.
  bool round() {
    bool moved = false;
    for (uint32_t text = 0; text < pack_of_.size(); ++text) moved = (pack_of_[text] != kNone && move(text)) || moved;
    return moved;
  }

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  uint16_t& count(size_t pack, uint32_t number) { return counters_[pack * shared_.count() + number]; }
  void enter(uint32_t text, size_t pack) {
    pack_of_[text] = pack;
    for (const uint32_t number : shared_.of_text(text)) ++count(pack, number);
  }
  void leave(uint32_t text) {
    for (const uint32_t number : shared_.of_text(text)) --count(pack_of_[text], number);
  }
  // Hashes of a text that so many texts of a pack have.
  int64_t hashes_with(uint32_t text, size_t pack, uint16_t times) {
    return std::ranges::count_if(shared_.of_text(text), [&](uint32_t number) { return count(pack, number) == times; });
  }

  struct Place {
    int64_t cost;  // hashes of the text that the pack does not have
    size_t pack;
  };
  // Where the text would cost less than `most`, the best places first.
  std::vector<Place> places_below(uint32_t text, int64_t most) {
    std::vector<Place> places;
    for (size_t pack = 0; pack < packs_.size(); ++pack) {
      if (pack == pack_of_[text]) continue;
      const int64_t cost = hashes_with(text, pack, 0);
      if (cost < most) places.push_back({cost, pack});
    }
    std::ranges::stable_sort(places, {}, &Place::cost);
    places.resize(std::min(places.size(), kPacksTried));
    return places;
  }

  // Lets the text change places with another one if anything is gained.
  bool move(uint32_t text) {
    const size_t pack = pack_of_[text];
    const int64_t own = hashes_with(text, pack, 1);
    if (own == 0) return false;
    const std::vector<Place> places = places_below(text, own);
    if (places.empty()) return false;
    leave(text);
    for (const Place& place : places) {
      if (uint32_t* const partner = partner_in(place, text, pack, own)) {
        const uint32_t other = std::exchange(*partner, text);
        leave(other);
        enter(other, pack);
        enter(text, place.pack);
        *std::ranges::find(packs_[pack], text) = other;
        return true;
      }
    }
    enter(text, pack);
    return false;
  }

  // The text of a pack by whose exchange for `text`, which has left `from` and saves `own` hashes there, most is
  // gained; null if nothing is.
  uint32_t* partner_in(const Place& place, uint32_t text, size_t from, int64_t own) {
    const size_t to = place.pack;
    uint32_t* best = nullptr;
    int64_t best_change = 0;
    for (uint32_t& other : packs_[to]) {
      int64_t change = hashes_with(other, from, 0) - hashes_with(other, to, 1) - own;
      // Without the other one the text costs no less than beside it.
      if (change + place.cost >= best_change) continue;
      leave(other);
      change += hashes_with(text, to, 0);
      enter(other, to);
      if (change < best_change) {
        best_change = change;
        best = &other;
      }
    }
    return best;
  }

  const SharedHashes& shared_;
  std::vector<std::vector<uint32_t>>& packs_;
  std::vector<uint16_t> counters_;  // by pack and hash: texts that have it
  std::vector<size_t> pack_of_;     // by text
};

}  // namespace

void exchange_texts(const SharedHashes& shared, std::vector<std::vector<uint32_t>>& packs) {
  if (packs.size() < 2 || packs.size() * shared.count() > kMostCounters) return;
  Exchange exchange(shared, packs);
  for (int round = 0; round < kMostRounds && exchange.round(); ++round) {
  }
}

}  // namespace agc
