// The CPU time of threads, told apart by stage.

#include <catch2/catch.hpp>
#include <chrono>
#include <ctime>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "pipeline/stage_clock.h"
#include "unit/support/archives.h"
#include "unit/support/collection_files.h"

namespace agc {
namespace {

double seconds_of(const std::vector<StageTime>& times, std::string_view stage) {
  for (const StageTime& time : times) {
    if (time.stage == stage) return time.cpu_seconds;
  }
  FAIL("no stage " << stage);
  return 0;
}

// Until the thread's own clock has gone on by so much, whatever else the machine does.
void work_for(double seconds) {
  timespec begin{};
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  do {
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  } while (static_cast<double>(now.tv_sec - begin.tv_sec) + static_cast<double>(now.tv_nsec - begin.tv_nsec) / 1e9 <
           seconds);
}

TEST_CASE("A lap's time counts to the stage that it is in", "[pipeline][clock]") {
  StageClock clock;
  {
    StageLap lap(clock, Stage::map);
    work_for(0.02);
    lap.enter(Stage::emit);
    work_for(0.04);
    lap.enter(Stage::map);
    work_for(0.02);
    REQUIRE(seconds_of(clock.times(), "map") == 0);  // added when the lap ends
  }
  REQUIRE(seconds_of(clock.times(), "map") >= 0.04);
  REQUIRE(seconds_of(clock.times(), "emit") >= 0.04);
  REQUIRE(seconds_of(clock.times(), "grow") == 0);
}

TEST_CASE("Threads are added up, and waiting is no work", "[pipeline][clock]") {
  StageClock clock;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        StageLap lap(clock, Stage::packs);
        work_for(0.01);
        lap.enter(Stage::write);
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
      });
    }
  }
  REQUIRE(seconds_of(clock.times(), "packs") >= 0.03);
  REQUIRE(seconds_of(clock.times(), "write") < 0.3);
}

TEST_CASE("A lap that goes on in another thread loses what it cannot know", "[pipeline][clock]") {
  StageClock clock;
  work_for(0.05);  // so that the clocks of the two threads differ
  StageLap lap(clock, Stage::read);
  work_for(0.01);
  std::thread([&] {
    lap.enter(Stage::read);
    work_for(0.01);
    lap.enter(Stage::map);
  }).join();
  lap.stop();
  REQUIRE(seconds_of(clock.times(), "read") >= 0.01);
  REQUIRE(seconds_of(clock.times(), "read") < 1);
  REQUIRE(seconds_of(clock.times(), "map") == 0);
}

TEST_CASE("Threads one after the other are told apart", "[pipeline][clock]") {
  StageClock clock;
  std::optional<StageLap> lap;
  std::thread([&] {
    work_for(0.05);
    lap.emplace(clock, Stage::read);
  }).join();
  std::thread([&] { lap->enter(Stage::map); }).join();
  lap->stop();
  REQUIRE(seconds_of(clock.times(), "read") == 0);
  REQUIRE(seconds_of(clock.times(), "map") == 0);
}

TEST_CASE("Reports tell what the stages took", "[pipeline][clock]") {
  const test::CollectionFiles files(test::random_collection(5, {.samples = 6}));
  CreateOptions options = files.options();
  options.threads = 3;
  const std::vector<StageTime> created = create_archive(options).stages;
  for (const char* stage : {"read", "splitters", "map", "grow", "emit", "register", "packs", "records", "references"}) {
    REQUIRE(seconds_of(created, stage) > 0);
  }
  REQUIRE(seconds_of(created, "load") == 0);
  AppendOptions append;
  append.archive = options.output;
  append.output = options.output;
  REQUIRE(seconds_of(append_archive(append).stages, "load") > 0);
}

}  // namespace
}  // namespace agc
