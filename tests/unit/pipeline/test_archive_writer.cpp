// Archives from contigs in memory: the same as from files.

#include <catch2/catch.hpp>

#include "agc/error.h"
#include "unit/support/collection_files.h"
#include "unit/support/error_kind.h"

namespace agc {
namespace {

using test::CollectionFiles;
using test::error_kind;
using test::random_collection;
using test::read_file;
using test::require_archive_holds;
using test::Sample;
using test::TemporaryFolder;
using test::write_file;

void add_samples(ArchiveWriter& writer, std::span<const Sample> samples) {
  for (const Sample& sample : samples) {
    writer.begin_sample(sample.name);
    for (const auto& contig : sample.contigs) writer.add_contig(contig.name, contig.letters);
  }
}

TEST_CASE("Contigs from memory make the archive that files make", "[pipeline][writer]") {
  for (uint32_t seed = 1; seed <= 4; ++seed) {
    const CollectionFiles files(random_collection(seed, {.samples = 2 + seed}));
    const std::string expected = files.create(files.options());
    CreateOptions options = files.options();
    options.inputs.clear();
    options.threads = seed;
    // Only what files hold is grouped.
    options.grouping = seed % 2 ? SampleGrouping::per_file : SampleGrouping::per_record;
    options.output = files.folder().file("memory.agc");
    ArchiveWriter writer(options);
    add_samples(writer, files.samples());
    const CreateReport report = writer.finish();
    REQUIRE((read_file(options.output) == expected));
    REQUIRE(report.samples == files.samples().size());
    REQUIRE(report.archive_bytes == expected.size());
  }
}

TEST_CASE("Contigs from memory follow those of files, and those of an archive", "[pipeline][writer]") {
  CollectionFiles files(random_collection(11, {.samples = 7}));
  const std::span<const Sample> samples = files.samples();
  const std::string whole = files.create(files.options());

  CreateOptions create = files.options();
  create.inputs.resize(3);
  {
    ArchiveWriter writer(create);
    add_samples(writer, samples.subspan(3));
    writer.finish();
  }
  REQUIRE((read_file(create.output) == whole));

  create_archive(create);
  const std::vector<std::string> later(files.paths().begin() + 3, files.paths().end());
  const std::string by_files = files.folder().file("files.agc");
  append_archive({.archive = create.output, .inputs = later, .output = by_files, .threads = 2, .level = 1});
  const std::string by_memory = files.folder().file("memory.agc");
  ArchiveWriter writer(AppendOptions{.archive = create.output, .output = by_memory, .threads = 1, .level = 1});
  add_samples(writer, samples.subspan(3));
  REQUIRE(writer.finish().samples == 4);
  REQUIRE((read_file(by_memory) == read_file(by_files)));
  require_archive_holds(by_memory, files.samples());
}

TEST_CASE("A single sample is written when there is no second", "[pipeline][writer]") {
  const CollectionFiles files(random_collection(5, {.samples = 1}));
  const std::string expected = files.create(files.options());
  CreateOptions options = files.options();
  options.inputs.clear();
  ArchiveWriter writer(options);
  add_samples(writer, files.samples());
  writer.finish();
  REQUIRE((read_file(options.output) == expected));
}

TEST_CASE("Letters from memory are read as those of FASTA text", "[pipeline][writer]") {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.agc");
  const auto stored = [&](NonIupacPolicy policy, std::string_view letters) {
    ArchiveWriter writer(CreateOptions{.output = path, .non_iupac = policy});
    writer.begin_sample("s");
    writer.add_contig("c", letters);
    writer.finish();
    std::string found;
    ArchiveReader(path).fetch({0, 0}, found);
    return found;
  };
  REQUIRE(stored(NonIupacPolicy::error, "acgt nryswkmbdhvu\t") == "ACGTNRYSWKMBDHVU");
  REQUIRE(stored(NonIupacPolicy::drop, "AC-GT*") == "ACGT");
  REQUIRE(stored(NonIupacPolicy::replace_with_n, "AC-GT*") == "ACNGTN");
  REQUIRE(stored(NonIupacPolicy::error, "").empty());
}

TEST_CASE("A writer that is given something wrong makes nothing, then and later", "[pipeline][writer]") {
  using Steps = std::function<void(ArchiveWriter&)>;
  const Steps begin = [](ArchiveWriter& writer) { writer.begin_sample("s"); };
  const auto with_contig = [&](const std::string& name, const std::string& letters) -> Steps {
    return [=](ArchiveWriter& writer) {
      begin(writer);
      writer.add_contig("first", "ACGT");
      writer.add_contig(name, letters);
    };
  };
  const std::vector<std::pair<ErrorKind, Steps>> wrong = {
      {ErrorKind::usage, [](ArchiveWriter& writer) { writer.add_contig("c", "ACGT"); }},
      {ErrorKind::usage, [](ArchiveWriter& writer) { writer.finish(); }},
      {ErrorKind::input, [](ArchiveWriter& writer) { writer.begin_sample(""); }},
      {ErrorKind::input, [](ArchiveWriter& writer) { writer.begin_sample(std::string("a\0b", 3)); }},
      {ErrorKind::input,
       [&](ArchiveWriter& writer) {
         begin(writer);
         writer.finish();
       }},
      {ErrorKind::input,
       [&](ArchiveWriter& writer) {
         begin(writer);
         writer.begin_sample("t");
       }},
      {ErrorKind::input,
       [&](ArchiveWriter& writer) {
         begin(writer);
         writer.add_contig("c", "ACGT");
         begin(writer);
       }},
      {ErrorKind::input, with_contig("c", "AC-T")},
      {ErrorKind::input, with_contig("first", "ACGT")},
      {ErrorKind::input, with_contig("", "ACGT")},
      {ErrorKind::input, with_contig("a\nb", "ACGT")},
      {ErrorKind::input, with_contig(std::string("a\0b", 3), "ACGT")},
  };
  for (const auto& [kind, steps] : wrong) {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.agc");
    write_file(path, "what was there");
    {
      ArchiveWriter writer(CreateOptions{.output = path, .threads = 2});
      REQUIRE(error_kind([&, &run = steps] { run(writer); }) == kind);
      REQUIRE(error_kind([&] { writer.begin_sample("other"); }) == ErrorKind::usage);
      REQUIRE(error_kind([&] { writer.finish(); }) == ErrorKind::usage);
    }
    REQUIRE(read_file(path) == "what was there");
    REQUIRE(folder.entries() == 1);
  }
}

TEST_CASE("A writer that is not finished leaves nothing behind", "[pipeline][writer]") {
  const CollectionFiles files(random_collection(3, {.samples = 3}));
  const size_t before = files.folder().entries();
  CreateOptions options = files.options();
  options.inputs.clear();
  {
    ArchiveWriter writer(options);
    add_samples(writer, files.samples());
  }
  REQUIRE(files.folder().entries() == before);
}

TEST_CASE("Files and records that are there already are left out where that is asked for", "[pipeline][writer]") {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.agc");
  const std::string one = folder.file("s.fa");
  const std::string same = folder.file("s.fna");
  write_file(one, ">c\nACGT\n>d\nCC\n>c\nGGGG\n");
  write_file(same, ">e\nTTTT\n");
  std::vector<std::string> notices;
  CreateOptions options{.inputs = {one, same}, .output = path, .threads = 1};
  options.notice = [&](const std::string& line) { notices.push_back(line); };
  REQUIRE(error_kind([&] { create_archive(options); }) == ErrorKind::input);
  options.repeated = RepeatedNames::leave_out;
  create_archive(options);
  REQUIRE(notices == std::vector<std::string>{one + ": left out a record; contig 'c' is there already",
                                              same + ": left out the file; sample 's' is there already"});
  require_archive_holds(path, {{"s", {{"c", "ACGT"}, {"d", "CC"}}}});
}

}  // namespace
}  // namespace agc
