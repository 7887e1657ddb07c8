#include "unit/support/writer_rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "agc/error.h"
#include "format/byte_reader.h"
#include "format/growth_marks.h"
#include "format/segment_codec.h"
#include "format/splitter_codec.h"
#include "reader/collection_index.h"
#include "reader/group_store.h"
#include "reader/recorded_lengths.h"
#include "reader/segment_decoder.h"
#include "seq/alphabet.h"

namespace agc::test {
namespace {

constexpr uint64_t kLargestWindow = uint64_t{1} << 27;
constexpr uint32_t kFrameMagic = 0xFD2FB528;
constexpr uint8_t kEntryEnd = 0xFF;
constexpr uint8_t kDummy = 0x7F;
constexpr uint64_t kShortestReference = 3;

uint64_t little_endian(std::span<const uint8_t> bytes) {
  uint64_t value = 0;
  for (size_t i = bytes.size(); i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

// Of a zstd frame, from its header; RFC 8878, 3.1.1.1.
uint64_t window_size(std::span<const uint8_t> frame) {
  if (frame.size() < 6) return UINT64_MAX;
  if (little_endian(frame.first(4)) != kFrameMagic) return UINT64_MAX;
  const uint8_t descriptor = frame[4];
  const bool single_segment = (descriptor & 0x20) != 0;
  if (!single_segment) {
    const uint64_t base = uint64_t{1} << (10 + (frame[5] >> 3));
    return base + base / 8 * (frame[5] & 7);
  }
  constexpr std::array<size_t, 4> kDictionaryBytes = {0, 1, 2, 4};
  constexpr std::array<size_t, 4> kContentBytes = {1, 2, 4, 8};
  const size_t begin = 5 + kDictionaryBytes[descriptor & 3];
  const size_t count = kContentBytes[descriptor >> 6];
  if (frame.size() < begin + count) return UINT64_MAX;
  return little_endian(frame.subspan(begin, count)) + (count == 2 ? 256 : 0);
}

bool is_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<uint8_t>(text[i]);
    const size_t more = lead < 0x80 ? 0 : lead >> 5 == 6 ? 1 : lead >> 4 == 14 ? 2 : lead >> 3 == 30 ? 3 : 9;
    if (i + more >= text.size()) return false;
    for (size_t j = 1; j <= more; ++j) {
      if ((static_cast<uint8_t>(text[i + j]) & 0xC0) != 0x80) return false;
    }
    i += more + 1;
  }
  return true;
}

// What our LZ texts are made of: literals, '!', runs of N and matches with two numbers.
class TextScanner {
 public:
  explicit TextScanner(std::span<const uint8_t> text) : text_(text) {}

  // The rule that is broken; empty: none.
  std::string broken() {
    if (text_.empty()) return "an empty LZ text";
    while (at_ < text_.size()) {
      const uint8_t byte = text_[at_];
      if (byte == '!' || (byte >= 'A' && byte < 'A' + kCodeCount)) {
        ++at_;
      } else if (byte == 0x1E) {
        ++at_;
        if (!digits() || !take(0x04)) return "a run of N that is not a number";
      } else {
        take('-');
        if (!digits()) return "byte " + std::to_string(byte) + " in an LZ text";
        if (take('.')) return "a match to the end";
        if (!take(',')) return "a match without length";
        if (!digits()) return "a match length that is negative or missing";
        if (!take('.')) return "a match that does not end";
      }
    }
    return "";
  }

 private:
  bool take(uint8_t byte) {
    if (at_ == text_.size() || text_[at_] != byte) return false;
    ++at_;
    return true;
  }
  bool digits() {
    const size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ > begin;
  }

  std::span<const uint8_t> text_;
  size_t at_ = 0;
};

class RuleChecker {
 public:
  RuleChecker(const std::string& path, const ArchiveOrigin& origin)
      : layout_(path), container_(layout_.container()), origin_(origin), index_(layout_, scratch_) {}

  std::vector<std::string> run() {
    if (layout_.file_version() != kFileVersion3) return {"file version 3.0"};
    check_streams();
    check_marks();
    check_keys();
    check_batches();
    for (uint32_t group = 0; group < groups_; ++group) check_group(group);
    check_samples();
    check_records();
    return std::move(broken_);
  }

 private:
  void expect(bool kept, const std::string& rule) {
    if (!kept && broken_.size() < 20) broken_.push_back(rule);
  }

