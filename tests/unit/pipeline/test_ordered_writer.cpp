// Results come in any order and are written in the order of their tickets, or not at all.

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "io/file.h"
#include "pipeline/ordered_writer.h"
#include "unit/io/test_support.h"

namespace agc {
namespace {

struct Bench {
  test::TemporaryFolder folder;
  OutputFile output{folder.file("archive")};
  ArchiveSink sink{output};
  ByteBudget budget{1000};
  StageClock clock;
  std::atomic<int> errors = 0;
  std::exception_ptr error;  // written before `errors` is
};

std::function<void(std::exception_ptr)> note_in(Bench& bench) {
  return [&bench](std::exception_ptr error) {
    bench.error = std::move(error);
    ++bench.errors;
  };
}

TEST_CASE("Whatever the order of coming, the order of writing is that of the tickets", "[pipeline][writer]") {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    Bench bench;
    std::vector<uint64_t> written;
    OrderedWriter writer(bench.sink, bench.budget, bench.clock, note_in(bench));
    std::vector<uint64_t> tickets;
    for (int i = 0; i < 300; ++i) tickets.push_back(writer.take_ticket());
    const std::vector<uint64_t> expected = tickets;
    std::shuffle(tickets.begin(), tickets.end(), std::mt19937(seed));
    std::vector<std::thread> workers;
    for (size_t w = 0; w < 3; ++w) {
      workers.emplace_back([&, w] {
        for (size_t i = w; i < tickets.size(); i += 3) {
          writer.submit(tickets[i], 5, [&written, ticket = tickets[i]](ArchiveSink&) { written.push_back(ticket); });
        }
      });
    }
    REQUIRE(writer.finish());
    for (std::thread& worker : workers) worker.join();
    REQUIRE(written == expected);
    REQUIRE(bench.errors == 0);
    REQUIRE(bench.budget.acquire(UINT64_MAX));  // every byte was given back
  }
}

TEST_CASE("A writer without tickets finishes at once", "[pipeline][writer]") {
  Bench bench;
  OrderedWriter writer(bench.sink, bench.budget, bench.clock, note_in(bench));
  REQUIRE(writer.finish());
  REQUIRE(writer.finish());
  REQUIRE(bench.errors == 0);
}

TEST_CASE("Finishing waits for a ticket that is still to come", "[pipeline][writer]") {
  Bench bench;
  std::atomic<bool> written = false;
  OrderedWriter writer(bench.sink, bench.budget, bench.clock, note_in(bench));
  const uint64_t ticket = writer.take_ticket();
  std::thread late([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    writer.submit(ticket, 1, [&](ArchiveSink&) { written = true; });
  });
  REQUIRE(writer.finish());
  REQUIRE(written);
  late.join();
}

TEST_CASE("The first failing write is reported once and ends the writing", "[pipeline][writer]") {
  Bench bench;
  std::vector<int> written;
  {
    OrderedWriter writer(bench.sink, bench.budget, bench.clock, note_in(bench));
    std::vector<uint64_t> tickets;
    for (int i = 0; i < 10; ++i) tickets.push_back(writer.take_ticket());
    for (int i = 9; i >= 0; --i) {
      writer.submit(tickets[static_cast<size_t>(i)], 1, [&written, i](ArchiveSink&) {
        if (i >= 4) throw std::runtime_error("write " + std::to_string(i));
        written.push_back(i);
      });
    }
    REQUIRE_FALSE(writer.finish());
  }
  REQUIRE(bench.errors == 1);
  REQUIRE(written == std::vector<int>{0, 1, 2, 3});
  REQUIRE_THROWS_WITH(std::rethrow_exception(bench.error), "write 4");
}

TEST_CASE("The end of a failed writer is seen only after its error", "[pipeline][writer]") {
  Bench bench;
  std::atomic<bool> told = false;
  OrderedWriter writer(bench.sink, bench.budget, bench.clock, [&](const std::exception_ptr&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    told = true;
  });
  writer.submit(writer.take_ticket(), 1, [](ArchiveSink&) { throw std::runtime_error("write"); });
  REQUIRE_FALSE(writer.finish());
  REQUIRE(told);
}

TEST_CASE("An aborted writer writes no more and keeps nobody waiting", "[pipeline][writer]") {
  Bench bench;
  std::atomic<int> written = 0;
  OrderedWriter writer(bench.sink, bench.budget, bench.clock, note_in(bench));
  const uint64_t first = writer.take_ticket();
  const uint64_t second = writer.take_ticket();
  writer.submit(second, 1, [&](ArchiveSink&) { ++written; });
  writer.abort();
  writer.submit(first, 1, [&](ArchiveSink&) { ++written; });
  REQUIRE_FALSE(writer.finish());
  REQUIRE(written == 0);
  REQUIRE(bench.errors == 0);
}

}  // namespace
}  // namespace agc
