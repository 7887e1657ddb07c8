#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

#include "agc/error.h"
#include "format/byte_writer.h"
#include "format/collection_v3.h"
#include "format/digest_stream.h"
#include "format/segment_codec.h"
#include "integrity/pack_places.h"
#include "integrity/part_scan.h"
#include "integrity/salvage.h"

namespace agc {
namespace {

constexpr uint32_t kMostGroups = uint32_t{1} << 24;

// Names and records of a batch, where they were found.
struct FoundBatch {
  const FoundPart* names = nullptr;
  const FoundPart* details = nullptr;
};

// Parts and what they are believed to be. Parts that are missing have no bytes.
class FooterBuilder {
 public:
  explicit FooterBuilder(const std::string& path)
      : file_(std::make_shared<const InputFile>(path)), parts_(scan_parts(*file_)) {}

  std::optional<Remains> run() {
    read_singles();
    place_batches();
    if (batches_.empty()) return std::nullopt;
    read_records();
    place_references();
    place_packs();
    return finish();
  }

 private:
  Part read(const FoundPart& part) const {
    Part result{part.metadata, std::vector<uint8_t>(part.size)};
    file_->read_at(part.payload, result.payload);
    return result;
  }
  const FoundPart* last_of(FoundKind kind) const {
    const auto found =
        std::find_if(parts_.rbegin(), parts_.rend(), [&](const auto& part) { return part.kind == kind; });
    return found == parts_.rend() ? nullptr : &*found;
  }
  std::vector<const FoundPart*> all_of(FoundKind kind) const {
    std::vector<const FoundPart*> found;
    for (const FoundPart& part : parts_) {
      if (part.kind == kind) found.push_back(&part);
    }
    return found;
  }

  void read_singles();
  void place_batches();
  std::vector<FoundBatch> pair_batches() const;
  bool names_follow(uint64_t offset) const;  // those of the samples
  template <typename Thing>
  std::vector<Thing> place_around_damage(const std::vector<Thing>& found, size_t expected,
                                         const std::vector<uint64_t>& offsets) const;
  void read_records();
  void place_references();
  std::vector<uint64_t> reference_lengths() const;  // by group
  void place_packs();
  std::vector<uint8_t> footer() const;
  Remains finish();

