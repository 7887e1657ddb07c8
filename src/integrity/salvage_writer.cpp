#include <algorithm>
#include <set>
#include <span>

#include "agc/error.h"
#include "format/collection_v3.h"
#include "format/growth_marks.h"
#include "format/pack_entries.h"
#include "format/segment_codec.h"
#include "format/splitter_codec.h"
#include "integrity/salvage.h"
#include "pipeline/archive_completion.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

// In place of LZ texts that no segment refers to any more: the literal A. Raw groups get dummy entries.
constexpr uint8_t kTextFiller = 0x41;
constexpr uint64_t kMostFillers = uint64_t{1} << 24;
// In place of a reference that is lost.
constexpr size_t kFillerSymbols = 32;

class SalvageWriter {
 public:
  SalvageWriter(const Remains& remains, const Salvage& salvage, ArchiveSink& sink)
      : layout_(*remains.layout),
        container_(layout_.container()),
        sink_(sink),
        params_(layout_.params()),
        old_samples_(salvage.samples.size()) {
    if (layout_.is_version_1()) params_.segment_size = kVersion1SegmentSize;
    for (const SalvagedSample& sample : salvage.samples) add_sample(sample);
  }

  void run() {
    const uint32_t groups = count_groups();
    for (uint32_t group = 0; group < groups; ++group) copy_packs(group);
    for (uint32_t group = kRawGroupCount; group < groups; ++group) copy_reference(group);
    write_collection();
    const ArchiveContents contents{params_, names_};
    describe_archive(contents, describe(groups), sink_);
    DigestCollector collector(std::move(digests_), std::move(sequence_digests_));
    finish_archive(contents, collector, sink_);
  }

 private:
  void add_sample(const SalvagedSample& from);
  uint32_t count_groups() const;
  void copy_packs(uint32_t group);
  void copy_pack(uint32_t group, std::optional<Part> part, bool last);
  void copy_reference(uint32_t group);
  void write_collection();
  ArchiveDescription describe(uint32_t groups) const;
  std::optional<Part> read(StreamIndex stream, uint32_t part) const;

  const ArchiveLayout& layout_;
  const ContainerReader& container_;
  ArchiveSink& sink_;
  ArchiveParams params_;
  const uint64_t old_samples_;
  ZstdCompressor compressor_;
  ZstdDecompressor decompressor_;
  std::vector<SampleRecord> samples_;
  std::vector<std::string> names_;
  ContentDigests digests_;
  std::vector<SampleSequenceDigests> sequence_digests_;
  std::set<uint32_t> lost_groups_;  // whose references are
};

void SalvageWriter::add_sample(const SalvagedSample& from) {
  const auto whole = std::ranges::count(from.contigs, true, &SalvagedContig::whole);
  if (whole == 0 && (!from.contigs.empty() || !from.has_records)) return;
  SampleRecord& sample = samples_.emplace_back(SampleRecord{from.name, {}});
  SampleSequenceDigests& sequence_digests = sequence_digests_.emplace_back();
  // Digests tell what was read when the sample was added; of others nobody knows.
  DigestSpan span{from.proven ? DigestKind::contigs : DigestKind::none, 1, {}};
  for (const SalvagedContig& contig : from.contigs) {
    if (!contig.whole) continue;
    if (from.proven) {
      span.digests.push_back(contig_digest({names_.size(), sample.contigs.size(), from.name, contig.record.name},
                                           *contig.sequence, contig.length));
    }
    sample.contigs.push_back(contig.record);
    if (contig.digests && !sequence_digests) sequence_digests.emplace();
    if (contig.digests) sequence_digests->push_back(*contig.digests);
  }
  digests_.push_back(std::move(span));
  names_.push_back(from.name);
}

// No more than there are streams, whatever number is in the name of one.
uint32_t SalvageWriter::count_groups() const {
  uint32_t groups = kRawGroupCount;
  for (uint32_t s = 0; s < container_.stream_count(); ++s) {
    const auto stream = parse_group_stream_name(container_.stream_name(StreamIndex{s}), layout_.file_version());
    if (stream && stream->group < container_.stream_count() + kRawGroupCount)
      groups = std::max(groups, stream->group + 1);
  }
  return groups;
}

