// The functions in C and the class that AGC's library has: what they return, as AGC 3.2.2 does.

#include <atomic>
#include <catch2/catch.hpp>
#include <climits>
#include <cstdlib>
#include <memory>
#include <random>
#include <thread>

#include "agc-api.h"
#include "agc/archive_reader.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

struct Closer {
  void operator()(agc_t* file) const { agc_close(file); }
};
using Handle = std::unique_ptr<agc_t, Closer>;

Handle open(const std::string& name) {
  std::string path = test::golden(name);
  return Handle(agc_open(path.data(), 0));
}

std::vector<std::string> taken(char** list, int count) {
  std::vector<std::string> texts;
  for (char** text = list; *text != nullptr; ++text) texts.emplace_back(*text);
  CHECK(texts.size() == static_cast<size_t>(count));
  CHECK(agc_list_destroy(list) == 0);
  return texts;
}

std::vector<std::string> samples_of(const agc_t* file) {
  int count = -7;
  char** list = agc_list_sample(file, &count);
  REQUIRE(list != nullptr);
  return taken(list, count);
}

std::vector<std::string> contigs_of(const agc_t* file, const char* sample) {
  int count = -7;
  char** list = agc_list_ctg(file, sample, &count);
  REQUIRE(list != nullptr);
  return taken(list, count);
}

TEST_CASE("The functions in C tell what the reader does", "[agc_api]") {
  for (const char* name : {"basic/a.agc", "names/a.agc", "many/a.agc", "old_v11_basic/a.agc", "old_v20_basic/a.agc"}) {
    INFO(name);
    const Handle file = open(name);
    REQUIRE(file);
    const ArchiveReader reader(test::golden(name));
    std::vector<std::string> expected = reader.sample_names();
    char* reference = agc_reference_sample(file.get());
    CHECK(expected.front() == reference);
    CHECK(agc_string_destroy(reference) == 0);
    std::sort(expected.begin(), expected.end());
    CHECK(samples_of(file.get()) == expected);
    CHECK(agc_n_sample(file.get()) == static_cast<int>(expected.size()));
    for (const std::string& sample : expected) {
      const std::vector<std::string> contigs = contigs_of(file.get(), sample.c_str());
      CHECK(contigs == reader.contig_names(*reader.find_sample(sample)));
      CHECK(agc_n_ctg(file.get(), sample.c_str()) == static_cast<int>(contigs.size()));
      for (const std::string& contig : contigs) {
        std::string text;
        reader.fetch(reader.find_contig(sample, contig.substr(0, contig.find_first_of(" \t"))), text);
        CHECK(agc_get_ctg_len(file.get(), sample.c_str(), contig.c_str()) == static_cast<int>(text.size()));
        std::string buffer(text.size() + 2, '#');
        CHECK(agc_get_ctg_seq(file.get(), sample.c_str(), contig.c_str(), 0, INT_MAX, buffer.data()) ==
              static_cast<int>(text.size()));
        text += std::string("\0#", 2);
        CHECK(buffer == text);
      }
    }
  }
}

TEST_CASE("Ranges are clamped, and those that end before they start are the whole contig", "[agc_api]") {
  const Handle file = open("basic/a.agc");
  const std::string sample = samples_of(file.get()).front();
  const std::string contig = contigs_of(file.get(), sample.c_str()).front();
  std::string whole;
  REQUIRE(file->GetCtgSeq(sample, contig, -1, -1, whole) == 0);
  const int length = agc_get_ctg_len(file.get(), sample.c_str(), contig.c_str());
  REQUIRE(length == static_cast<int>(whole.size()));
  const auto part = [&](int from, int to) { return whole.substr(from, to - from + 1); };
  struct Case {
    int start;
    int end;
    std::string expected;
  };
  const Case cases[] = {
      {0, 0, part(0, 0)},   {3, 10, part(3, 10)},         {-5, 3, part(0, 3)},
      {-5, -3, whole},      {2, -1, part(2, length - 1)}, {2, INT_MIN, part(2, length - 1)},
      {5, 4, whole},        {INT_MAX, 0, whole},          {length - 3, length + 5, part(length - 3, length - 1)},
      {length, length, ""}, {length + 5, -1, ""},         {INT_MAX, INT_MAX, ""},
      {0, INT_MAX, whole},  {INT_MIN, INT_MAX, whole}};
  for (const Case& range : cases) {
    INFO(range.start << " " << range.end);
    std::string text = "before";
    CHECK(file->GetCtgSeq(sample, contig, range.start, range.end, text) == 0);
    CHECK(text == range.expected);
    std::string buffer(range.expected.size() + 2, '#');
    CHECK(agc_get_ctg_seq(file.get(), sample.c_str(), contig.c_str(), range.start, range.end, buffer.data()) ==
          static_cast<int>(range.expected.size()));
    CHECK(buffer == range.expected + std::string("\0#", 2));
  }
}

