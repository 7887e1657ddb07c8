// The first error wins.

#include <atomic>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

#include "pipeline/first_error.h"

namespace agc {
namespace {

TEST_CASE("Without an error nothing is thrown", "[pipeline][first_error]") {
  REQUIRE_NOTHROW(FirstError().rethrow_if_set());
}

TEST_CASE("The first of several errors is kept and thrown as often as asked", "[pipeline][first_error]") {
  FirstError error;
  REQUIRE(error.set(std::make_exception_ptr(std::runtime_error("first"))));
  REQUIRE_FALSE(error.set(std::make_exception_ptr(std::runtime_error("second"))));
  REQUIRE_THROWS_WITH(error.rethrow_if_set(), "first");
  REQUIRE_THROWS_WITH(error.rethrow_if_set(), "first");
}

TEST_CASE("Of many threads one sets the error", "[pipeline][first_error]") {
  FirstError error;
  std::atomic<int> winner = -1;
  std::atomic<int> winners = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      if (!error.set(std::make_exception_ptr(i))) return;
      winner = i;
      ++winners;
    });
  }
  for (std::thread& thread : threads) thread.join();
  REQUIRE(winners == 1);
  int thrown = -2;
  try {
    error.rethrow_if_set();
  } catch (int number) {
    thrown = number;
  }
  REQUIRE(thrown == winner);
}

}  // namespace
}  // namespace agc
