#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "cli/input_estimate.h"
#include "cli/progress.h"

namespace agc::cli {
namespace {

// A file of some bytes that is gone with the object.
class SizedFile {
 public:
  SizedFile(const std::string& name, size_t bytes)
      : path_((std::filesystem::temp_directory_path() / ("agc_test_progress_" + name)).string()) {
    std::ofstream(path_) << std::string(bytes, 'A');
  }
  ~SizedFile() { std::filesystem::remove(path_); }
  SizedFile(const SizedFile&) = delete;
  SizedFile& operator=(const SizedFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("progress with everything known", "[progress]") {
  CHECK(progress_line({0.42, 3'200'000'000}, 30) == " 42 %  3.20 Gb  107 Mb/s  0:00:41 left");
  CHECK(progress_line({0.5, 12'300}, 4000) == " 50 %  12.3 kb  3 b/s  1:06:40 left");
}

TEST_CASE("progress without a time while there is nothing to judge by", "[progress]") {
  CHECK(progress_line({0.0, 0}, 1) == "  0 %  0 b  0 b/s");
  CHECK(progress_line({1.0, 5}, 1) == "100 %  5 b  5 b/s");
  CHECK(progress_line({std::nullopt, 999'900}, 2) == "1.00 Mb  500 kb/s");
  CHECK(progress_line({1.7, 1}, 0) == "100 %  1 b");
}

TEST_CASE("the share of inputs follows their sizes", "[progress]") {
  const SizedFile a("a.fa", 1000);
  const SizedFile b("b.fa", 3000);
  const InputEstimate estimate({a.path(), b.path()});
  WriteProgress progress;
  CHECK_FALSE(estimate.fraction(progress).has_value());
  progress.inputs_begun = 1;
  progress.symbols_read = 980;
  progress.symbols_stored = 490;
  CHECK(*estimate.fraction(progress) == Approx(0.125));
  // The first file turns out to have half as many symbols as it should: so may the second.
  progress.inputs_begun = 2;
  progress.symbols_before_input = progress.symbols_read = progress.symbols_stored = 490;
  CHECK(*estimate.fraction(progress) == Approx(0.25));
  progress.inputs_begun = 3;
  CHECK(*estimate.fraction(progress) == 1);
}

TEST_CASE("more read than expected is never more than all", "[progress]") {
  const SizedFile a("a.fa", 10);
  const InputEstimate estimate({a.path()});
  WriteProgress progress;
  progress.inputs_begun = 1;
  progress.symbols_read = progress.symbols_stored = 1000;
  CHECK(*estimate.fraction(progress) == 1);
}

TEST_CASE("inputs without a size have no share", "[progress]") {
  const SizedFile a("a.fa", 10);
  for (const std::string other : {"-", "/dev/null", "absent.fa"}) {
    WriteProgress progress;
    progress.inputs_begun = 1;
    CHECK_FALSE(InputEstimate({a.path(), other}).fraction(progress).has_value());
  }
}

}  // namespace agc::cli
