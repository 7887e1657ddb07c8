// The cap on what is in flight: it caps, it never locks up, and it can be closed.

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "pipeline/byte_budget.h"

namespace agc {
namespace {

// Long enough that a waiter which does not wait is caught nearly always; never a reason to fail.
void let_others_run() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

TEST_CASE("What fits is admitted at once and what does not waits for room", "[pipeline][budget]") {
  ByteBudget budget(100);
  REQUIRE(budget.acquire(60));
  REQUIRE(budget.acquire(40));
  std::atomic<bool> admitted = false;
  std::thread reader([&] { admitted = budget.acquire(30); });
  let_others_run();
  REQUIRE_FALSE(admitted);
  budget.release(29);
  let_others_run();
  REQUIRE_FALSE(admitted);
  budget.release(1);
  reader.join();
  REQUIRE(admitted);
  REQUIRE(budget.peak() == 100);
}

TEST_CASE("An item larger than the budget is admitted alone", "[pipeline][budget]") {
  ByteBudget budget(100);
  REQUIRE(budget.acquire(1000000));
  budget.release(1000000);
  REQUIRE(budget.acquire(1));
  std::atomic<bool> admitted = false;
  std::thread reader([&] { admitted = budget.acquire(101); });
  let_others_run();
  REQUIRE_FALSE(admitted);
  budget.release(1);
  reader.join();
  REQUIRE(admitted);
}

TEST_CASE("Charges never wait but keep the reader waiting", "[pipeline][budget]") {
  ByteBudget budget(100);
  budget.charge(5000);
  REQUIRE(budget.peak() == 5000);
  std::atomic<bool> admitted = false;
  std::thread reader([&] { admitted = budget.acquire(50); });
  budget.release(4940);  // 60 remain
  let_others_run();
  REQUIRE_FALSE(admitted);
  budget.release(10);
  reader.join();
  REQUIRE(admitted);
}

TEST_CASE("A budget of nothing lets one item after the other through", "[pipeline][budget]") {
  ByteBudget budget(0);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(budget.acquire(7));
    budget.release(7);
  }
  REQUIRE(budget.peak() == 7);
}

TEST_CASE("Closing wakes the waiting and refuses everybody after", "[pipeline][budget]") {
  ByteBudget budget(10);
  REQUIRE(budget.acquire(10));
  std::atomic<int> refused = 0;
  std::vector<std::thread> waiting;
  for (int i = 0; i < 4; ++i) waiting.emplace_back([&] { refused += !budget.acquire(5); });
  let_others_run();
  REQUIRE(refused == 0);
  budget.close();
  for (std::thread& thread : waiting) thread.join();
  REQUIRE(refused == 4);
  REQUIRE_FALSE(budget.acquire(0));
}

TEST_CASE("One reader and several workers get through whatever the sizes", "[pipeline][budget]") {
  for (const uint64_t capacity : {uint64_t{0}, uint64_t{10}, uint64_t{1000}, UINT64_MAX}) {
    ByteBudget budget(capacity);
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<uint64_t> queue;  // guarded by mutex
    bool ended = false;          // guarded by mutex
    std::vector<std::thread> workers;
    for (int i = 0; i < 3; ++i) {
      workers.emplace_back([&] {
        for (;;) {
          std::unique_lock lock(mutex);
          changed.wait(lock, [&] { return ended || !queue.empty(); });
          if (queue.empty()) return;
          const uint64_t bytes = queue.front();
          queue.pop_front();
          lock.unlock();
          budget.charge(3);  // a result takes room while its source still holds its own
          budget.release(bytes);
          budget.release(3);
        }
      });
    }
    std::mt19937 random(1);
    for (int i = 0; i < 3000; ++i) {
      const uint64_t bytes = random() % 300;
      if (!budget.acquire(bytes)) FAIL("refused");
      const std::lock_guard lock(mutex);
      queue.push_back(bytes);
      changed.notify_one();
    }
    {
      const std::lock_guard lock(mutex);
      ended = true;
    }
    changed.notify_all();
    for (std::thread& worker : workers) worker.join();
    // All was given back: only an empty budget admits more than it holds.
    REQUIRE(budget.acquire(UINT64_MAX));
  }
}

TEST_CASE("Who does not want to wait is told that there is no room", "[pipeline][byte_budget]") {
  ByteBudget budget(100);
  REQUIRE(budget.try_acquire(1000));  // alone
  REQUIRE_FALSE(budget.try_acquire(1));
  budget.release(1000);
  REQUIRE(budget.try_acquire(60));
  REQUIRE_FALSE(budget.try_acquire(41));
  REQUIRE(budget.try_acquire(40));
  budget.release(100);
  budget.close();
  REQUIRE_FALSE(budget.try_acquire(1));
}

}  // namespace
}  // namespace agc
