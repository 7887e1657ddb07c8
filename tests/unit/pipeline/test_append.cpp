#include <catch2/catch.hpp>
#include <filesystem>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "format/archive_info.h"
#include "format/collection_v3.h"
#include "format/fold_code.h"
#include "format/growth_marks.h"
#include "format/segment_codec.h"
#include "reader/archive_layout.h"
#include "reader/collection_index.h"
#include "unit/support/archives.h"
#include "unit/support/collection_files.h"
#include "unit/support/error_kind.h"
#include "unit/support/golden.h"
#include "unit/support/writer_rules.h"

namespace agc {
namespace {

using test::Sample;
using test::TemporaryFolder;

void create(const std::vector<std::string>& inputs, const std::string& output, const ArchiveParams& params) {
  create_archive({.inputs = inputs, .output = output, .params = params, .threads = 2});
  test::check_writer_rules(output);
}

void append(const std::string& archive, const std::vector<std::string>& inputs, const std::string& output,
            const test::ArchiveOrigin& origin = {}, unsigned threads = 2, uint64_t memory_bytes = 0) {
  append_archive(
      {.archive = archive, .inputs = inputs, .output = output, .threads = threads, .memory_bytes = memory_bytes});
  test::check_writer_rules(output, origin);
}

constexpr test::ArchiveOrigin kForeign{.added_to_foreign = true};

ErrorKind error_of(const AppendOptions& options) {
  return test::error_kind([&] { append_archive(options); });
}

// Small batches, packs and groups, so that all of them fill and overflow.
ArchiveParams random_params(test::GenomeMaker& maker) {
  ArchiveParams params;
  params.pack_cardinality = static_cast<uint32_t>(1 + maker.below(5));
  params.segment_size = static_cast<uint32_t>(500 + maker.below(4000));
  params.kmer_length = static_cast<uint32_t>(17 + maker.below(16));
  return params;
}

TEST_CASE("Samples come back however they are divided among create and appends", "[append]") {
  for (uint32_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    test::GenomeMaker maker(seed);
    const TemporaryFolder folder;
    const std::vector<Sample> samples = test::random_collection(seed, {.samples = 9});
    const std::vector<std::string> paths = test::write_samples(folder, samples);
    const std::string archive = folder.file("a.agc");
    size_t done = 1 + maker.below(4);
    create({paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(done)}, archive, random_params(maker));
    while (done < samples.size()) {
      const size_t count = std::min<size_t>(maker.below(4), samples.size() - done);
      const auto first = paths.begin() + static_cast<std::ptrdiff_t>(done);
      append(archive, {first, first + static_cast<std::ptrdiff_t>(count)}, archive);
      done += count;
      REQUIRE(test::holds(archive, {samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(done)}));
    }
  }
}

TEST_CASE("An appended archive depends on neither threads nor memory", "[append]") {
  const TemporaryFolder folder;
  const std::vector<std::string> paths =
      test::write_samples(folder, test::random_collection(21, {.samples = 6, .chromosome_length = 40000}));
  create({paths.begin(), paths.begin() + 3}, folder.file("a.agc"), {.pack_cardinality = 4, .segment_size = 3000});
  const std::vector<std::string> more(paths.begin() + 3, paths.end());
  append(folder.file("a.agc"), more, folder.file("1.agc"), {}, 1);
  append(folder.file("a.agc"), more, folder.file("2.agc"), {}, 5);
  append(folder.file("a.agc"), more, folder.file("3.agc"), {}, 3, 1);
  const std::string bytes = test::read_file(folder.file("1.agc"));
  CHECK(bytes == test::read_file(folder.file("2.agc")));
  CHECK(bytes == test::read_file(folder.file("3.agc")));
}

TEST_CASE("Appending costs little over creating at once", "[append]") {
  const TemporaryFolder folder;
  const std::vector<std::string> paths = test::write_samples(
      folder, test::random_collection(31, {.samples = 12, .chromosomes = 2, .chromosome_length = 50000}));
  create(paths, folder.file("all.agc"), {});
  create({paths.front()}, folder.file("each.agc"), {});
  append(folder.file("each.agc"), {paths.begin() + 1, paths.end()}, folder.file("rest.agc"));
  for (size_t i = 1; i < paths.size(); ++i) append(folder.file("each.agc"), {paths[i]}, folder.file("each.agc"));
  const auto size = [&](const char* name) {
    return static_cast<double>(std::filesystem::file_size(folder.file(name)));
  };
  CHECK(size("rest.agc") < 1.03 * size("all.agc"));
  CHECK(size("each.agc") < 1.03 * size("all.agc"));
}

TEST_CASE("What is added to an archive of one sample makes the archive of all", "[append]") {
  for (uint32_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    const test::CollectionFiles files(test::random_collection(seed, {.samples = 2 + seed}));
    CreateOptions options = files.options();
    options.params.segment_size = 3000;
    options.sequence_digests = seed % 2 == 0;
    const std::string whole = files.create(options);
    const std::vector<std::string> others(options.inputs.begin() + 1, options.inputs.end());
    options.inputs.resize(1);
    const CreateReport alone = create_archive(options);
    const std::string copy = files.folder().file("copy.agc");
    append_archive({.archive = options.output, .output = copy, .threads = 2});
    CHECK((test::read_file(copy) == test::read_file(options.output)));
    const AppendReport report = append_archive({.archive = options.output,
                                                .inputs = others,
                                                .output = options.output,
                                                .threads = 2,
                                                .level = options.level,
                                                .sequence_digests = options.sequence_digests});
    CHECK((test::read_file(options.output) == whole));
    CHECK(report.samples == others.size());
    CHECK(alone.samples == 1);
    test::require_archive_holds(options.output, files.samples());
  }
}

TEST_CASE("Archives of every release can be added to", "[append]") {
  const TemporaryFolder folder;
  const std::vector<Sample> added = test::random_collection(41, {.samples = 2});
  const std::vector<std::string> paths = test::write_samples(folder, added);
  for (const std::string& name : test::golden_cases()) {
    CAPTURE(name);
    const std::string old = test::golden(name + "/a.agc");
    const ArchiveReader reader(old);
    std::vector<Sample> samples;
    for (uint32_t i = 0; i < reader.sample_names().size(); ++i) samples.push_back(test::read_sample(reader, i));
    // A relative of what is there, so that old groups get new members.
    Sample relative{"relative", samples.front().contigs};
    for (test::Contig& contig : relative.contigs) contig.letters = contig.letters.substr(contig.letters.size() / 3);
    const std::string relative_path = folder.file("relative.fa");
    test::write_file(relative_path, test::fasta_of(relative));
    append(old, {relative_path, paths[0]}, folder.file("a.agc"), kForeign);
    append(folder.file("a.agc"), {paths[1]}, folder.file("a.agc"), kForeign);
    samples.insert(samples.end(), {relative, added[0], added[1]});
    CHECK(test::holds(folder.file("a.agc"), samples));
    const ArchiveInfo info = ArchiveReader(folder.file("a.agc")).info();
    CHECK(info.file_version == 3000);
    CHECK(info.params.segment_size == (reader.info().file_version < 2000 ? 60000 : reader.info().params.segment_size));
    CHECK(find_value(info.file_type_info, "comment") == find_value(reader.info().file_type_info, "comment"));
  }
}

// All parts of a stream; nothing if it is not there.
std::vector<Part> parts_of(const ArchiveLayout& archive, GroupStream name) {
  std::vector<Part> parts;
  const auto stream = archive.find_group_stream(name);
  if (!stream) return parts;
  for (uint32_t i = 0; i < archive.container().part_count(*stream); ++i) {
    parts.push_back(archive.container().read_part(*stream, i));
  }
  return parts;
}

uint32_t group_count(const ArchiveLayout& archive) {
  uint32_t group = kRawGroupCount;
  while (archive.find_group_stream({group, GroupStreamKind::reference})) ++group;
  return group;
}

// What happened to the references of the first archive's groups in the second.
struct ReferenceChanges {
  uint32_t same = 0;
  uint32_t grown = 0;
  uint32_t other = 0;
};

ReferenceChanges compare_references(const std::string& before, const std::string& after) {
  const ArchiveLayout old(before);
  const ArchiveLayout now(after);
  ZstdDecompressor decompressor;
  ReferenceChanges changes;
  for (uint32_t group = kRawGroupCount; group < group_count(old); ++group) {
    const Part old_part = parts_of(old, {group, GroupStreamKind::reference}).at(0);
    const Part part = parts_of(now, {group, GroupStreamKind::reference}).at(0);
    const auto old_symbols = decode_reference(old_part.metadata, old_part.payload, decompressor);
    const auto symbols = decode_reference(part.metadata, part.payload, decompressor);
    const bool is_prefix =
        symbols.size() >= old_symbols.size() && std::equal(old_symbols.begin(), old_symbols.end(), symbols.begin());
    if (part == old_part) {
      ++changes.same;
    } else if (is_prefix && symbols.size() > old_symbols.size()) {
      ++changes.grown;
    } else {
      ++changes.other;
    }
  }
  return changes;
}

TEST_CASE("References grow in groups of ours and in no others", "[append]") {
  const TemporaryFolder folder;
  const std::vector<std::string> paths = test::write_samples(folder, test::random_collection(51, {.samples = 4}));
  create({paths[0], paths[1]}, folder.file("a.agc"), {});
  append(folder.file("a.agc"), {paths[2]}, folder.file("b.agc"));
  const ReferenceChanges ours = compare_references(folder.file("a.agc"), folder.file("b.agc"));
  CHECK(ours.grown > 0);
  CHECK(ours.other == 0);

  SECTION("an archive to which another program has added a sample") {
    // What tells is that the number of samples is not the marked one.
    test::copy_archive(folder.file("a.agc"), folder.file("c.agc"), [](std::string_view stream, Part& part) {
      if (stream != kStreamFileTypeInfo) return;
      FileTypeInfo info = decode_file_type_info(part.metadata, part.payload);
      set_growth_marks(info, 1, kRawGroupCount);
      part = encode_file_type_info(info);
    });
    append(folder.file("c.agc"), {paths[2]}, folder.file("d.agc"), kForeign);
    const ReferenceChanges foreign = compare_references(folder.file("c.agc"), folder.file("d.agc"));
    CHECK(foreign.grown + foreign.other == 0);
    const uint32_t groups = group_count(ArchiveLayout(folder.file("c.agc")));
    CHECK(first_growable_group(ArchiveReader(folder.file("d.agc")).info().file_type_info, 3, 1000) == groups);
  }
  SECTION("an archive of another program, twice") {
    const std::string old = test::golden("basic/a.agc");
    append(old, {paths[1]}, folder.file("c.agc"), kForeign);
    append(folder.file("c.agc"), {paths[2], paths[3]}, folder.file("d.agc"), kForeign);
    const ReferenceChanges first = compare_references(old, folder.file("c.agc"));
    const ReferenceChanges second = compare_references(folder.file("c.agc"), folder.file("d.agc"));
    CHECK(first.same == group_count(ArchiveLayout(old)) - kRawGroupCount);
    CHECK(first.grown + first.other + second.other == 0);
    CHECK(second.same >= first.same);
    CHECK(second.grown > 0);
  }
}

TEST_CASE("Growth marks tell the first group that may grow", "[append]") {
  FileTypeInfo info = make_file_type_info("1.2.3");
  CHECK(first_growable_group(info, 5, 40) == 40);
  set_growth_marks(info, 5, 20);
  CHECK(std::is_sorted(info.begin(), info.end()));
  CHECK(first_growable_group(info, 5, 40) == 20);
  CHECK(first_growable_group(info, 6, 40) == 40);
  CHECK(first_growable_group(info, 5, 10) == 10);
  for (const char* value : {"", "x", "-1", "99999999999999999999999"}) {
    FileTypeInfo damaged = info;
    set_value(damaged, "growable_from_group", value);
    CHECK(first_growable_group(damaged, 5, 40) == 40);
  }
}

TEST_CASE("Where nothing new lands everything is copied as it is", "[append]") {
  const TemporaryFolder folder;
  const std::vector<Sample> samples = test::random_collection(61, {.samples = 7});
  const std::vector<std::string> paths = test::write_samples(folder, samples);
  create(paths, folder.file("a.agc"), {.pack_cardinality = 3, .segment_size = 2000});
  test::write_file(folder.file("more.fa"), ">c\nACGTACGTTT\n");
  append(folder.file("a.agc"), {folder.file("more.fa")}, folder.file("b.agc"));
  const ArchiveLayout old(folder.file("a.agc"));
  const ArchiveLayout now(folder.file("b.agc"));
  for (uint32_t group = kRawGroupCount; group < group_count(old); ++group) {
    CHECK(parts_of(old, {group, GroupStreamKind::delta}) == parts_of(now, {group, GroupStreamKind::delta}));
    CHECK(parts_of(old, {group, GroupStreamKind::reference}) == parts_of(now, {group, GroupStreamKind::reference}));
  }
  for (const std::string_view name : {kStreamCollectionContigs, kStreamCollectionDetails}) {
    const StreamIndex stream = now.container().require(name);
    CHECK(now.container().part_count(stream) == 3);
    for (uint32_t batch = 0; batch < 2; ++batch) {
      CHECK(now.container().read_part(stream, batch) ==
            old.container().read_part(old.container().require(name), batch));
    }
  }
}

TEST_CASE("Texts of full batches move, and only where a group has grown", "[append]") {
  const TemporaryFolder folder;
  const std::vector<Sample> samples = test::random_collection(61, {.samples = 12});
  const std::vector<std::string> paths = test::write_samples(folder, samples);
  create({paths.begin(), paths.begin() + 6}, folder.file("a.agc"), {.pack_cardinality = 3, .segment_size = 2000});
  append(folder.file("a.agc"), {paths.begin() + 6, paths.end()}, folder.file("b.agc"));
  CHECK(test::holds(folder.file("b.agc"), samples));
  test::check_writer_rules(folder.file("b.agc"));
  const ArchiveLayout old(folder.file("a.agc"));
  const ArchiveLayout now(folder.file("b.agc"));
  uint32_t moved = 0;
  uint32_t kept = 0;
  for (uint32_t group = 0; group < group_count(old); ++group) {
    const std::vector<Part> before = parts_of(old, {group, GroupStreamKind::delta});
    const std::vector<Part> after = parts_of(now, {group, GroupStreamKind::delta});
    REQUIRE(after.size() >= before.size());
    if (before.size() < 2) continue;
    ++(std::equal(before.begin(), before.end() - 1, after.begin()) ? kept : moved);
  }
  CHECK(moved > 0);
  CHECK(kept > 0);
}

TEST_CASE("Wrongly recorded lengths are corrected, in full batches and in the last one", "[append]") {
  const TemporaryFolder folder;
  const std::vector<std::string> paths = test::write_samples(folder, test::random_collection(71, {.samples = 4}));
  const uint32_t card = GENERATE(2u, 3u, 50u);
  const ArchiveParams params{.pack_cardinality = card, .segment_size = 2000};
  const uint32_t predicted = params.segment_size + params.kmer_length;
  uint32_t batches = 0;
  create({paths.begin(), paths.begin() + 3}, folder.file("a.agc"), params);
  test::copy_archive(folder.file("a.agc"), folder.file("wrong.agc"), [&](std::string_view stream, Part& part) {
    if (stream == kStreamFileTypeInfo) part = encode_file_type_info(make_file_type_info("0.0.0"));
    if (stream != kStreamCollectionDetails) return;
    ZstdDecompressor decompressor;
    const SegmentTable table = decode_details(
        part.payload, {.sample_count = kAnySampleCount, .predicted_length = predicted, .group_limit = 100000},
        decompressor);
    std::vector<SampleRecord> batch(table.sample_count());
    const bool holds_first = batches++ == 0;
    for (size_t sample = 0; sample < batch.size(); ++sample) {
      for (size_t contig = table.first_contig[sample]; contig < table.first_contig[sample + 1]; ++contig) {
        ContigRecord& record = batch[sample].contigs.emplace_back();
        for (SegmentRecord segment : table.segments(contig)) {
          if (sample > 0 || !holds_first) {
            segment.raw_length =
                static_cast<uint32_t>(unfold2(fold2(segment.raw_length, params.kmer_length), predicted));
          }
          record.segments.push_back(segment);
        }
      }
    }
    ZstdCompressor compressor;
    part = encode_details(batch, predicted, compressor);
  });
  append(folder.file("wrong.agc"), {paths[3]}, folder.file("b.agc"), kForeign);
  const ArchiveLayout good_layout(folder.file("a.agc"));
  const ArchiveLayout wrong_layout(folder.file("wrong.agc"));
  const ArchiveLayout fixed_layout(folder.file("b.agc"));
  ScratchPool scratch;
  const CollectionIndex good(good_layout, scratch);
  const CollectionIndex wrong(wrong_layout, scratch);
  const CollectionIndex fixed(fixed_layout, scratch);
  uint32_t differences = 0;
  for (uint32_t sample = 0; sample < 3; ++sample) {
    for (uint32_t contig = 0; contig < good.contig_names(sample).count; ++contig) {
      const auto records = good.segments({sample, contig});
      if (!std::ranges::equal(records, wrong.segments({sample, contig}))) ++differences;
      CHECK(std::ranges::equal(records, fixed.segments({sample, contig})));
    }
  }
  CHECK(differences > 0);
}

TEST_CASE("What cannot be added leaves everything as it was", "[append]") {
  const TemporaryFolder folder;
  const std::vector<std::string> paths = test::write_samples(folder, test::random_collection(81, {.samples = 3}));
  const std::string archive = folder.file("a.agc");
  create(paths, archive, {.pack_cardinality = 2});
  const std::string bytes = test::read_file(archive);
  const size_t entries = folder.entries();
  CHECK(error_of({.archive = archive, .inputs = {paths[0]}, .output = archive}) == ErrorKind::input);
  CHECK(error_of({.archive = archive, .inputs = {paths[2]}, .output = folder.file("b.agc")}) == ErrorKind::input);
  CHECK(error_of({.archive = archive, .inputs = {folder.file("none.fa")}, .output = archive}) == ErrorKind::io);
  CHECK(error_of({.archive = folder.file("none.agc"), .output = archive}) == ErrorKind::io);
  CHECK(error_of({.archive = test::golden("hazards/append_nothing.agc"), .output = archive}) == ErrorKind::corrupt);
  CHECK(error_of({.archive = test::golden("hazards/nosamples.agc"), .output = archive}) == ErrorKind::unsupported);
  CHECK(error_of({.archive = test::golden("errors/no_ref.agc"), .output = archive}) == ErrorKind::corrupt);
  CHECK(error_of({.archive = test::golden("errors/no_details.agc"), .output = archive}) == ErrorKind::corrupt);
  CHECK(test::read_file(archive) == bytes);
  CHECK(folder.entries() == entries);
}

TEST_CASE("Damage anywhere in an archive ends an append in order", "[append]") {
  const TemporaryFolder folder;
  const std::vector<std::string> paths =
      test::write_samples(folder, test::random_collection(91, {.samples = 3, .chromosomes = 1}));
  create({paths[0], paths[1]}, folder.file("a.agc"), {});
  const std::string bytes = test::read_file(folder.file("a.agc"));
  test::GenomeMaker maker(92);
  uint32_t refused = 0;
  for (uint32_t trial = 0; trial < 300; ++trial) {
    std::string damaged = bytes;
    // Half of the trials in the footer, which everything hangs on.
    const uint64_t area = trial % 2 == 0 ? damaged.size() : std::min<uint64_t>(damaged.size(), 600);
    damaged[damaged.size() - 1 - maker.below(area)] ^= static_cast<char>(1 << maker.below(8));
    test::write_file(folder.file("b.agc"), damaged);
    try {
      append_archive({.archive = folder.file("b.agc"), .inputs = {paths[2]}, .output = folder.file("c.agc")});
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(refused > 0);
}

}  // namespace
}  // namespace agc