TEST_CASE("A contig is asked for by its first word, and without a sample must be the only one", "[agc_api]") {
  const Handle file = open("basic/a.agc");
  const std::string sample = samples_of(file.get()).front();
  const std::string contig = contigs_of(file.get(), sample.c_str()).front();
  const std::string word = contig.substr(0, contig.find_first_of(" \t"));
  const int length = agc_get_ctg_len(file.get(), sample.c_str(), word.c_str());
  CHECK(length > 0);
  CHECK(agc_get_ctg_len(file.get(), sample.c_str(), (word + " and more").c_str()) == length);
  CHECK(agc_get_ctg_len(file.get(), sample.c_str(), (word + "\tand more").c_str()) == length);
  CHECK(agc_get_ctg_len(file.get(), nullptr, word.c_str()) == -2);
  CHECK(agc_get_ctg_len(file.get(), "", word.c_str()) == -2);
  CHECK(agc_get_ctg_len(file.get(), nullptr, "no such contig") == -1);
  std::string text = "before";
  CHECK(file->GetCtgSeq("", word, 0, 5, text) == -2);
  CHECK(agc_get_ctg_seq(file.get(), nullptr, word.c_str(), 0, 5, text.data()) == -1);
  CHECK(text == "before");
  const Handle one = open("one_sample/a.agc");
  const std::string only = samples_of(one.get()).front();
  for (const std::string& name : contigs_of(one.get(), only.c_str())) {
    CHECK(agc_get_ctg_len(one.get(), nullptr, name.c_str()) == agc_get_ctg_len(one.get(), only.c_str(), name.c_str()));
  }
}

TEST_CASE("What does not exist has a negative number or is empty", "[agc_api]") {
  const Handle file = open("basic/a.agc");
  CHECK(agc_n_ctg(file.get(), "nobody") == -1);
  CHECK(agc_n_ctg(file.get(), nullptr) == -1);
  CHECK(contigs_of(file.get(), "nobody").empty());
  CHECK(contigs_of(file.get(), nullptr).empty());
  CHECK(agc_get_ctg_len(file.get(), "nobody", "chr1") == -1);
  CHECK(agc_get_ctg_len(file.get(), "ref", "") == -1);
  char buffer[] = "before";
  CHECK(agc_get_ctg_seq(file.get(), "nobody", "chr1", 0, 1, buffer) == -1);
  CHECK(std::string(buffer) == "before");
}

TEST_CASE("Null pointers are refused", "[agc_api]") {
  char letter = 0;
  int count = 5;
  CHECK(agc_open(nullptr, 1) == nullptr);
  CHECK(agc_close(nullptr) == -1);
  CHECK(agc_n_sample(nullptr) == -1);
  CHECK(agc_n_ctg(nullptr, "s") == -1);
  CHECK(agc_get_ctg_len(nullptr, "s", "c") == -1);
  CHECK(agc_get_ctg_seq(nullptr, "s", "c", 0, 1, &letter) == -1);
  CHECK(agc_reference_sample(nullptr) == nullptr);
  CHECK(agc_list_sample(nullptr, &count) == nullptr);
  CHECK(agc_list_ctg(nullptr, "s", &count) == nullptr);
  CHECK(count == 5);
  CHECK(agc_list_destroy(nullptr) == 0);
  CHECK(agc_string_destroy(nullptr) == 0);
  const Handle file = open("basic/a.agc");
  CHECK(agc_get_ctg_len(file.get(), nullptr, nullptr) == -1);
  CHECK(agc_get_ctg_seq(file.get(), nullptr, nullptr, 0, 1, &letter) == -1);
  CHECK(agc_get_ctg_seq(file.get(), "ref", "chr1", 0, 1, nullptr) == -1);
  char** list = agc_list_sample(file.get(), nullptr);
  REQUIRE(list != nullptr);
  agc_list_destroy(list);
}