  std::optional<StreamIndex> find(uint32_t group, GroupStreamKind kind) const {
    return layout_.find_group_stream({group, kind});
  }

  void check_streams() {
    const std::array first = {kStreamCollectionSamples, kStreamCollectionContigs, kStreamCollectionDetails};
    for (uint32_t s = 0; s < first.size(); ++s) {
      expect(s < container_.stream_count() && container_.stream_name(StreamIndex{s}) == first[s],
             "stream " + std::to_string(s) + " is " + std::string(first[s]));
    }
    std::set<std::string_view> names;
    std::set<uint32_t> groups;
    for (uint32_t s = 0; s < container_.stream_count(); ++s) {
      const std::string_view name = container_.stream_name(StreamIndex{s});
      expect(names.insert(name).second, "one stream " + std::string(name));
      if (const auto parsed = parse_group_stream_name(name, kFileVersion3)) groups.insert(parsed->group);
    }
    groups_ = static_cast<uint32_t>(groups.size());
    expect(groups_ >= kRawGroupCount && *groups.rbegin() + 1 == groups_, "groups numbered without gaps");
    for (uint32_t group = 0; group < groups_; ++group) {
      const bool raw = group < kRawGroupCount;
      const auto reference = find(group, GroupStreamKind::reference);
      expect(raw ? !reference : reference && container_.part_count(*reference) == 1,
             "one reference in each LZ group, none in raw ones: " + std::to_string(group));
      if (raw) expect(find(group, GroupStreamKind::delta).has_value(), "raw stream " + std::to_string(group));
    }
  }

  void check_marks() {
    const uint64_t samples = index_.sample_names().size();
    first_own_ = std::min(groups_, first_growable_group(layout_.info().file_type_info, samples, groups_));
    if (!origin_.added_to_foreign) expect(first_own_ == kRawGroupCount, "growth marks on all LZ groups");
  }

  void check_keys() {
    for (const std::string_view name : {kStreamSplitters, kStreamSegmentSplitters}) {
      const auto stream = container_.find(name);
      expect(stream && container_.part_count(*stream) == 1, "one part of " + std::string(name));
      if (!stream || container_.part_count(*stream) != 1) return;
    }
    const Part part = container_.read_part(container_.require(kStreamSegmentSplitters), 0);
    const std::vector<GroupKey> keys = decode_group_keys(part.metadata, part.payload);
    expect(std::ranges::find(keys, GroupKey{}) != keys.end(), "the key (none, none) of group 0");
    for (const GroupKey& key : keys) expect(key.group < groups_, "no key of a group that is not there");
  }

  void check_frame(std::span<const uint8_t> frame, const std::string& where) {
    expect(window_size(frame) <= kLargestWindow, where + ": a frame with a window of at most 2^27");
  }

  void check_batches() {
    const uint64_t card = layout_.params().pack_cardinality;
    const uint64_t batches = (index_.sample_names().size() + card - 1) / card;
    for (const std::string_view name : {kStreamCollectionContigs, kStreamCollectionDetails}) {
      const StreamIndex stream = container_.require(name);
      expect(container_.part_count(stream) == batches, "as many parts of " + std::string(name) + " as batches");
      for (uint32_t p = 0; p < container_.part_count(stream); ++p) {
        const Part part = container_.read_part(stream, p);
        if (name == kStreamCollectionContigs) {
          check_frame(part.payload, std::string(name));
        } else {
          check_columns(part);
        }
      }
    }
    const StreamIndex samples = container_.require(kStreamCollectionSamples);
    expect(container_.part_count(samples) == 1, "one part of collection-samples");
    check_frame(container_.read_part(samples, 0).payload, "collection-samples");
  }

  void check_columns(const Part& part) {
    ByteReader reader(part.payload, "collection-details");
    std::array<uint32_t, 5> sizes{};
    for (uint32_t& size : sizes) {
      reader.collection_number();
      size = reader.collection_number();
    }
    for (const uint32_t size : sizes) check_frame(reader.bytes(size), "collection-details");
  }

