#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "agc/error.h"
#include "compat/shared_readers.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("agc_shared_readers_" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

TEST_CASE("Handles of a file share its reader as long as one is open", "[shared_readers]") {
  const std::string path = test::golden("basic/a.agc");
  auto first = open_shared_reader(path);
  const auto second = open_shared_reader(path);
  CHECK(first == second);
  CHECK(open_shared_reader(test::golden("basic/../basic/a.agc")) == first);
  CHECK(open_shared_reader(test::golden("names/a.agc")) != first);
  const std::weak_ptr<const ArchiveReader> lives = open_shared_reader(test::golden("many/a.agc"));
  CHECK(lives.expired());
}

TEST_CASE("A file that has been replaced or changed is opened anew", "[shared_readers]") {
  const Folder folder;
  const fs::path file = folder.path / "a.agc";
  fs::copy_file(test::golden("basic/a.agc"), file);
  const auto before = open_shared_reader(file);
  fs::copy_file(test::golden("names/a.agc"), folder.path / "b.agc");
  fs::rename(folder.path / "b.agc", file);
  const auto after = open_shared_reader(file);
  CHECK(after != before);
  CHECK(after->sample_names() != before->sample_names());
  std::ofstream(file, std::ios::app) << "more";
  CHECK_THROWS_AS(open_shared_reader(file), Error);
}

TEST_CASE("What cannot be opened is an error each time", "[shared_readers]") {
  for (int i = 0; i < 2; ++i) {
    CHECK_THROWS_AS(open_shared_reader(test::golden("no/such/file")), Error);
    CHECK_THROWS_AS(open_shared_reader(test::golden("basic")), Error);
    CHECK_THROWS_AS(open_shared_reader(test::golden("basic/commands.txt")), Error);
  }
}

}  // namespace
}  // namespace agc
