// Whether what is of another kind is worth storing.

#include <catch2/catch.hpp>
#include <string_view>

#include "encode/strange_stretches.h"

namespace agc {
namespace {

bool stays(StrangeStretches stretches) {
  stretches.begin_sample();
  return stretches.stay_symbols();
}

TEST_CASE("A second kind is stored, and a star of kinds no more after some", "[encode][strange]") {
  StrangeStretches star;
  star.begin_sample();
  star.add(1000, false, 1000);  // the first sample
  int stored = 0;
  for (int sample = 0; sample < 20; ++sample) {
    star.begin_sample();
    if (star.stay_symbols()) {
      star.add(1000, true, 0);
    } else {
      star.add(1000, true, 990);
      ++stored;
    }
  }
  CHECK(stored == 3);
}

TEST_CASE("Kinds that come back are stored, however many there are", "[encode][strange]") {
  StrangeStretches kinds;
  kinds.add(1000, false, 1000);
  for (int kind = 0; kind < 30; ++kind) {
    kinds.begin_sample();
    REQUIRE_FALSE(kinds.stay_symbols());
    kinds.add(1000, true, 1000);
    kinds.begin_sample();
    kinds.add(1000, false, 5);
  }
}

TEST_CASE("What is decided for a sample holds for all of it", "[encode][strange]") {
  StrangeStretches stretches;
  stretches.add(1000, false, 1000);
  stretches.begin_sample();
  for (int unit = 0; unit < 10; ++unit) {
    stretches.add(1000, true, 1000);
    CHECK_FALSE(stretches.stay_symbols());
  }
  CHECK(stays(stretches));
}

TEST_CASE("What is known is recorded", "[encode][strange]") {
  StrangeStretches stretches;
  CHECK_FALSE(stretches.record());
  stretches.add(500, false, 20);
  CHECK(stretches.record() == "0/500");
  stretches.add(5000, true, 4000);
  REQUIRE(stretches.record() == "4000/500");
  CHECK(StrangeStretches::from_record("4000/500").record() == "4000/500");
  CHECK(stays(StrangeStretches::from_record("4000/500")));
  CHECK_FALSE(stays(StrangeStretches::from_record("4000/2000")));
  for (const std::string_view record :
       {"", "/", "4000", "4000/", "/500", "4000/500/", "4000/x", "-1/2", "4000 /5", "99999999999999999999999/0"}) {
    CHECK_FALSE(StrangeStretches::from_record(record).record());
    CHECK_FALSE(stays(StrangeStretches::from_record(record)));
  }
}

}  // namespace
}  // namespace agc
