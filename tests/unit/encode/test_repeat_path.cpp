// The way through overlapping repeats.

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "encode/repeat_path.h"

namespace agc {
namespace {

struct Copies {
  std::vector<ZstdCopy> copies;
  uint32_t copied = 0;
};

Copies chosen(uint32_t begin, uint32_t end, const std::vector<Repeat>& repeats, const std::vector<RepeatRun>& runs) {
  RepeatPath path;
  Copies result{{}, begin};
  path.choose(begin, end, repeats, runs, result.copied, result.copies);
  return result;
}

TEST_CASE("Without repeats all is literals", "[encode][repeats]") {
  const Copies copies = chosen(0, 1000, {}, {});
  CHECK(copies.copies.empty());
  CHECK(copies.copied == 0);
}

TEST_CASE("A run is taken if it saves more than its distance costs", "[encode][repeats]") {
  // 20 bits for 10 symbols; the distance alone takes 7 and 6.
  CHECK(chosen(1000, 2000, {{100, 0, 1}}, {{1100, 1105}}).copies.empty());
  const Copies copies = chosen(1000, 2000, {{100, 0, 1}}, {{1100, 1150}});
  REQUIRE(copies.copies.size() == 1);
  CHECK(copies.copies[0].literals == 100);
  CHECK(copies.copies[0].length == 50);
  CHECK(copies.copies[0].distance == 100);
  CHECK(copies.copied == 1150);
}

TEST_CASE("Of two repeats each is taken where it has fewer mismatches", "[encode][repeats]") {
  // One has a mismatch at every tenth symbol up to 1500, the other one behind it.
  std::vector<RepeatRun> runs;
  for (uint32_t begin = 1000; begin < 1500; begin += 10) runs.push_back({begin, begin + 9});
  runs.push_back({1500, 2000});
  const auto first = static_cast<uint32_t>(runs.size());
  runs.push_back({1000, 1500});
  for (uint32_t begin = 1501; begin < 2000; begin += 10) runs.push_back({begin, begin + 9});
  const auto all = static_cast<uint32_t>(runs.size());
  const Copies copies = chosen(1000, 2010, {{300, 0, first}, {700, first, all - first}}, runs);
  REQUIRE(copies.copies.size() == 2);
  CHECK(copies.copies[0].distance == 700);
  CHECK(copies.copies[0].length == 500);
  CHECK(copies.copies[1].distance == 300);
  CHECK(copies.copies[1].length == 500);
}

TEST_CASE("A distance is left for another one only if that pays", "[encode][repeats]") {
  // A mismatch costs less than two changes of distance.
  const std::vector<RepeatRun> runs = {{1000, 1400}, {1401, 2000}, {1380, 1420}};
  const Copies copies = chosen(1000, 2000, {{500, 0, 2}, {900, 2, 1}}, runs);
  REQUIRE(copies.copies.size() == 2);
  CHECK(copies.copies[0].distance == 500);
  CHECK(copies.copies[1].distance == 500);
  CHECK(copies.copies[1].literals == 1);
}

TEST_CASE("The last distances are known to the text that follows", "[encode][repeats]") {
  RepeatPath path;
  std::vector<ZstdCopy> copies;
  uint32_t copied = 0;
  path.choose(0, 1000, {{100, 0, 1}}, {{200, 1000}}, copied, copies);
  // Four symbols save eight bits, and are a run at a known distance.
  path.choose(1000, 2000, {{100, 0, 1}}, {{1010, 1014}}, copied, copies);
  CHECK(copies.size() == 2);
  CHECK(copied == 1014);
  path.forget_distances();
  path.choose(2000, 3000, {{100, 0, 1}}, {{2010, 2014}}, copied, copies);
  CHECK(copies.size() == 2);
}

// All ways through a few runs, at the prices of the class.
int32_t price(const std::vector<ZstdCopy>& copies, uint32_t length) {
  std::vector<uint32_t> known;
  int32_t cost = 0;
  uint32_t at = 0;
  for (const ZstdCopy& copy : copies) {
    cost += RepeatPath::kSymbol * static_cast<int32_t>(copy.literals) + RepeatPath::kRun;
    const auto found = std::find(known.begin(), known.end(), copy.distance);
    if (found == known.end()) {
      cost += RepeatPath::kDistance + static_cast<int32_t>(std::bit_width(copy.distance));
    } else if (found != known.begin()) {
      cost += RepeatPath::kReturn;
    }
    if (found != known.end()) known.erase(found);
    known.insert(known.begin(), copy.distance);
    if (known.size() > 3) known.pop_back();
    at += copy.literals + copy.length;
  }
  return cost + RepeatPath::kSymbol * static_cast<int32_t>(length - at);
}

TEST_CASE("The way is cheaper than that along any one repeat, and made of runs", "[encode][repeats]") {
  std::mt19937 random(9);
  for (int round = 0; round < 300; ++round) {
    constexpr uint32_t kEnd = 2000;
    std::vector<Repeat> repeats;
    std::vector<RepeatRun> runs;
    int32_t best = RepeatPath::kSymbol * kEnd;
    for (uint32_t r = 0; r < 1 + random() % 8; ++r) {
      Repeat repeat{1 + r + static_cast<uint32_t>(random() % 5000) * 8, static_cast<uint32_t>(runs.size()), 0};
      std::vector<ZstdCopy> along;
      uint32_t copied = 0;
      auto at = static_cast<uint32_t>(random() % 1500);
      while (at < kEnd && repeat.run_count < 100) {
        const uint32_t end = std::min(kEnd, at + static_cast<uint32_t>(random() % (random() % 4 == 0 ? 100 : 12)));
        runs.push_back({at, end});
        ++repeat.run_count;
        if (end - at >= ZstdCopy::kShortest) {
          along.push_back({at - copied, end - at, repeat.distance});
          copied = end;
        }
        at = end + 1;
      }
      repeats.push_back(repeat);
      best = std::min(best, price(along, kEnd));
    }
    const Copies way = chosen(0, kEnd, repeats, runs);
    REQUIRE(price(way.copies, kEnd) <= best);
    uint32_t at = 0;
    for (const ZstdCopy& copy : way.copies) {
      at += copy.literals;
      const bool is_run = std::any_of(repeats.begin(), repeats.end(), [&](const Repeat& repeat) {
        return repeat.distance == copy.distance &&
               std::any_of(runs.begin() + repeat.first_run, runs.begin() + repeat.first_run + repeat.run_count,
                           [&](const RepeatRun& run) { return run.begin <= at && at + copy.length <= run.end; });
      });
      REQUIRE(is_run);
      at += copy.length;
    }
    REQUIRE(at == way.copied);
  }
}

}  // namespace
}  // namespace agc
