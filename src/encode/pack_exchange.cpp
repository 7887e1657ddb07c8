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
      : shared_(shared),
        packs_(packs),
        counters_(packs.size() * shared.count()),
        changes_(packs.size()),
        is_marked_(shared.count()) {
    for (size_t pack = 0; pack < packs.size(); ++pack) {
      for (const uint32_t text : packs[pack]) {
        if (pack_of_.size() <= text) pack_of_.resize(text + 1, kNone);
        enter(text, pack);
      }
    }
    for (const uint32_t number : shared.held()) ++count(0, number);
    alone_.resize(pack_of_.size());
  }

  // Whether any text has moved.
  bool round() {
    bool moved = false;
    for (uint32_t text = 0; text < pack_of_.size(); ++text) moved = (pack_of_[text] != kNone && move(text)) || moved;
    return moved;
  }

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);
  // How many hashes of a text are in its pack by it alone, as of a state of the pack.
  struct Alone {
    size_t pack = kNone;
    uint64_t changes = 0;
    int64_t hashes = 0;
  };

  uint16_t& count(size_t pack, uint32_t number) { return counters_[number * packs_.size() + pack]; }
  void enter(uint32_t text, size_t pack) {
    pack_of_[text] = pack;
    for (const uint32_t number : shared_.of_text(text)) ++count(pack, number);
  }
  void leave(uint32_t text) {
    for (const uint32_t number : shared_.of_text(text)) --count(pack_of_[text], number);
  }

  int64_t alone(uint32_t text) {
    const size_t pack = pack_of_[text];
    Alone& known = alone_[text];
    if (known.pack != pack || known.changes != changes_[pack]) {
      const auto& numbers = shared_.of_text(text);
      known = {pack, changes_[pack],
               std::ranges::count_if(numbers, [&](uint32_t number) { return count(pack, number) == 1; })};
    }
    return known.hashes;
  }

  // Hashes of a text that no text of the pack has; or some number from `most` on.
  int64_t missing(uint32_t text, size_t pack, int64_t most) {
    int64_t missing = 0;
    for (const uint32_t number : shared_.of_text(text)) {
      missing += count(pack, number) == 0;
      if (missing >= most) break;
    }
    return missing;
  }

  struct Place {
    int64_t cost;  // hashes of the text that the pack does not have
    size_t pack;
  };
  // Where the text would cost less than `most`, the best places first.
  std::vector<Place> places_below(uint32_t text, int64_t most) {
    costs_.assign(packs_.size(), 0);
    for (const uint32_t number : shared_.of_text(text)) {
      const uint16_t* const counts = &count(0, number);
      for (size_t pack = 0; pack < costs_.size(); ++pack) costs_[pack] += counts[pack] == 0 ? 1 : 0;
    }
    std::vector<Place> places;
    for (size_t pack = 0; pack < costs_.size(); ++pack) {
      if (pack != pack_of_[text] && costs_[pack] < most) places.push_back({costs_[pack], pack});
    }
    std::ranges::stable_sort(places, {}, &Place::cost);
    places.resize(std::min(places.size(), kPacksTried));
    return places;
  }

  // Lets the text change places with another one if anything is gained.
  bool move(uint32_t text) {
    const size_t pack = pack_of_[text];
    const int64_t own = alone(text);
    if (own == 0) return false;
    const std::vector<Place> places = places_below(text, own);
    if (places.empty()) return false;
    leave(text);
    for (const uint32_t number : shared_.of_text(text)) is_marked_[number] = 1;
    uint32_t* partner = nullptr;
    size_t place = 0;
    for (; place < places.size() && partner == nullptr; ++place) partner = partner_in(places[place], pack, own);
    for (const uint32_t number : shared_.of_text(text)) is_marked_[number] = 0;
    if (partner == nullptr) {
      enter(text, pack);
      return false;
    }
    const size_t to = places[place - 1].pack;
    const uint32_t other = std::exchange(*partner, text);
    leave(other);
    enter(other, pack);
    enter(text, to);
    *std::ranges::find(packs_[pack], text) = other;
    ++changes_[pack];
    ++changes_[to];
    return true;
  }

  // The text of a pack by whose exchange for the one that is marked, which has left `from` and saves `own` hashes
  // there, most is gained; null if nothing is.
  uint32_t* partner_in(const Place& place, size_t from, int64_t own) {
    uint32_t* best = nullptr;
    int64_t best_change = 0;
    for (uint32_t& other : packs_[place.pack]) {
      // Without the other one the text costs no less than beside it.
      const int64_t saved = alone(other) + own - place.cost;
      const int64_t most = best_change + saved;
      if (most <= 0) continue;
      const int64_t missing_there = missing(other, from, most);
      if (missing_there >= most) continue;
      const int64_t change = missing_there - saved + in_common_alone(other);
      if (change < best_change) {
        best_change = change;
        best = &other;
      }
    }
    return best;
  }

  // Hashes of the one that is marked that its pack would have by no text but this one.
  int64_t in_common_alone(uint32_t text) {
    const size_t pack = pack_of_[text];
    return std::ranges::count_if(shared_.of_text(text),
                                 [&](uint32_t number) { return is_marked_[number] != 0 && count(pack, number) == 1; });
  }

  const SharedHashes& shared_;
  std::vector<std::vector<uint32_t>>& packs_;
  std::vector<uint16_t> counters_;  // by hash and pack: texts that have it
  std::vector<size_t> pack_of_;     // by text
  std::vector<Alone> alone_;        // by text
  std::vector<uint64_t> changes_;   // by pack: exchanges so far
  std::vector<uint8_t> is_marked_;  // by hash
  std::vector<uint32_t> costs_;     // scratch
};

}  // namespace

void exchange_texts(const SharedHashes& shared, std::vector<std::vector<uint32_t>>& packs) {
  if (packs.size() < 2 || packs.size() * shared.count() > kMostCounters) return;
  Exchange exchange(shared, packs);
  for (int round = 0; round < kMostRounds && exchange.round(); ++round) {
  }
}

}  // namespace agc
