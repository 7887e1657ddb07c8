#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "agc/error.h"
#include "format/segment_codec.h"
#include "reader/segment_joiner.h"
#include "seq/alphabet.h"
#include "unit/support/archives.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

TEST_CASE("Segments overlap by k symbols", "[segment_joiner]") {
  SegmentWalk walk(3, 3);
  walk.next(10);
  CHECK(walk.begin() == 0);
  CHECK(walk.end() == 10);
  walk.next(3);  // adds nothing
  CHECK(walk.begin() == 7);
  CHECK(walk.end() == 10);
  walk.next(5);
  CHECK(walk.begin() == 7);
  CHECK(walk.end() == 12);
}

TEST_CASE("Only the sole segment of a contig may be shorter than k", "[segment_joiner]") {
  SegmentWalk sole(3, 1);
  sole.next(1);
  CHECK(sole.end() == 1);
  SegmentWalk first(3, 2);
  CHECK_THROWS_AS(first.next(2), Error);
  SegmentWalk second(3, 2);
  second.next(3);
  CHECK_THROWS_AS(second.next(2), Error);
}

// An archive whose raw group 0 has the entries given, and what joins these.
class RawGroup {
 public:
  static constexpr uint32_t kKmerLength = 31;

  explicit RawGroup(const std::vector<test::Symbols>& entries)
      : layout_(made(entries)), lengths_(layout_, 1), store_(layout_, 1 << 20), decoder_(layout_, lengths_, store_) {
    for (uint32_t i = 0; i < entries.size(); ++i) {
      records_.push_back({.group = 0, .index = i, .raw_length = static_cast<uint32_t>(entries[i].size())});
    }
  }

  std::vector<SegmentRecord>& records() { return records_; }
  std::string text(uint64_t begin, uint64_t end) const {
    std::string text(end - begin, '?');
    DecodeScratch scratch;
    SegmentTable table;
    table.records = records_;
    table.first_segment.push_back(static_cast<uint32_t>(records_.size()));
    table.first_contig.push_back(1);
    const RecordTable packed(table, kKmerLength);
    const SegmentJoiner joiner(kKmerLength, decoder_);
    const bool whole = joiner.write(packed.segments(0), {}, {begin, end}, text.data(), scratch);
    return whole ? text : "other lengths";
  }

 private:
  std::string made(const std::vector<test::Symbols>& entries) const {
    const std::string stream = group_stream_name({0, GroupStreamKind::delta}, kFileVersion3);
    std::vector<uint8_t> plain;
    for (const test::Symbols& entry : entries) {
      plain.insert(plain.end(), entry.begin(), entry.end());
      plain.push_back(0xFF);
    }
    test::copy_archive(test::golden("short/a.agc"), folder_.file("a.agc"), [&](std::string_view name, Part& part) {
      if (name == stream) part = {0, plain};
    });
    return folder_.file("a.agc");
  }

  test::TemporaryFolder folder_;
  ArchiveLayout layout_;
  RecordedLengths lengths_;
  GroupStore store_;
  SegmentDecoder decoder_;
  std::vector<SegmentRecord> records_;
};

TEST_CASE("Neighbours must share what they overlap in", "[segment_joiner]") {
  test::GenomeMaker maker(5);
  const test::Symbols whole = maker.bases(300);
  const std::string letters = test::letters_of(whole);
  const test::Symbols left(whole.begin(), whole.begin() + 150);
  test::Symbols right(whole.begin() + 150 - RawGroup::kKmerLength, whole.end());
  CHECK(RawGroup({left, right}).text(0, 300) == letters);
  CHECK(RawGroup({left, right}).text(149, 151) == letters.substr(149, 2));

  RawGroup reversed({left, test::reverse_complement_of(right)});
  reversed.records()[1].reverse = true;
  CHECK(reversed.text(0, 300) == letters);
  CHECK(reversed.text(200, 250) == letters.substr(200, 50));

  right[7] ^= 1;
  const RawGroup wrong({left, right});
  CHECK_THROWS_AS(wrong.text(0, 300), Error);
  CHECK_THROWS_AS(wrong.text(126, 127), Error);
  CHECK(wrong.text(150, 300) == letters.substr(150));  // no neighbour: nothing to compare
}

}  // namespace
}  // namespace agc
