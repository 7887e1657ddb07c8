// Whatever is in a file that is called an archive: an Error or an answer, never more than that.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "unit/io/test_support.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

// One file that is given other contents again and again, in place: that is what takes the time.
class TemporaryArchive {
 public:
  TemporaryArchive() { test::write_file(path(), "x"); }
  std::string path() const { return folder_.file("archive"); }
  void write(const std::string& bytes) const {
    std::fstream(path(), std::ios::binary | std::ios::in | std::ios::out) << bytes;
    std::filesystem::resize_file(path(), bytes.size());
  }

 private:
  test::TemporaryFolder folder_;
};

enum class Outcome { read, refused };

// Asks for everything that can be asked.
Outcome read_all(const std::string& path) {
  try {
    const ArchiveReader reader(path);
    for (uint32_t sample = 0; sample < reader.sample_names().size(); ++sample) {
      const size_t contigs = reader.contig_names(sample).size();
      for (uint32_t contig = 0; contig < contigs; ++contig) {
        std::string text;
        const uint64_t length = reader.contig_length({sample, contig});
        reader.fetch({sample, contig}, length / 3, length / 2, text);
        reader.fetch({sample, contig}, text);
      }
    }
    return Outcome::read;
  } catch (const Error& error) {
    const bool expected = error.kind() == ErrorKind::corrupt || error.kind() == ErrorKind::unsupported;
    INFO(error.what());
    CHECK(expected);
    return Outcome::refused;
  }
}

std::string error_of_reading(const std::string& path) {
  try {
    const ArchiveReader reader(path);
    test::whole_fasta(reader);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST_CASE("Damaged archives are refused with a message that names them", "[reader][damage]") {
  for (const char* name : {"empty",
                           "flip_contigs",
                           "flip_details",
                           "flip_details_sizes",
                           "flip_params_k",
                           "flip_params_segsize",
                           "flip_ref",
                           "flip_ref_marker",
                           "flip_version",
                           "footer_len_huge",
                           "footer_len_off1",
                           "footer_len_zero",
                           "huge_meta",
                           "no_details",
                           "no_info",
                           "no_params",
                           "no_raw0",
                           "no_ref",
                           "no_samples",
                           "params_zero",
                           "short7",
                           "text",
                           "trailing_garbage",
                           "trunc_1",
                           "trunc_8",
                           "trunc_half"}) {
    const std::string path = test::golden("errors/" + std::string(name) + ".agc");
    CHECK_THAT(error_of_reading(path), Catch::StartsWith(path + ": "));
  }
}

TEST_CASE("Damage that no sequence depends on does not matter", "[reader][damage]") {
  const std::string expected = test::whole_fasta(ArchiveReader(test::golden("errors/base.agc")));
  for (const char* name : {"flip_params_card", "flip_samples", "no_splitters"}) {
    CHECK(test::whole_fasta(ArchiveReader(test::golden("errors/" + std::string(name) + ".agc"))) == expected);
  }
}

TEST_CASE("A missing file is an io error", "[reader][damage]") {
  try {
    const ArchiveReader reader(test::golden("no such file"));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::io);
  }
}

TEST_CASE("What is left of an archive can be read", "[reader][damage]") {
  const ArchiveReader without_batch(test::golden("hazards/append_nothing.agc"));
  CHECK(without_batch.sample_names() == ArchiveReader(test::golden("hazards/base.agc")).sample_names());
  CHECK_THROWS_AS(without_batch.contig_names(0), Error);
  CHECK_THROWS_AS(without_batch.find_contig("c1"), Error);
  CHECK_THROWS_AS(without_batch.contig_length({0, 0}), Error);

  const ArchiveReader without_details(test::golden("errors/no_details.agc"));
  CHECK(without_details.contig_names(0).size() ==
        ArchiveReader(test::golden("errors/base.agc")).contig_names(0).size());

  const ArchiveReader without_samples(test::golden("hazards/nosamples.agc"));
  CHECK(without_samples.sample_names().empty());
  CHECK_THROWS_AS(without_samples.find_contig("c1"), Error);
  CHECK_FALSE(without_samples.find_sample("").has_value());
}

TEST_CASE("Oddities of AGC's own archives are read", "[reader][damage]") {
  CHECK(ArchiveReader(test::golden("hazards/concat_exact.agc")).contig_names(0).size() == 1);
  CHECK(read_all(test::golden("hazards/delta_without_marker.agc")) == Outcome::read);
  CHECK(read_all(test::golden("hazards/handmade_lz.agc")) == Outcome::read);

  // Letters of no code in LZ texts: AGC loses its way there, but what was meant can be read.
  const ArchiveReader unknown(test::golden("hazards/unk.agc"));
  std::string text;
  const ContigId contig = unknown.find_contig("unk", "c1");
  unknown.fetch(contig, text);
  CHECK(text.size() == unknown.contig_length(contig));
  CHECK(text.find(' ') != std::string::npos);

  const ArchiveReader beyond_ascii(test::golden("hazards/utf.agc"));
  CHECK(beyond_ascii.contig_names(1) == std::vector<std::string>{"chr_\xC3\xA9 x", "chr_\xC3\xA8 x", "chr_\xC3\xA8 y"});
}

TEST_CASE("An archive cut anywhere is refused", "[reader][damage]") {
  const std::string whole = test::read_file(test::golden("hazards/minimal_card3.agc"));
  const TemporaryArchive archive;
  for (size_t size = 0; size < whole.size(); ++size) {
    archive.write(whole.substr(0, size));
    REQUIRE(read_all(archive.path()) == Outcome::refused);
  }
}

TEST_CASE("An archive with a flipped bit is read or refused", "[reader][damage]") {
  std::mt19937 random(9);
  const TemporaryArchive archive;
  for (const char* name : {"minimal_card3", "handmade_lz"}) {
    const std::string whole = test::read_file(test::golden("hazards/" + std::string(name) + ".agc"));
    for (size_t bit = 0; bit < whole.size() * 8; ++bit) {
      std::string damaged = whole;
      damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
      archive.write(damaged);
      read_all(archive.path());
    }
  }
  const std::string whole = test::read_file(test::golden("errors/base.agc"));
  size_t refused = 0;
  for (size_t byte = 0; byte < whole.size(); ++byte) {
    std::string damaged = whole;
    damaged[byte] = static_cast<char>(damaged[byte] ^ (1 << random() % 8));
    archive.write(damaged);
    if (read_all(archive.path()) == Outcome::refused) ++refused;
  }
  CHECK(refused > whole.size() / 3);
}

TEST_CASE("Old archives with flipped bits are read or refused", "[reader][damage]") {
  std::mt19937 random(10);
  const TemporaryArchive archive;
  for (const char* name : {"old_v11_concat", "old_v20_concat"}) {
    const std::string whole = test::read_file(test::golden(std::string(name) + "/a.agc"));
    for (int i = 0; i < 300; ++i) {
      std::string damaged = whole;
      damaged[random() % whole.size()] ^= static_cast<char>(1 << random() % 8);
      archive.write(damaged);
      read_all(archive.path());
    }
  }
}

}  // namespace
}  // namespace agc
