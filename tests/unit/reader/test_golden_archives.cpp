// Archives of every released version of AGC come out as AGC itself gives them out.

#include <catch2/catch.hpp>
#include <random>

#include "agc/archive_reader.h"
#include "unit/support/golden.h"
#include "unit/support/sha256.h"

namespace agc {
namespace {

TEST_CASE("Digests are computed right", "[sha256]") {
  CHECK(test::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(test::sha256(std::string(1000, 'a')) == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
}

TEST_CASE("Whole collections are as AGC extracts them", "[reader][golden]") {
  const std::vector<std::string> cases = test::golden_cases();
  REQUIRE(cases.size() >= 40);
  for (const std::string& name : cases) {
    INFO(name);
    const ArchiveReader reader(test::golden(name + "/a.agc"));
    CHECK(test::sha256(test::whole_fasta(reader)) == test::golden_digest(name, "getcol.stdout"));
  }
}

TEST_CASE("Lists of contigs are as AGC prints them", "[reader][golden]") {
  for (const std::string& name : test::golden_cases()) {
    INFO(name);
    const ArchiveReader reader(test::golden(name + "/a.agc"));
    std::vector<std::string> samples = reader.sample_names();
    std::ranges::sort(samples);
    std::string list;
    for (const std::string& sample : samples) {
      list += sample + "\n";
      for (const std::string& contig : reader.contig_names(*reader.find_sample(sample))) list += "   " + contig + "\n";
    }
    CHECK(test::sha256(list) == test::golden_digest(name, "listctg"));
    CHECK(test::sha256(reader.sample_names().at(0)) == test::golden_digest(name, "listref"));
  }
}

void check_ranges(const std::string& name, std::mt19937& random) {
  const std::string path = test::golden(name + "/a.agc");
  const ArchiveReader whole_reader(path);
  const ArchiveReader range_reader(path, {.cache_bytes = 50000});
  for (uint32_t sample = 0; sample < whole_reader.sample_names().size(); ++sample) {
    const size_t contigs = whole_reader.contig_names(sample).size();
    for (uint32_t contig = 0; contig < contigs; ++contig) {
      std::string whole;
      whole_reader.fetch({sample, contig}, whole);
      for (int i = 0; i < 6; ++i) {
        const size_t begin = random() % (whole.size() + 2);
        const size_t length = random() % (random() % 2 == 0 ? 100 : whole.size() + 100);
        std::string part = "before ";
        range_reader.fetch({sample, contig}, begin, begin + length, part);
        INFO("sample " << sample << " contig " << contig << " " << begin << "+" << length);
        REQUIRE(part == "before " + (begin < whole.size() ? whole.substr(begin, length) : ""));
      }
      REQUIRE(range_reader.contig_length({sample, contig}) == whole.size());
      std::string all;
      range_reader.fetch({sample, contig}, 0, UINT64_MAX, all);
      REQUIRE(all == whole);
    }
  }
}

// old_v30_append holds recorded lengths that are wrong; ranges and lengths must be right nevertheless.
TEST_CASE("Ranges are parts of the whole", "[reader][golden]") {
  std::mt19937 random(8);
  for (const char* name :
       {"old_v30_append", "old_v30_appended_by_322", "append2", "basic", "seg1000", "seg100_k17_l15", "short",
        "revcomp", "many_b7", "pack1", "iupac", "old_v11_append", "old_v11_iupac", "old_v20_many", "old_v21_append"}) {
    INFO(name);
    check_ranges(name, random);
  }
}

TEST_CASE("A contig's length is right when it is the first thing asked", "[reader][golden]") {
  const std::string path = test::golden("old_v30_append/a.agc");
  const ArchiveReader reference(path);
  for (uint32_t sample = 0; sample < reference.sample_names().size(); ++sample) {
    const auto contigs = static_cast<uint32_t>(reference.contig_names(sample).size());
    for (uint32_t contig = 0; contig < contigs; ++contig) {
      std::string whole;
      reference.fetch({sample, contig}, whole);
      CHECK(ArchiveReader(path).contig_length({sample, contig}) == whole.size());
    }
  }
}

TEST_CASE("Parameters, versions and command lines are read", "[reader][golden]") {
  const ArchiveReader version_3(test::golden("seg100_k17_l15/a.agc"));
  CHECK(version_3.info().file_version == 3000);
  CHECK(version_3.info().params == ArchiveParams{17, 15, 50, 100});
  CHECK(version_3.info().command_lines.empty());
  CHECK(version_3.info().file_type_info.size() == 7);

  const ArchiveReader version_2(test::golden("old_v21_append/a.agc"));
  CHECK(version_2.info().file_version == 2000);
  CHECK(version_2.info().params == ArchiveParams{31, 20, 3, 1000});
  CHECK(version_2.info().command_lines.size() == 2);

  const ArchiveReader version_1(test::golden("old_v11_append/a.agc"));
  CHECK(version_1.info().file_version == 1000);
  CHECK(version_1.info().params == ArchiveParams{31, 20, 3, 0});
  CHECK(version_1.info().command_lines.size() == 2);
}

}  // namespace
}  // namespace agc
