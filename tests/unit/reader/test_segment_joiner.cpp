#include <catch2/catch.hpp>
#include <vector>

#include "agc/error.h"
#include "reader/segment_joiner.h"

namespace agc {
namespace {

constexpr uint64_t kKmerLength = 3;

Segment segment_of(const std::vector<uint8_t>& symbols, bool reverse = false) { return {{nullptr, symbols}, reverse}; }

TEST_CASE("Segments overlap by k symbols", "[segment_joiner]") {
  SegmentWalk walk(kKmerLength, 3);
  walk.next(10);
  CHECK(walk.begin() == 0);
  CHECK(walk.new_begin() == 0);
  CHECK(walk.end() == 10);
  walk.next(3);  // adds nothing
  CHECK(walk.begin() == 7);
  CHECK(walk.new_begin() == 10);
  CHECK(walk.end() == 10);
  walk.next(5);
  CHECK(walk.begin() == 7);
  CHECK(walk.end() == 12);
}

TEST_CASE("Only the sole segment of a contig may be shorter than k", "[segment_joiner]") {
  SegmentWalk sole(kKmerLength, 1);
  sole.next(1);
  CHECK(sole.end() == 1);
  SegmentWalk first(kKmerLength, 2);
  CHECK_THROWS_AS(first.next(2), Error);
  SegmentWalk second(kKmerLength, 2);
  second.next(3);
  CHECK_THROWS_AS(second.next(2), Error);
}

TEST_CASE("Neighbours must share what they overlap in", "[segment_joiner]") {
  const std::vector<uint8_t> left = {0, 1, 2, 3, 0};
  const std::vector<uint8_t> right = {2, 3, 0, 1, 1};
  const std::vector<uint8_t> right_reversed = {2, 2, 3, 0, 1};
  const std::vector<uint8_t> wrong = {2, 3, 1, 1, 1};
  const auto joined = [&](size_t number, const Segment& segment) {
    std::string text;
    SegmentJoiner joiner(kKmerLength, text);
    joiner.add(4, segment_of(left), 0, left.size());
    joiner.add(number, segment, kKmerLength, segment.size());
    return text;
  };
  CHECK(joined(5, segment_of(right)) == "ACGTACC");
  CHECK(joined(5, segment_of(right_reversed, true)) == "ACGTACC");
  CHECK_THROWS_AS(joined(5, segment_of(wrong)), Error);
  CHECK(joined(6, segment_of(wrong)) == "ACGTACC");  // no neighbour: nothing to compare
}

TEST_CASE("A range of a reversed segment is taken in the contig's direction", "[segment_joiner]") {
  const std::vector<uint8_t> symbols = {0, 1, 2, 3, 4};
  std::string text;
  segment_of(symbols, true).append_letters(1, 3, text);
  CHECK(text == "AC");
}

}  // namespace
}  // namespace agc
