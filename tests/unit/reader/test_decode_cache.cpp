#include <atomic>
#include <catch2/catch.hpp>
#include <new>
#include <stdexcept>
#include <thread>
#include <vector>

#include "reader/decode_cache.h"
#include "reader/lazy.h"
#include "reader/resource_pool.h"

namespace agc {
namespace {

struct Item {
  uint64_t key = 0;
  uint64_t size = 10;
  uint64_t byte_size() const { return size; }
};

TEST_CASE("A value is decoded once, however many ask", "[decode_cache]") {
  DecodeCache<Item> cache(1000);
  std::atomic<int> decoded = 0;
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        for (uint64_t key = 0; key < 50; ++key) {
          const auto item = cache.get(key, [&] {
            ++decoded;
            std::this_thread::yield();
            return Item{key};
          });
          wrong += item->key != key;
        }
      });
    }
  }
  CHECK(decoded == 50);
  CHECK(wrong == 0);
}

TEST_CASE("What cannot be kept for want of memory keeps nobody waiting", "[decode_cache]") {
  struct Unwieldy {
    bool fails = false;
    uint64_t byte_size() const {
      if (fails) throw std::bad_alloc();
      return 1;
    }
  };
  DecodeCache<Unwieldy> cache(10);
  CHECK_THROWS_AS(cache.get(1, [] { return Unwieldy{true}; }), std::bad_alloc);
  CHECK_FALSE(cache.get(1, [] { return Unwieldy{}; })->fails);
}

TEST_CASE("The least recently used value goes first", "[decode_cache]") {
  DecodeCache<Item> cache(30);
  int decoded = 0;
  const auto get = [&](uint64_t key) {
    return cache.get(key, [&] {
      ++decoded;
      return Item{key};
    });
  };
  get(1), get(2), get(3);
  get(1);
  get(4);  // 2 goes
  CHECK(decoded == 4);
  get(1), get(3), get(4);
  CHECK(decoded == 4);
  get(2);
  CHECK(decoded == 5);
}

TEST_CASE("Scans over more than fits find what stays", "[decode_cache]") {
  DecodeCache<Item> cache(500);  // 50 values
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round) {
    for (uint64_t key = 0; key < 100; ++key) cache.get(key, [key] { return Item{key}; });
  }
  const CacheStatistics statistics = cache.statistics();
  CHECK(statistics.found + statistics.decoded == 100 * kRounds);
  CHECK(statistics.found > 100 * kRounds / 4);
  CHECK(statistics.held_bytes <= 500);
  // What is asked for from then on replaces them.
  for (int round = 0; round < 2 * kRounds; ++round) {
    for (uint64_t key = 1000; key < 1040; ++key) cache.get(key, [key] { return Item{key}; });
  }
  CHECK(cache.statistics().decoded < statistics.decoded + 60);
}

TEST_CASE("A value beyond the limit is given but not kept, and a holder keeps what it has", "[decode_cache]") {
  DecodeCache<Item> cache(30);
  const auto small = cache.get(1, [] { return Item{1}; });
  const auto large = cache.get(2, [] { return Item{2, 31}; });
  CHECK(large->key == 2);
  CHECK(small->key == 1);
  int decoded = 0;
  cache.get(2, [&] {
    ++decoded;
    return Item{2, 31};
  });
  CHECK(decoded == 1);
}

TEST_CASE("A value that could not be decoded is tried again", "[decode_cache]") {
  DecodeCache<Item> cache(30);
  const auto fail = []() -> Item { throw std::runtime_error("damaged"); };
  CHECK_THROWS_AS(cache.get(1, fail), std::runtime_error);
  CHECK_THROWS_AS(cache.get(1, fail), std::runtime_error);
  CHECK(cache.get(1, [] { return Item{1}; })->key == 1);
  CHECK(cache.get(1, fail)->key == 1);
}

TEST_CASE("A lazy value is made once, and again after a failure", "[lazy]") {
  const Lazy<int> value;
  CHECK(value.peek() == nullptr);
  CHECK_THROWS_AS(value.get([]() -> int { throw std::runtime_error("not yet"); }), std::runtime_error);
  CHECK(value.peek() == nullptr);
  std::atomic<int> made = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) threads.emplace_back([&] { value.get([&] { return ++made; }); });
  }
  CHECK(made == 1);
  CHECK(*value.peek() == 1);
}

TEST_CASE("A pool hands out what has come back", "[resource_pool]") {
  ResourcePool<int> pool;
  const int* first = nullptr;
  {
    const auto a = pool.acquire();
    const auto b = pool.acquire();
    CHECK(a.get() != b.get());
    first = a.get();
  }
  const auto c = pool.acquire();
  CHECK(c.get() == first);
}

}  // namespace
}  // namespace agc