std::optional<Part> SalvageWriter::read(StreamIndex stream, uint32_t part) const {
  try {
    return container_.read_part(stream, part);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    return std::nullopt;
  }
}

void SalvageWriter::copy_packs(uint32_t group) {
  const auto stream = layout_.find_group_stream({group, GroupStreamKind::delta});
  const uint32_t packs = stream ? container_.part_count(*stream) : 0;
  for (uint32_t pack = 0; pack < packs; ++pack) copy_pack(group, read(*stream, pack), pack + 1 == packs);
}

// As it is if it can be: entries of the packs behind must keep their numbers.
void SalvageWriter::copy_pack(uint32_t group, std::optional<Part> part, bool last) {
  const uint64_t cardinality = params_.pack_cardinality;
  std::vector<uint8_t> plain;
  try {
    if (part) plain = decode_pack(part->metadata, part->payload, decompressor_);
  } catch (const Error&) {
    part.reset();
  }
  auto entries = static_cast<uint64_t>(std::ranges::count(plain, kEntryEnd));
  if (entries > cardinality || (!plain.empty() && plain.back() != kEntryEnd)) part.reset();
  if (part && (last || entries == cardinality)) return sink_.add_pack(group, *part);
  if (last) return;
  if (cardinality > kMostFillers) {
    throw Error(ErrorKind::unsupported, container_.path() + ": group " + std::to_string(group) +
                                            ": expected packs of at most " + std::to_string(kMostFillers) +
                                            " entries, to put others in place of lost ones: found " +
                                            std::to_string(cardinality));
  }
  if (!part) {
    plain.clear();
    entries = 0;
  }
  for (; entries < cardinality; ++entries) {
    plain.push_back(group < kRawGroupCount ? kDummyEntry : kTextFiller);
    plain.push_back(kEntryEnd);
  }
  sink_.add_pack(group, encode_pack(plain, compressor_, {}));
}

void SalvageWriter::copy_reference(uint32_t group) {
  const auto stream = layout_.find_group_stream({group, GroupStreamKind::reference});
  std::optional<Part> part = stream && container_.part_count(*stream) > 0 ? read(*stream, 0) : std::nullopt;
  try {
    if (part) decode_reference(part->metadata, part->payload, decompressor_);
  } catch (const Error&) {
    part.reset();
  }
  if (part) return sink_.add_reference(group, *part);
  lost_groups_.insert(group);
  sink_.add_reference(group, encode_reference(std::vector<uint8_t>(kFillerSymbols, kCodeN), {}, compressor_, {}));
}

void SalvageWriter::write_collection() {
  for (std::span<const SampleRecord> rest = samples_; !rest.empty();) {
    const auto batch = rest.first(std::min<size_t>(rest.size(), params_.pack_cardinality));
    rest = rest.subspan(batch.size());
    sink_.add_contig_names(encode_contig_names(batch, compressor_));
    sink_.add_details(encode_details(batch, params_.segment_size + params_.kmer_length, compressor_));
  }
}

ArchiveDescription SalvageWriter::describe(uint32_t groups) const {
  const FileTypeInfo& info = layout_.info().file_type_info;
  ArchiveDescription description{
      make_file_type_info(AGC_VERSION), first_growable_group(info, old_samples_, groups), encode_splitters({}), {}};
  std::vector<GroupKey> kept;
  try {
    const Part part = container_.read_part(container_.require(kStreamSplitters), 0);
    description.splitters = encode_splitters(decode_splitters(part.metadata, part.payload));
    const Part key_part = container_.read_part(container_.require(kStreamSegmentSplitters), 0);
    kept = decode_group_keys(key_part.metadata, key_part.payload);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
  }
  std::erase_if(kept, [&](const GroupKey& key) { return key.group >= groups || lost_groups_.contains(key.group); });
  if (std::ranges::find(kept, GroupKey{}) == kept.end()) kept.push_back(GroupKey{});
  description.group_keys = encode_group_keys(kept);
  return description;
}

}  // namespace

uint64_t write_salvage(const Remains& remains, const Salvage& salvage, const std::string& path) {
  OutputFile output(path);
  ArchiveSink sink(output);
  SalvageWriter(remains, salvage, sink).run();
  const uint64_t bytes = output.position();
  output.commit();
  return bytes;
}

}  // namespace agc
