// Jobs come out by priority, each once, until the queue is closed or aborted.

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <thread>

#include "pipeline/job_queue.h"

namespace agc {
namespace {

Job job(uint64_t sequence, int stage) {
  return {sequence, stage, [](WorkerContext&) {}};
}

struct Place {
  uint64_t sequence;
  int stage;
  friend bool operator==(const Place&, const Place&) = default;
};

TEST_CASE("The oldest unit comes first, and of its jobs the latest stage", "[pipeline][jobs]") {
  std::vector<Place> places;
  for (uint64_t sequence = 0; sequence < 30; ++sequence) {
    for (int stage = 3; stage >= 0; --stage) places.push_back({sequence, stage});
  }
  std::vector<Place> shuffled = places;
  std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(1));
  JobQueue queue;
  for (const Place& place : shuffled) queue.push(job(place.sequence, place.stage));
  for (const Place& place : places) {
    const std::optional<Job> next = queue.pop();
    REQUIRE(next.has_value());
    REQUIRE(Place{next->sequence, next->stage} == place);
    REQUIRE(next->run);
  }
}

TEST_CASE("Jobs of the same unit and stage come out as they came in", "[pipeline][jobs]") {
  JobQueue queue;
  struct Run {
    int number;
    void operator()(WorkerContext&) const {}
  };
  for (int number = 0; number < 100; ++number) queue.push({7, 3, Run{number}});
  for (int number = 0; number < 100; ++number) {
    const std::optional<Job> next = queue.pop();
    REQUIRE(next.has_value());
    REQUIRE(next->run.target<Run>()->number == number);
  }
}

TEST_CASE("A closed queue hands out what is left, then nothing", "[pipeline][jobs]") {
  JobQueue queue;
  queue.push(job(1, 0));
  queue.push(job(2, 0));
  queue.close();
  REQUIRE(queue.pop()->sequence == 1);
  REQUIRE(queue.pop()->sequence == 2);
  REQUIRE_FALSE(queue.pop().has_value());
  REQUIRE_FALSE(queue.pop().has_value());
}

TEST_CASE("An aborted queue hands out nothing, and what comes later is dropped, too", "[pipeline][jobs]") {
  JobQueue queue;
  queue.push(job(1, 0));
  queue.abort();
  REQUIRE_FALSE(queue.pop().has_value());
  queue.push(job(2, 0));
  REQUIRE_FALSE(queue.pop().has_value());
}

TEST_CASE("Closing and aborting wake everybody who waits", "[pipeline][jobs]") {
  for (const bool abort : {false, true}) {
    JobQueue queue;
    std::atomic<int> woken = 0;
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i) workers.emplace_back([&] { woken += !queue.pop().has_value(); });
    abort ? queue.abort() : queue.close();
    for (std::thread& worker : workers) worker.join();
    REQUIRE(woken == 4);
  }
}

TEST_CASE("Every job goes to one worker, once", "[pipeline][jobs]") {
  JobQueue queue;
  constexpr uint64_t jobs_each = 2000;
  std::vector<std::vector<uint64_t>> taken(4);
  std::vector<std::thread> workers;
  for (auto& mine : taken) {
    workers.emplace_back([&] {
      while (const std::optional<Job> next = queue.pop()) mine.push_back(next->sequence);
    });
  }
  std::vector<std::thread> producers;
  for (uint64_t p = 0; p < 3; ++p) {
    producers.emplace_back([&queue, p] {
      for (uint64_t i = 0; i < jobs_each; ++i) queue.push(job(p * jobs_each + i, 0));
    });
  }
  for (std::thread& producer : producers) producer.join();
  queue.close();
  for (std::thread& worker : workers) worker.join();
  std::vector<uint64_t> all;
  for (const auto& mine : taken) all.insert(all.end(), mine.begin(), mine.end());
  REQUIRE(all.size() == 3 * jobs_each);
  REQUIRE(std::set<uint64_t>(all.begin(), all.end()).size() == all.size());
}

}  // namespace
}  // namespace agc
