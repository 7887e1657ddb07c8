#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <vector>

#include "agc/error.h"
#include "io/file.h"
#include "unit/io/test_support.h"
#include "unit/support/error_kind.h"

namespace agc {
namespace {

using test::bytes_of;
using test::error_kind;
using test::read_file;
using test::TemporaryFolder;
using test::write_file;

}  // namespace

TEST_CASE("InputFile reads at any position and never beyond the end", "[file]") {
  TemporaryFolder folder;
  write_file(folder.file("in"), "0123456789");
  const InputFile file(folder.file("in"));
  CHECK(file.size() == 10);
  std::vector<uint8_t> out(4);
  file.read_at(6, out);
  CHECK(std::string(out.begin(), out.end()) == "6789");
  file.read_at(10, {});
  CHECK(error_kind([&] { file.read_at(7, out); }) == ErrorKind::io);
  CHECK(error_kind([&] { file.read_at(UINT64_MAX - 1, out); }) == ErrorKind::io);
  REQUIRE(truncate(folder.file("in").c_str(), 5) == 0);
  CHECK(error_kind([&] { file.read_at(3, out); }) == ErrorKind::io);
}

TEST_CASE("InputFile refuses what is no regular file", "[file]") {
  TemporaryFolder folder;
  REQUIRE(mkfifo(folder.file("fifo").c_str(), 0600) == 0);
  for (const std::string& path : {folder.file("absent"), folder.path().string(), folder.file("fifo")}) {
    CHECK_THROWS_WITH(InputFile(path), Catch::Contains(path));
  }
}

TEST_CASE("OutputFile appears only on commit", "[file]") {
  TemporaryFolder folder;
  const std::string path = folder.file("out");
  {
    OutputFile file(path);
    file.write("hello ");
    file.write(bytes_of("world"));
    CHECK(file.position() == 11);
    CHECK_FALSE(std::filesystem::exists(path));
    file.commit();
  }
  CHECK(read_file(path) == "hello world");
  CHECK(folder.entries() == 1);
}

TEST_CASE("an OutputFile without commit leaves the old file alone", "[file]") {
  TemporaryFolder folder;
  const std::string path = folder.file("out");
  write_file(path, "old");
  {
    OutputFile file(path);
    file.write(std::string(1 << 20, 'x'));
    CHECK(folder.entries() == 2);
  }
  CHECK(read_file(path) == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a replaced file keeps its permissions and a link stays a link", "[file]") {
  TemporaryFolder folder;
  const std::string path = folder.file("out");
  write_file(path, "old");
  REQUIRE(chmod(path.c_str(), 0640) == 0);
  REQUIRE(symlink("out", folder.file("link").c_str()) == 0);
  OutputFile file(folder.file("link"), Durability::unsynced);
  file.write("new");
  file.commit();
  CHECK(read_file(path) == "new");
  CHECK(std::filesystem::is_symlink(folder.file("link")));
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
}

TEST_CASE("writes of any size arrive in order", "[file]") {
  TemporaryFolder folder;
  std::string expected;
  OutputFile file(folder.file("out"));
  for (size_t size = 1; size < (size_t{2} << 20); size = size * 3 + 1) {
    const std::string piece(size, static_cast<char>('a' + size % 26));
    file.write(piece);
    expected += piece;
  }
  file.commit();
  CHECK(read_file(folder.file("out")) == expected);
}

TEST_CASE("an impossible output is refused before anything is written", "[file]") {
  TemporaryFolder folder;
  write_file(folder.file("plain"), "");
  for (const std::string& path : {folder.path().string(), folder.file("absent/out"), folder.file("plain/out")}) {
    CHECK(error_kind([&] { check_output_place(path); }) == ErrorKind::io);
    CHECK(error_kind([&] { OutputFile file(path); }) == ErrorKind::io);
  }
  CHECK(folder.entries() == 1);
}

TEST_CASE("a device is written directly", "[file]") {
  OutputFile file("/dev/null");
  file.write("gone");
  file.commit();
  CHECK(std::filesystem::is_character_file("/dev/null"));
  OutputFile full("/dev/full");
  full.write("x");
  CHECK(error_kind([&] { full.commit(); }) == ErrorKind::io);
}

TEST_CASE("a signal removes temporary files and still ends the program", "[file]") {
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
      signal(signal_number, SIG_DFL);
      remove_temporary_files_on_signals();
      OutputFile finished(folder.file("finished"));
      finished.commit();
      OutputFile file(folder.file("out"));
      file.write("half");
      file.flush();
      raise(signal_number);
      _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal_number);
    CHECK(folder.entries() == 1);
    CHECK(std::filesystem::exists(folder.file("finished")));
  }
}

TEST_CASE("an ignored signal stays ignored", "[file]") {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGHUP, SIG_IGN);
    remove_temporary_files_on_signals();
    raise(SIGHUP);
    _exit(7);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 7);
}

}  // namespace agc
