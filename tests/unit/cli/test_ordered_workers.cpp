#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>

#include "cli/ordered_workers.h"

namespace agc::cli {

TEST_CASE("results come in the order of submission", "[ordered_workers]") {
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::mt19937 random(threads);
    OrderedWorkers<std::string> workers(threads);
    int submitted = 0;
    int taken = 0;
    while (taken < 300) {
      while (submitted < 300 && workers.pending() < 2 * threads) {
        const auto delay = std::chrono::microseconds(random() % 200);
        workers.submit([delay, submitted] {
          std::this_thread::sleep_for(delay);
          return std::to_string(submitted);
        });
        ++submitted;
      }
      REQUIRE(workers.take() == std::to_string(taken++));
    }
    CHECK(workers.pending() == 0);
  }
}

TEST_CASE("a task's error arrives in its place", "[ordered_workers]") {
  OrderedWorkers<std::string> workers(3);
  workers.submit([] { return std::string("first"); });
  workers.submit([]() -> std::string { throw std::runtime_error("second"); });
  workers.submit([] { return std::string("third"); });
  CHECK(workers.take() == "first");
  CHECK_THROWS_WITH(workers.take(), "second");
  CHECK(workers.take() == "third");
}

TEST_CASE("leaving early drops what has not begun", "[ordered_workers]") {
  std::atomic<int> run{0};
  {
    OrderedWorkers<std::string> workers(2);
    for (int i = 0; i < 100; ++i) {
      workers.submit([&run] {
        ++run;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return std::string();
      });
    }
  }
  CHECK(run < 100);
}

}  // namespace agc::cli
