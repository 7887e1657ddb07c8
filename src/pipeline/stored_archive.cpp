#include "pipeline/stored_archive.h"

#include <algorithm>

#include "agc/error.h"
#include "format/growth_marks.h"
#include "format/pack_entries.h"
#include "format/segment_codec.h"
#include "reader/error_context.h"
#include "reader/group_store.h"
#include "reader/recorded_lengths.h"
#include "reader/segment_decoder.h"
#include "reader/stored_digests.h"

namespace agc {
namespace {

constexpr uint64_t kLengthCacheBytes = uint64_t{64} << 20;

std::string group_name(uint32_t group) { return "group " + std::to_string(group); }

}  // namespace

StoredArchive::StoredArchive(const std::string& path)
    : layout_(path), index_(layout_, scratch_), params_(layout_.params()) {
  if (layout_.is_version_1()) params_.segment_size = kVersion1SegmentSize;
  if (sample_names().empty()) {
    throw Error(ErrorKind::unsupported, path + ": expected an archive with samples to add to: found none in it");
  }
  find_groups();
  if (has_batches()) check_batches();
}

void StoredArchive::find_groups() {
  const ContainerReader& container = layout_.container();
  for (uint32_t number = 0;; ++number) {
    Group group{layout_.find_group_stream({number, GroupStreamKind::reference}),
                layout_.find_group_stream({number, GroupStreamKind::delta})};
    const bool raw = number < kRawGroupCount;
    if (!raw && !group.reference && !group.packs) break;
    if (group.packs) group.pack_count = container.part_count(*group.packs);
    const uint32_t references = group.reference ? container.part_count(*group.reference) : 0;
    if (!raw && references != 1) {
      throw Error(ErrorKind::corrupt,
                  path() + ": " + group_name(number) + ": expected one reference: found " + std::to_string(references));
    }
    groups_.push_back(group);
  }
  for (uint32_t stream = 0; stream < container.stream_count(); ++stream) {
    const auto parsed = parse_group_stream_name(container.stream_name(StreamIndex{stream}), layout_.file_version());
    if (!parsed || parsed->group < groups_.size()) continue;
    throw Error(ErrorKind::corrupt, path() + ": expected groups numbered without gaps: found " +
                                        group_name(parsed->group) + " but not " +
                                        group_name(static_cast<uint32_t>(groups_.size())));
  }
}

void StoredArchive::check_batches() const {
  const BatchPlaces& places = index_.batch_places();
  if (!places.doubt.empty()) throw Error(ErrorKind::corrupt, places.doubt);
  for (uint32_t batch = 0; batch < places.parts.size(); ++batch) index_.part_of_batch(batch);
  if (!places.surplus) return;
  // Without the surplus batches nothing would tell any more that samples are lost.
  for (uint32_t sample = 0; sample < sample_names().size(); ++sample) index_.contig_names(sample);
}

CollectionOutlook StoredArchive::outlook() const {
  CollectionOutlook outlook;
  const uint32_t contigs = index_.contig_names(0).count;
  for (uint32_t contig = 0; contig < contigs; ++contig) {
    uint64_t length = 0;
    for (const SegmentRecord& record : index_.segments({0, contig})) {
      outlook.reference_symbols += record.raw_length;
      length += record.raw_length - (length > 0 ? std::min(record.raw_length, params_.kmer_length) : 0);
    }
    outlook.longest_contig = std::max(outlook.longest_contig, length);
  }
  return outlook;
}

bool StoredArchive::is_alone() const {
  return sample_names().size() == 1 && growth_marks_hold(file_type_info(), 1) &&
         first_growable_group() == kRawGroupCount;
}

uint32_t StoredArchive::first_growable_group() const {
  return agc::first_growable_group(file_type_info(), sample_names().size(), group_count());
}

std::vector<uint32_t> StoredArchive::pack_counts() const {
  std::vector<uint32_t> counts;
  for (const Group& group : groups_) counts.push_back(group.pack_count);
  return counts;
}

std::vector<uint8_t> StoredArchive::load_reference(uint32_t group) const {
  const auto scratch = scratch_.acquire();
  return with_context(path(), group_name(group), [&] {
    const PartView part = layout_.container().read_part(*groups_[group].reference, 0, scratch->part);
    return decode_reference(part.metadata, part.payload, scratch->decompressor);
  });
}

std::vector<uint8_t> StoredArchive::load_pack(uint32_t group, uint32_t part) const {
  const auto scratch = scratch_.acquire();
  return with_context(path(), group_name(group) + ", pack " + std::to_string(part), [&] {
    const PartView view = layout_.container().read_part(*groups_[group].packs, part, scratch->part);
    std::vector<uint8_t> plain = decode_pack(view.metadata, view.payload, scratch->decompressor);
    const auto entries = static_cast<uint64_t>(std::count(plain.begin(), plain.end(), kEntryEnd));
    if (entries > params_.pack_cardinality || (!plain.empty() && plain.back() != kEntryEnd)) {
      throw Error(ErrorKind::corrupt, "expected at most " + std::to_string(params_.pack_cardinality) +
                                          " entries, each terminated: found " + std::to_string(entries));
    }
    return plain;
  });
}

uint32_t StoredArchive::full_batch_count() const {
  return static_cast<uint32_t>(sample_names().size() / params_.pack_cardinality);
}

std::vector<SampleRecord> StoredArchive::load_batch(uint32_t batch) const {
  const uint64_t first = uint64_t{batch} * params_.pack_cardinality;
  const uint64_t end = std::min<uint64_t>(first + params_.pack_cardinality, sample_names().size());
  std::vector<SampleRecord> samples;
  for (uint64_t number = first; number < end; ++number) {
    const auto sample = static_cast<uint32_t>(number);
    samples.push_back({sample_names()[sample], {}});
    const ContigNameRange names = index_.contig_names(sample);
    for (uint32_t contig = 0; contig < names.count; ++contig) {
      const auto records = index_.segments({sample, contig});
      samples.back().contigs.push_back({std::string(names[contig]), {records.begin(), records.end()}});
    }
  }
  return samples;
}

bool StoredArchive::lengths_may_be_wrong() const {
  return has_batches() && !growth_marks_hold(file_type_info(), sample_names().size());
}

std::vector<SampleRecord> StoredArchive::load_partial_batch() const {
  std::vector<SampleRecord> samples = load_batch(full_batch_count());
  if (lengths_may_be_wrong()) correct_lengths(full_batch_count(), samples);
  return samples;
}

std::optional<std::vector<SampleRecord>> StoredArchive::corrected_batch(uint32_t batch) const {
  std::vector<SampleRecord> samples = load_batch(batch);
  if (!correct_lengths(batch, samples)) return std::nullopt;
  return samples;
}

// One decoded segment tells whether those of its sample are wrong; docs/format.md, "Known defects of
// other writers". Returns whether any were.
bool StoredArchive::correct_lengths(uint32_t batch, std::vector<SampleRecord>& samples) const {
  const RecordedLengths lengths(layout_, sample_names().size());
  GroupStore store(layout_, kLengthCacheBytes);
  const SegmentDecoder decoder(layout_, lengths, store);
  const auto scratch = scratch_.acquire();
  const auto decoded_length = [&](const SegmentRecord& segment) {
    return static_cast<uint32_t>(decoder.length(segment, *scratch));
  };
  const auto is_wrong = [&](const SampleRecord& sample) {
    for (const ContigRecord& contig : sample.contigs) {
      const auto witness = std::ranges::find_if(contig.segments, [&](const auto& s) { return lengths.tells(s); });
      if (witness != contig.segments.end()) return decoded_length(*witness) != witness->raw_length;
    }
    return false;
  };
  bool corrected = false;
  for (SampleRecord& sample : samples) {
    with_context(path(), "collection batch " + std::to_string(batch) + ", sample " + sample.name, [&] {
      if (!is_wrong(sample)) return;
      corrected = true;
      for (ContigRecord& contig : sample.contigs) {
        for (SegmentRecord& segment : contig.segments) segment.raw_length = decoded_length(segment);
      }
    });
  }
  return corrected;
}

ContentDigests StoredArchive::content_digests() const {
  const auto samples = static_cast<uint32_t>(sample_names().size());
  std::optional<ContentDigests> digests = read_content_digests(layout_, samples);
  return digests ? *std::move(digests) : ContentDigests{{DigestKind::none, samples, {}}};
}

std::vector<SampleSequenceDigests> StoredArchive::sequence_digests() const {
  const StoredSequenceDigests stored(layout_);
  std::vector<SampleSequenceDigests> digests;
  if (!stored.any()) return digests;
  for (uint32_t sample = 0; sample < sample_names().size(); ++sample) {
    const std::vector<RawSequenceDigests>* contigs = stored.of_sample(sample);
    digests.push_back(contigs ? SampleSequenceDigests(*contigs) : std::nullopt);
  }
  return digests;
}

Part StoredArchive::read(std::string_view stream, uint32_t part) const {
  const ContainerReader& container = layout_.container();
  return container.read_part(container.require(stream), part);
}

Part StoredArchive::read_reference(uint32_t group) const {
  return layout_.container().read_part(*groups_[group].reference, 0);
}

Part StoredArchive::read_pack(uint32_t group, uint32_t part) const {
  return layout_.container().read_part(*groups_[group].packs, part);
}

bool StoredArchive::has_check(uint32_t group, uint32_t part) const {
  return layout_.container().find_check(*groups_[group].packs, part) != nullptr;
}

std::optional<Part> StoredArchive::read_single(std::string_view stream) const {
  const ContainerReader& container = layout_.container();
  const auto found = container.find(stream);
  if (!found || container.part_count(*found) == 0) return std::nullopt;
  return container.read_part(*found, 0);
}

}  // namespace agc