  void check_group(uint32_t group) {
    const std::string where = "group " + std::to_string(group);
    const bool own = group >= first_own_;
    if (const auto stream = find(group, GroupStreamKind::reference); stream && container_.part_count(*stream) > 0) {
      const Part part = container_.read_part(*stream, 0);
      if (part.metadata > 0) check_frame(part.payload, where + ", reference");
      const std::vector<uint8_t> symbols = decode_reference(part.metadata, part.payload, zstd_);
      expect(!own || symbols.size() >= kShortestReference, where + ": a reference of 3 symbols or more");
      expect(!own || std::ranges::all_of(symbols, is_code), where + ": no code above 15 in the reference");
    }
    entries_.push_back(0);
    const auto stream = find(group, GroupStreamKind::delta);
    const uint32_t packs = stream ? container_.part_count(*stream) : 0;
    for (uint32_t p = 0; p < packs; ++p) check_pack(group, container_.read_part(*stream, p), p + 1 == packs);
  }

  static bool is_code(uint8_t code) { return code < kCodeCount; }

  void check_pack(uint32_t group, const Part& part, bool last) {
    const std::string where = "group " + std::to_string(group) + ", packs";
    if (part.metadata > 0) {
      check_frame(part.payload, where);
      const size_t frame = ZstdDecompressor::frame_size(part.payload);
      expect(part.payload.size() == frame + 1 && part.payload.back() == 0, where + ": 00 after the frame");
    }
    const std::vector<uint8_t> plain = decode_pack(part.metadata, part.payload, zstd_);
    expect(!plain.empty() && plain.back() == kEntryEnd, where + ": FF after every entry");
    uint64_t count = 0;
    for (auto begin = plain.begin(); begin != plain.end(); ++count) {
      const auto end = std::find(begin, plain.end(), kEntryEnd);
      check_entry(group, {begin, end}, where);
      begin = end == plain.end() ? end : end + 1;
    }
    const uint64_t card = layout_.params().pack_cardinality;
    expect(last ? count <= card : count == card, where + ": full but the last");
    entries_[group] += count;
  }

  void check_entry(uint32_t group, std::span<const uint8_t> entry, const std::string& where) {
    if (group < kRawGroupCount) {
      const bool dummy = entry.size() == 1 && entry[0] == kDummy;
      expect(origin_.added_to_foreign || dummy || std::ranges::all_of(entry, is_code), where + ": no code above 15");
    } else if (group >= first_own_) {
      const std::string broken = TextScanner(entry).broken();
      expect(broken.empty(), where + ": found " + broken);
    }
  }

  void check_samples() {
    for (uint32_t sample = 0; sample < index_.sample_names().size(); ++sample) {
      const std::string& name = index_.sample_names()[sample];
      const ContigNameRange contigs = index_.contig_names(sample);
      expect(contigs.count > 0, "sample " + name + ": a contig");
      if (!origin_.utf8_names) continue;
      expect(is_utf8(name), "sample " + name + ": a name in UTF-8");
      for (uint32_t c = 0; c < contigs.count; ++c) expect(is_utf8(contigs[c]), "sample " + name + ": names in UTF-8");
    }
  }

  void check_records() {
    const RecordedLengths lengths(layout_, index_.sample_names().size());
    GroupStore store(layout_, uint64_t{64} << 20);
    const SegmentDecoder decoder(layout_, lengths, store);
    DecodeScratch scratch;
    for (uint32_t sample = 0; sample < index_.sample_names().size(); ++sample) {
      for (uint32_t c = 0; c < index_.contig_names(sample).count; ++c) {
        const auto records = index_.segments({sample, c});
        for (const SegmentRecord& record : records) {
          const std::string where = index_.sample_names()[sample] + ", contig " + std::to_string(c);
          const bool raw = record.group < kRawGroupCount;
          expect(record.group < groups_ && record.index < entries_[record.group] + (raw ? 0 : 1),
                 where + ": a record of an entry that is there");
          expect(record.group < first_own_ || record.index > 0, where + ": no index 0 in a group of ours");
          const uint64_t length = decoder.length(record, scratch);
          expect(length == record.raw_length, where + ": exact raw lengths");
          expect(records.size() == 1 || length >= layout_.params().kmer_length, where + ": no segment below k");
        }
      }
    }
  }

  ArchiveLayout layout_;
  const ContainerReader& container_;
  ArchiveOrigin origin_;
  ScratchPool scratch_;
  CollectionIndex index_;
  ZstdDecompressor zstd_;
  uint32_t groups_ = 0;
  uint32_t first_own_ = 0;
  std::vector<uint64_t> entries_;  // of every group
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_writer_rules(const std::string& path, const ArchiveOrigin& origin) {
  return RuleChecker(path, origin).run();
}

}  // namespace agc::test
