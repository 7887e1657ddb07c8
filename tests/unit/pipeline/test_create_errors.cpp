// Whatever goes wrong, at whatever stage: an error, no file, no waiting for ever.

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <string>

#include "agc/error.h"
#include "unit/support/collection_files.h"
#include "unit/support/error_kind.h"

namespace agc {
namespace {

using test::CollectionFiles;
using test::random_collection;
using test::Sample;

// Units are in every stage of the pipeline when the error comes.
std::vector<Sample> busy_collection() {
  return random_collection(3,
                           {.samples = 3, .chromosomes = 2, .chromosome_length = 150000, .divergence = {3, 0, 0, 0}});
}

ErrorKind kind_of_failure(const CreateOptions& options) {
  return test::error_kind([&] { create_archive(options); });
}

// The inputs alone are in the folder.
void require_nothing_left(CollectionFiles& files) { REQUIRE(files.folder().entries() == files.paths().size()); }

void append_to(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::app) << text; }

TEST_CASE("Bad input ends the creation without a file", "[pipeline][create][errors]") {
  struct Case {
    const char* name;
    std::string text;
    ErrorKind kind;
  };
  const std::vector<Case> cases = {
      {"a byte that is no nucleotide", ">bad\nACGTACGTJACGT\n", ErrorKind::input},
      {"a contig name twice", ">twice\nAC\n>twice\nGT\n", ErrorKind::input},
      {"a name that the format garbles", ">\xC3\xA9t\xC3\xA9\nAC\n>\xC3\xA9t\xC3\xA8\nGT\n", ErrorKind::input},
      {"an empty name", ">\nACGT\n", ErrorKind::input}};
  for (const Case& one : cases) {
    INFO(one.name);
    for (const bool in_reference : {false, true}) {
      for (const unsigned threads : {1u, 8u}) {
        CollectionFiles files(busy_collection());
        append_to(in_reference ? files.paths().front() : files.paths().back(), one.text);
        CreateOptions options = files.options();
        options.threads = threads;
        options.memory_bytes = 1 << 20;
        REQUIRE(kind_of_failure(options) == one.kind);
        require_nothing_left(files);
      }
    }
  }
}

TEST_CASE("Inputs that are missing, empty, folders or of one sample name", "[pipeline][create][errors]") {
  CollectionFiles files(busy_collection());
  const test::TemporaryFolder other;
  test::write_file(other.file("empty.fa"), "");
  test::write_file(other.file("sample_0.fa"), ">x\nACGT\n");
  const std::vector<std::pair<std::string, ErrorKind>> inputs = {{other.file("missing.fa"), ErrorKind::io},
                                                                 {other.path().string(), ErrorKind::io},
                                                                 {other.file("empty.fa"), ErrorKind::input},
                                                                 {other.file("sample_0.fa"), ErrorKind::input}};
  for (const auto& [path, kind] : inputs) {
    INFO(path);
    CreateOptions options = files.options();
    options.inputs.push_back(path);
    REQUIRE(kind_of_failure(options) == kind);
    require_nothing_left(files);
  }
  CreateOptions none = files.options();
  none.inputs.clear();
  REQUIRE(kind_of_failure(none) == ErrorKind::usage);
  CreateOptions no_reference = files.options();
  no_reference.inputs = {other.file("missing.fa")};
  REQUIRE(kind_of_failure(no_reference) == ErrorKind::io);
  require_nothing_left(files);
}

TEST_CASE("A failed creation leaves the archive that was there", "[pipeline][create][errors]") {
  CollectionFiles files(random_collection(1, {.samples = 2}));
  test::write_file(files.archive_path(), "precious");
  append_to(files.paths().back(), ">bad\nA!C\n");
  REQUIRE(kind_of_failure(files.options()) == ErrorKind::input);
  REQUIRE(test::read_file(files.archive_path()) == "precious");
  REQUIRE(files.folder().entries() == files.paths().size() + 1);
}

TEST_CASE("An output that takes no bytes is an error, early or late", "[pipeline][create][errors]") {
  for (const bool busy : {false, true}) {
    CollectionFiles files(busy ? busy_collection() : std::vector<Sample>{{"a", {{"x", "ACGT"}}}});
    for (const unsigned threads : {1u, 8u}) {
      CreateOptions options = files.options();
      options.output = "/dev/full";
      options.threads = threads;
      REQUIRE(kind_of_failure(options) == ErrorKind::io);
    }
    CreateOptions nowhere = files.options();
    nowhere.output = files.folder().file("no such folder/out.agc");
    REQUIRE(kind_of_failure(nowhere) == ErrorKind::io);
    require_nothing_left(files);
  }
}

// Lowers a limit of this process for the time of a test.
class LoweredLimit {
 public:
  LoweredLimit(__rlimit_resource resource, rlim_t bytes) : resource_(resource) {
    getrlimit(resource_, &before_);
    rlimit lowered = before_;
    lowered.rlim_cur = std::min(bytes, before_.rlim_max);
    setrlimit(resource_, &lowered);
  }
  ~LoweredLimit() { setrlimit(resource_, &before_); }
  LoweredLimit(const LoweredLimit&) = delete;
  LoweredLimit& operator=(const LoweredLimit&) = delete;

 private:
  __rlimit_resource resource_;
  rlimit before_{};
};

TEST_CASE("A medium that is full after some bytes", "[pipeline][create][errors]") {
  std::signal(SIGXFSZ, SIG_IGN);
  CollectionFiles files(busy_collection());
  const size_t whole = files.create(files.options()).size();
  std::filesystem::remove(files.archive_path());
  for (const size_t part : {size_t{0}, whole / 3, whole - 1}) {
    const LoweredLimit limit(RLIMIT_FSIZE, part);
    REQUIRE(kind_of_failure(files.options()) == ErrorKind::io);
    require_nothing_left(files);
  }
}

// Sanitizers need address space of their own, and end the program when there is none.
#ifndef AGC_SANITIZED

uint64_t address_space_in_use() {
  uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * 4096;
}

// Threads that cannot be started, contexts, tables, buffers: whatever it is that finds no memory.
TEST_CASE("Memory that runs out at any stage", "[pipeline][create][errors]") {
  CollectionFiles files(busy_collection());
  int failures = 0;
  for (uint64_t mebibytes = 1; mebibytes < 400; mebibytes += 1 + mebibytes / 6) {
    CreateOptions options = files.options();
    options.threads = 8;
    const LoweredLimit limit(RLIMIT_AS, address_space_in_use() + (mebibytes << 20));
    try {
      create_archive(options);
      std::filesystem::remove(options.output);
    } catch (const std::exception&) {
      ++failures;
    }
    require_nothing_left(files);
  }
  REQUIRE(failures > 3);
}

#endif

}  // namespace
}  // namespace agc
