// That the rules for what we write are looked at: archives that break one, and one that breaks none.

#include "format/archive_info.h"
#include "format/segment_codec.h"
#include "format/stream_names.h"
#include "unit/support/archives.h"
#include "unit/support/collection_files.h"
#include "unit/support/golden.h"
#include "unit/support/writer_rules.h"

namespace agc {
namespace {

using test::ArchiveOrigin;
using test::broken_writer_rules;

// Whether a rule that contains `text` is broken.
bool breaks(const std::string& path, const std::string& text, const ArchiveOrigin& origin = {}) {
  for (const std::string& rule : broken_writer_rules(path, origin)) {
    if (rule.find(text) != std::string::npos) return true;
  }
  return false;
}

TEST_CASE("Archives of others keep to some rules and break others", "[pipeline][rules]") {
  const ArchiveOrigin foreign{.added_to_foreign = true};
  CHECK(broken_writer_rules(test::golden("basic/a.agc"), foreign) == std::vector<std::string>{});
  CHECK(breaks(test::golden("basic/a.agc"), "growth marks"));
  CHECK(breaks(test::golden("hazards/concat_exact.agc"), "collection-details as batches", foreign));
  CHECK(breaks(test::golden("hazards/delta_without_marker.agc"), "00 after the frame", foreign));
  CHECK(breaks(test::golden("hazards/extra_stream_first.agc"), "stream 0 is", foreign));
  CHECK(breaks(test::golden("old_v20_basic/a.agc"), "file version", foreign));
}

TEST_CASE("Rules of packs and references are looked at", "[pipeline][rules]") {
  const test::CollectionFiles files(test::random_collection(16, {.samples = 3}));
  create_archive(files.options());
  CHECK(broken_writer_rules(files.archive_path()) == std::vector<std::string>{});
  CHECK(ArchiveReader(files.archive_path()).info().params.pack_cardinality == 50);

  const auto with_last_text = [&](const std::string& text) {
    const std::string changed = files.folder().file("changed.agc");
    test::copy_archive(files.archive_path(), changed, [&](std::string_view stream, Part& part) {
      const auto group = parse_group_stream_name(stream, kFileVersion3);
      if (!group || group->group < kRawGroupCount || group->kind != GroupStreamKind::delta) return;
      ZstdDecompressor decompressor;
      ZstdCompressor compressor;
      std::vector<uint8_t> plain = decode_pack(part.metadata, part.payload, decompressor);
      plain.insert(plain.end(), text.begin(), text.end());
      plain.push_back(0xFF);
      part = encode_pack(plain, compressor, {});
    });
    return changed;
  };
  CHECK(broken_writer_rules(with_last_text("AC!\x1E"
                                           "0\x04-1,3.")) == std::vector<std::string>{});
  CHECK(breaks(with_last_text(""), "an empty LZ text"));
  CHECK(breaks(with_last_text("A0."), "a match to the end"));
  CHECK(breaks(with_last_text("0,-5."), "negative"));
  CHECK(breaks(with_last_text("5,."), "missing"));
  CHECK(breaks(with_last_text("Q"), "byte 81"));

  const std::string changed = files.folder().file("changed.agc");
  test::copy_archive(files.archive_path(), changed, [&](std::string_view stream, Part& part) {
    const auto group = parse_group_stream_name(stream, kFileVersion3);
    if (group && group->kind == GroupStreamKind::reference) part.payload.back() ^= 1;
  });
  CHECK_THROWS(broken_writer_rules(changed));
}

}  // namespace
}  // namespace agc