TEST_CASE("What is no archive, or a damaged one, is not opened or fails query by query", "[agc_api]") {
  CHECK_FALSE(open("no/such/file"));
  CHECK_FALSE(open("basic/commands.txt"));
  CHECK_FALSE(open("errors/footer_len_huge.agc"));
  const Handle file = open("errors/flip_ref.agc");
  REQUIRE(file);
  int failed = 0;
  for (const std::string& sample : samples_of(file.get())) {
    for (const std::string& contig : contigs_of(file.get(), sample.c_str())) {
      std::string text = "before";
      const int result = file->GetCtgSeq(sample, contig, -1, -1, text);
      CHECK((result == 0 || (result == -1 && text == "before")));
      failed += result != 0;
    }
  }
  CHECK(failed > 0);
}

TEST_CASE("A CAGCFile without a file refuses, and takes one file at a time", "[agc_api]") {
  CAGCFile file;
  std::vector<std::string> names = {"before"};
  std::string text = "before";
  const auto refuses = [&] {
    CHECK(file.NSample() == -1);
    CHECK(file.NCtg("ref") == -1);
    CHECK(file.ListSample(names) == -1);
    CHECK(file.ListCtg("ref", names) == -1);
    CHECK(file.GetReferenceSample(text) == -1);
    CHECK(file.GetCtgLen("ref", "chr1") == -1);
    CHECK(file.GetCtgSeq("ref", "chr1", 0, 1, text) == -1);
    CHECK_FALSE(file.Close());
    CHECK(names == std::vector<std::string>{"before"});
    CHECK(text == "before");
  };
  refuses();
  CHECK_FALSE(file.Open(test::golden("no/such/file")));
  refuses();
  CHECK(file.Open(test::golden("basic/a.agc")));
  CHECK_FALSE(file.Open(test::golden("one_sample/a.agc"), false));
  CHECK(file.NSample() == 5);
  CHECK(file.ListSample(names) == 0);
  CHECK(file.GetReferenceSample(text) == 0);
  CHECK(file.Close());
  names = {"before"};
  text = "before";
  refuses();
  CHECK(file.Open(test::golden("one_sample/a.agc"), false));
  CHECK(file.NSample() == 1);
}

// The number of wrong answers. Catch2's macros are not thread-safe.
int ask(const CAGCFile& file, uint32_t seed, const std::string& sample, const std::string& expected) {
  std::mt19937 random(seed);
  int wrong = 0;
  for (int i = 0; i < 60; ++i) {
    const int start = static_cast<int>(random() % expected.size());
    std::string text;
    wrong += file.GetCtgSeq(sample, "chr1", start, start + 99, text) != 0 || text != expected.substr(start, 100);
    std::vector<std::string> names;
    wrong += file.ListCtg(sample, names) != 0 || names.empty();
    wrong += file.GetCtgLen("", "chr1") != -2;
  }
  return wrong;
}

TEST_CASE("A handle for all threads, and one for each, give right answers", "[agc_api][threads]") {
  const std::string path = test::golden("basic/a.agc");
  CAGCFile shared;
  REQUIRE(shared.Open(path));
  std::string sample;
  shared.GetReferenceSample(sample);
  std::string expected;
  REQUIRE(shared.GetCtgSeq(sample, "chr1", -1, -1, expected) == 0);
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (uint32_t t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] { wrong += ask(shared, t, sample, expected); });
      threads.emplace_back([&, t] {
        for (int i = 0; i < 4; ++i) {
          CAGCFile own;
          wrong += !own.Open(path) || ask(own, t + 100, sample, expected) != 0 || !own.Close();
        }
      });
    }
  }
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace agc