  std::shared_ptr<const InputFile> file_;
  std::vector<FoundPart> parts_;
  ArchiveInfo info_{.file_version = kFileVersion3, .params = {}, .file_type_info = {}, .command_lines = {}};
  std::vector<std::string> notes_;
  std::optional<size_t> samples_;
  std::vector<FoundBatch> batches_;
  bool all_records_ = true;
  uint32_t groups_ = kRawGroupCount;
  std::vector<const FoundPart*> references_;  // from the first LZ group on; null: none
  PackPlaces places_{0};
  std::map<uint32_t, std::vector<const FoundPart*>> packs_;
  size_t found_packs_ = 0;
  size_t placed_packs_ = 0;
};

void FooterBuilder::read_singles() {
  if (const FoundPart* part = last_of(FoundKind::params)) {
    info_.params = decode_params(read(*part).payload, kFileVersion3);
  } else {
    notes_.push_back("the parameters are lost; the usual ones are taken");
  }
  places_ = PackPlaces(info_.params.pack_cardinality);
  if (const FoundPart* part = last_of(FoundKind::file_type_info)) {
    info_.file_type_info = decode_file_type_info(part->metadata, read(*part).payload);
  }
  if (const FoundPart* part = last_of(FoundKind::sample_names)) {
    ZstdDecompressor decompressor;
    samples_ = decode_sample_names(part->metadata, read(*part).payload, decompressor).size();
  } else {
    notes_.push_back("the names of the samples are lost");
  }
}

// Records follow the names of their batch.
std::vector<FoundBatch> FooterBuilder::pair_batches() const {
  std::vector<FoundBatch> found;
  for (const FoundPart& part : parts_) {
    if (part.kind == FoundKind::contig_names) {
      found.push_back({&part, nullptr});
    } else if (part.kind == FoundKind::details) {
      if (found.empty() || found.back().details != nullptr) found.emplace_back();
      found.back().details = &part;
    }
  }
  return found;
}

bool FooterBuilder::names_follow(uint64_t offset) const {
  const FoundPart* names = last_of(FoundKind::sample_names);
  return names != nullptr && names->offset > offset;
}

// Where some of the `expected` things are missing: those before the first damage from the front on, those behind the
// last damage from the back on, if what is written after them is there. Others could be anything.
template <typename Thing>
std::vector<Thing> FooterBuilder::place_around_damage(const std::vector<Thing>& found, size_t expected,
                                                      const std::vector<uint64_t>& offsets) const {
  if (found.size() >= expected) return found;
  const auto disturbs = [](const FoundPart& part) { return part.kind == FoundKind::damaged || part.after_unknown; };
  const auto first = std::ranges::find_if(parts_, disturbs);
  const auto last = std::find_if(parts_.rbegin(), parts_.rend(), disturbs);
  const uint64_t front = first == parts_.end() ? file_->size() : first->offset;
  const uint64_t back = last == parts_.rend() ? 0 : last->offset;
  const bool whole_end = !found.empty() && (last_of(FoundKind::checks) != nullptr || names_follow(offsets.back()));
  std::vector<Thing> placed(expected);
  for (size_t i = 0; i < found.size(); ++i) {
    if (offsets[i] < front) placed[i] = found[i];
    if (offsets[i] >= back && first != parts_.end() && whole_end) placed[expected - found.size() + i] = found[i];
  }
  return placed;
}

void FooterBuilder::place_batches() {
  const std::vector<FoundBatch> found = pair_batches();
  std::vector<uint64_t> offsets;
  for (const FoundBatch& batch : found) offsets.push_back((batch.names ? batch.names : batch.details)->offset);
  const uint64_t card = info_.params.pack_cardinality;
  const size_t expected = samples_ ? (*samples_ + card - 1) / card : found.size();
  if (expected > found.size() + parts_.size()) return;  // no names of this archive
  batches_ = place_around_damage(found, expected, offsets);
}

void FooterBuilder::read_records() {
  ZstdDecompressor decompressor;
  for (const FoundBatch& batch : batches_) {
    if (batch.details == nullptr) {
      all_records_ = false;
      continue;
    }
    try {
      const SegmentTable table = decode_details(
          read(*batch.details).payload,
          {.sample_count = kAnySampleCount,
           .predicted_length = info_.params.segment_size + info_.params.kmer_length,
           .group_limit = static_cast<uint32_t>(std::min<uint64_t>(file_->size() + kRawGroupCount, kMostGroups))},
          decompressor);
      for (const SegmentRecord& record : table.records) groups_ = std::max(groups_, record.group + 1);
      places_.add(table.records);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::io) throw;
      all_records_ = false;
    }
  }
  places_.finish();
}

// Writers store them in the order of their groups.
void FooterBuilder::place_references() {
  const std::vector<const FoundPart*> found = all_of(FoundKind::reference);
  const size_t expected = all_records_ ? groups_ - kRawGroupCount : found.size();
  groups_ = std::max(groups_, static_cast<uint32_t>(kRawGroupCount + found.size()));
  std::vector<const FoundPart*> slots;
  for (const FoundPart& part : parts_) {
    const bool among = !found.empty() && part.offset > found.front()->offset && part.offset < found.back()->offset;
    if (part.kind == FoundKind::reference) slots.push_back(&part);
    if (part.kind == FoundKind::damaged && among) slots.push_back(nullptr);
  }
  if (slots.size() == expected) {
    references_ = std::move(slots);
    return;
  }
  std::vector<uint64_t> offsets;
  for (const FoundPart* part : found) offsets.push_back(part->offset);
  references_ = place_around_damage(found, expected, offsets);
}

std::vector<uint64_t> FooterBuilder::reference_lengths() const {
  std::vector<uint64_t> lengths(kRawGroupCount);
  for (const FoundPart* part : references_) lengths.push_back(part ? part->metadata : 0);
  return lengths;
}

void FooterBuilder::place_packs() {
  const std::vector<const FoundPart*> found = all_of(FoundKind::pack);
  const uint64_t most_entries = places_.most_entries();
  std::vector<EntryLengths> lengths;
  ZstdDecompressor decompressor;
  for (const FoundPart* part : found) {
    const Part stored = read(*part);
    lengths.emplace_back(decode_pack(stored.metadata, stored.payload, decompressor), info_.params.min_match_length,
                         most_entries);
  }
  const std::vector<std::optional<PackPlace>> assignment = places_.assign(lengths, reference_lengths());
  for (size_t i = 0; i < found.size(); ++i) {
    const std::optional<PackPlace>& place = assignment[i];
    if (!place || place->second > found.size()) continue;
    std::vector<const FoundPart*>& packs = packs_[place->first];
    packs.resize(std::max<size_t>(packs.size(), place->second + size_t{1}));
    packs[place->second] = found[i];
    ++placed_packs_;
  }
  found_packs_ = found.size();
}

// With the streams in the order of this program, so that the check of its own footers can be compared.
std::vector<uint8_t> FooterBuilder::footer() const {
  std::vector<uint8_t> streams;
  uint64_t count = 0;
  ByteWriter writer(streams);
  const auto add = [&](std::string_view name, const std::vector<const FoundPart*>& parts) {
    ++count;
    writer.string(name);
    writer.container_number(parts.size());
    writer.container_number(0);
    for (const FoundPart* part : parts) {
      writer.container_number(part ? part->offset : 0);
      writer.container_number(part ? part->size : 0);
    }
  };
  const auto add_single = [&](std::string_view name, FoundKind kind) {
    if (const FoundPart* part = last_of(kind)) add(name, {part});
  };
  std::vector<const FoundPart*> names;
  std::vector<const FoundPart*> details;
  for (const FoundBatch& batch : batches_) {
    names.push_back(batch.names);
    details.push_back(batch.details);
  }
  const FoundPart* samples = last_of(FoundKind::sample_names);
  add(kStreamCollectionSamples, samples ? std::vector{samples} : std::vector<const FoundPart*>{});
  add(kStreamCollectionContigs, names);
  add(kStreamCollectionDetails, details);
  for (uint32_t group = 0; group < groups_; ++group) {
    if (group >= kRawGroupCount) {
      const size_t number = group - kRawGroupCount;
      const FoundPart* reference = number < references_.size() ? references_[number] : nullptr;
      add(group_stream_name({group, GroupStreamKind::reference}, kFileVersion3), {reference});
    }
    const auto packs = packs_.find(group);
    add(group_stream_name({group, GroupStreamKind::delta}, kFileVersion3),
        packs == packs_.end() ? std::vector<const FoundPart*>{} : packs->second);
  }
  add_single(kStreamParams, FoundKind::params);
  add_single(kStreamSplitters, FoundKind::splitters);
  add_single(kStreamSegmentSplitters, FoundKind::group_keys);
  add_single(kStreamFileTypeInfo, FoundKind::file_type_info);
  const FoundPart* content = last_of(FoundKind::content_digests);
  const FoundPart* checks = last_of(FoundKind::checks);
  if (content && checks) add(kStreamDigests, {content, checks});
  std::vector<uint8_t> footer;
  ByteWriter whole(footer);
  whole.container_number(count);
  whole.bytes(streams);
  return footer;
}

Remains FooterBuilder::finish() {
  Remains remains;
  remains.layout = std::make_unique<ArchiveLayout>(ContainerReader(file_, footer()), info_);
  const FoundPart* content = last_of(FoundKind::content_digests);
  const FoundPart* checks = last_of(FoundKind::checks);
  if (content && checks) remains.digests = checked_digests(read(*content), read(*checks));
  // With them it is the very footer that was lost.
  if (!remains.layout->has_digests())
    remains.doubt = "nothing proves that parts found without a footer are put together rightly";
  remains.all_known = samples_.has_value();
  remains.notes.push_back("the footer is not used: " + std::to_string(parts_.size()) + " parts were found without it");
  if (placed_packs_ < found_packs_) {
    remains.notes.push_back("it cannot be told what " + std::to_string(found_packs_ - placed_packs_) + " of " +
                            std::to_string(found_packs_) + " packs belong to");
  }
  std::ranges::move(notes_, std::back_inserter(remains.notes));
  return remains;
}

}  // namespace

std::optional<Remains> rebuild_footer(const std::string& path) { return FooterBuilder(path).run(); }

}  // namespace agc
