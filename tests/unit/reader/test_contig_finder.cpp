#include <catch2/catch.hpp>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "reader/contig_finder.h"
#include "unit/support/collection_files.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

std::string message_of(const std::function<void()>& query, ErrorKind kind = ErrorKind::not_found) {
  try {
    query();
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return error.what();
  }
  return "found";
}

TEST_CASE("A short name ends at the first blank", "[contig_finder]") {
  CHECK(short_contig_name("c1 one two") == "c1");
  CHECK(short_contig_name("c1\tone") == "c1");
  CHECK(short_contig_name("c1\rx") == "c1");
  CHECK(short_contig_name("c1") == "c1");
  CHECK(short_contig_name(" c1").empty());
}

TEST_CASE("Every contig is found in its sample by its short name", "[contig_finder]") {
  for (const char* name : {"names", "many", "old_v11_basic", "old_v20_basic", "concat"}) {
    const ArchiveReader reader(test::golden(std::string(name) + "/a.agc"));
    for (uint32_t s = 0; s < reader.sample_names().size(); ++s) {
      const std::vector<std::string> contigs = reader.contig_names(s);
      for (uint32_t c = 0; c < contigs.size(); ++c) {
        const std::string wanted(short_contig_name(contigs[c]));
        const ContigId found = reader.find_contig(reader.sample_names()[s], wanted);
        CHECK(found.sample == s);
        CHECK(short_contig_name(reader.contig_names(s)[found.contig]) == wanted);
      }
    }
  }
}

TEST_CASE("Contigs of large samples are found as those of small ones", "[contig_finder]") {
  test::Sample sample{"large", {}};
  for (int i = 0; i < 500; ++i) sample.contigs.push_back({"c" + std::to_string(i) + " of many", "ACGTACGTA"});
  sample.contigs.push_back({"c", "ACG"});
  test::Sample other{"other", {{"c7", "ACGT"}}};
  const test::CollectionFiles files({sample, other});
  files.create(files.options());
  const ArchiveReader reader(files.archive_path());
  for (uint32_t c = 0; c < sample.contigs.size(); ++c) {
    const std::string& name = sample.contigs[c].name;
    CHECK(reader.find_contig("large", short_contig_name(name)).contig == c);
  }
  CHECK(reader.find_contig("other", "c7").sample == 1);
  CHECK_THROWS_AS(reader.find_contig("large", "c500"), Error);
  CHECK_THROWS_AS(reader.find_contig("large", "c1 of many"), Error);
}

TEST_CASE("Without a sample the contig must be the only one", "[contig_finder]") {
  const ArchiveReader reader(test::golden("basic/a.agc"));
  const std::string shared = reader.contig_names(0)[0];
  CHECK(message_of([&] { reader.find_contig("nothing of the kind"); }) == "There is no contig: nothing of the kind");
  CHECK(message_of([&] { reader.find_contig(shared); }, ErrorKind::ambiguous) ==
        "There are 5 samples with contig: " + shared);
  const ArchiveReader one(test::golden("one_sample/a.agc"));
  const ContigId found = one.find_contig(short_contig_name(one.contig_names(0)[1]));
  CHECK(found.sample == 0);
  CHECK(found.contig == 1);
}

TEST_CASE("A whole header is shortened only where AGC does so", "[contig_finder]") {
  // Contigs whose header has a second word, in archives of the three file versions.
  const auto finds = [](const char* name, bool with_sample) {
    const ArchiveReader reader(test::golden(std::string(name) + "/a.agc"));
    for (uint32_t s = 0; s < reader.sample_names().size(); ++s) {
      for (const std::string& contig : reader.contig_names(s)) {
        if (short_contig_name(contig) == contig) continue;
        try {
          with_sample ? reader.find_contig(reader.sample_names()[s], contig) : reader.find_contig(contig);
          return true;
        } catch (const Error& error) {
          if (std::string_view(error.what()).starts_with("There are ")) return true;
        }
      }
    }
    return false;
  };
  CHECK(finds("old_v11_basic", true));
  CHECK_FALSE(finds("old_v20_basic", true));
  CHECK_FALSE(finds("basic", true));
  CHECK(finds("old_v11_basic", false));
  CHECK_FALSE(finds("old_v20_basic", false));
  CHECK(finds("basic", false));
}

TEST_CASE("Unknown samples and numbers that are too large are not found", "[contig_finder]") {
  const ArchiveReader reader(test::golden("basic/a.agc"));
  std::string text;
  CHECK(message_of([&] { reader.find_contig("s9", "chr1"); }) == "There is no sample:contig pair: s9 : chr1");
  CHECK(message_of([&] { reader.contig_names(5); }) != "found");
  CHECK(message_of([&] { reader.fetch({5, 0}, text); }) != "found");
  CHECK(message_of([&] { reader.fetch({0, 1000}, text); }) != "found");
  CHECK(message_of([&] { reader.contig_length({0, 1000}); }) != "found");
  CHECK_FALSE(reader.find_sample("s9").has_value());
  CHECK(reader.find_sample("s2") == 2u);
}

}  // namespace
}  // namespace agc
