#include "reader/collection_index.h"

#include <algorithm>
#include <utility>

#include "agc/error.h"
#include "format/collection_v1.h"
#include "format/collection_v3.h"
#include "reader/error_context.h"

namespace agc {
namespace {

size_t batches(size_t samples, uint32_t batch_size) { return (samples + batch_size - 1) / batch_size; }

}  // namespace

CollectionIndex::CollectionIndex(const ArchiveLayout& layout, ScratchPool& scratch)
    : layout_(layout), scratch_(scratch) {
  with_context(path(), "samples", [this] {
    if (layout_.is_version_1()) {
      load_version_1();
    } else if (layout_.is_version_2()) {
      load_version_2();
    } else {
      load_version_3();
    }
  });
}

CollectionIndex::CollectionIndex(const ArchiveLayout& layout, ScratchPool& scratch,
                                 std::vector<std::string> sample_names)
    : layout_(layout), scratch_(scratch), sample_names_(std::move(sample_names)) {
  locate_version_3();
}

void CollectionIndex::load_version_1() {
  const ContainerReader& container = layout_.container();
  const auto scratch = scratch_.acquire();
  const PartView part = container.read_part(container.require(kStreamCollectionDesc), 0, scratch->part);
  CollectionV1 collection = decode_collection_v1(part.metadata, part.payload, scratch->decompressor);
  sample_names_ = std::move(collection.sample_names);
  command_lines_ = std::move(collection.command_lines);
  names_batch_size_ = details_batch_size_ = static_cast<uint32_t>(std::max<size_t>(1, sample_names_.size()));
  names_ = std::vector<Lazy<ContigNames>>(1);
  details_ = std::vector<Lazy<RecordTable>>(1);
  names_[0].get([&] { return std::move(collection.names); });
  details_[0].get([&] { return packed(collection.segments); });
}

void CollectionIndex::load_version_2() {
  const ContainerReader& container = layout_.container();
  const auto scratch = scratch_.acquire();
  const PartView part = container.read_part(container.require(kStreamCollectionMain), 0, scratch->part);
  version_2_ = decode_collection_main_v2(part.metadata, part.payload, scratch->decompressor);
  sample_names_ = std::move(version_2_.sample_names);
  command_lines_ = std::move(version_2_.command_lines);
  names_batch_size_ = static_cast<uint32_t>(std::max<size_t>(1, sample_names_.size()));
  details_batch_size_ = version_2_.details_batch_size;
  names_ = std::vector<Lazy<ContigNames>>(1);
  details_ = std::vector<Lazy<RecordTable>>(batches(sample_names_.size(), details_batch_size_));
  names_[0].get([&] { return version_2_.names; });
}

void CollectionIndex::load_version_3() {
  const ContainerReader& container = layout_.container();
  const auto scratch = scratch_.acquire();
  const PartView part = container.read_part(container.require(kStreamCollectionSamples), 0, scratch->part);
  sample_names_ = decode_sample_names(part.metadata, part.payload, scratch->decompressor);
  locate_version_3();
}

void CollectionIndex::locate_version_3() {
  names_batch_size_ = details_batch_size_ = layout_.params().pack_cardinality;
  places_ = locate_batches(layout_, sample_names_.size(), scratch_);
  const size_t count = places_.parts.size();
  coded_names_ = std::vector<Lazy<CodedNames>>(count);
  names_ = std::vector<Lazy<ContigNames>>(sample_names_.size());
  details_ = std::vector<Lazy<RecordTable>>(count);
}

std::optional<uint32_t> CollectionIndex::find_sample(std::string_view name) const {
  const SampleIndex& index = sample_index_.get([&] {
    SampleIndex made;
    made.reserve(sample_names_.size());
    for (uint32_t s = 0; s < sample_names_.size(); ++s) made.try_emplace(sample_names_[s], s);
    return made;
  });
  const auto found = index.find(name);
  return found == index.end() ? std::nullopt : std::optional(found->second);
}

void CollectionIndex::check_sample(uint32_t sample) const {
  if (sample >= sample_names_.size()) {
    throw Error(ErrorKind::not_found, path() + ": expected a sample below " + std::to_string(sample_names_.size()) +
                                          ": found number " + std::to_string(sample));
  }
}

ContigNameRange CollectionIndex::contig_names(uint32_t sample) const {
  check_sample(sample);
  const ContigNameRange names = names_of_sample(sample);
  // Who leaves surplus batches adds no sample without contigs, but loses contigs by adding to such archives.
  if (names.count == 0 && places_.surplus) {
    throw Error(ErrorKind::corrupt, path() + ": sample " + sample_names_[sample] +
                                        ": expected contigs: found that the program that added them lost them");
  }
  return names;
}

ContigNameRange CollectionIndex::names_of_sample(uint32_t sample) const {
  if (!layout_.is_version_3()) {
    const ContigNames& names = *names_[0].peek();
    return {&names, names.first_contig[sample], names.first_contig[sample + 1] - names.first_contig[sample]};
  }
  const Lazy<ContigNames>& lazy = names_[sample];
  const ContigNames* names = lazy.peek();
  if (names == nullptr) {
    const uint32_t batch = sample / names_batch_size_;
    const CodedNames& coded = names_of_batch(batch);
    names = &lazy.get([&] {
      return with_context(path(), "contig names of sample " + sample_names_[sample],
                          [&] { return decode_contig_names(coded, sample % names_batch_size_); });
    });
  }
  return {names, 0, static_cast<uint32_t>(names->contig_count())};
}

std::string CollectionIndex::contig_name(ContigId contig) const {
  const ContigNameRange names = contig_names(contig.sample);
  if (contig.contig >= names.count) fail_no_contig(contig, names.count);
  return std::string(names[contig.contig]);
}

void CollectionIndex::fail_no_contig(ContigId contig, uint32_t count) const {
  throw Error(ErrorKind::not_found, path() + ": sample " + sample_names_[contig.sample] + ": expected a contig below " +
                                        std::to_string(count) + ": found number " + std::to_string(contig.contig));
}

SegmentRecords CollectionIndex::segments(ContigId contig) const {
  check_sample(contig.sample);
  const RecordTable& details = details_of_batch(contig.sample / details_batch_size_);
  const uint32_t in_batch = contig.sample % details_batch_size_;
  const uint32_t first = details.first_contig()[in_batch];
  const uint32_t count = details.first_contig()[in_batch + 1] - first;
  if (contig.contig >= count) fail_no_contig(contig, count);
  return details.segments(first + contig.contig);
}

uint32_t CollectionIndex::record_count(uint32_t sample) const {
  check_sample(sample);
  const RecordTable& details = details_of_batch(sample / details_batch_size_);
  const uint32_t in_batch = sample % details_batch_size_;
  return details.first_contig()[in_batch + 1] - details.first_contig()[in_batch];
}

const CodedNames& CollectionIndex::names_of_batch(uint32_t batch) const {
  if (const CodedNames* names = coded_names_[batch].peek()) return *names;
  const CodedNames& names = coded_names_[batch].get([&] {
    return with_context(path(), "contig names, batch " + std::to_string(batch), [&] { return load_names(batch); });
  });
  check_agreement(batch);
  return names;
}

const RecordTable& CollectionIndex::details_of_batch(uint32_t batch) const {
  if (const RecordTable* details = details_[batch].peek()) return *details;
  const RecordTable& details = details_[batch].get([&] {
    return with_context(path(), "segment records, batch " + std::to_string(batch), [&] { return load_details(batch); });
  });
  check_agreement(batch);
  return details;
}

uint32_t CollectionIndex::part_of_batch(uint32_t batch, std::string_view stream) const {
  const ContainerReader& container = layout_.container();
  const std::optional<uint32_t> part = places_.parts[batch];
  if (part && *part < container.part_count(container.require(stream))) return *part;
  const size_t first = size_t{batch} * names_batch_size_;
  const size_t last = std::min<size_t>(first + names_batch_size_, sample_names_.size()) - 1;
  throw Error(ErrorKind::corrupt, path() + ": " + std::string(stream) + ": expected batch " + std::to_string(batch) +
                                      ", of samples " + sample_names_[first] + " to " + sample_names_[last] +
                                      ": found " + (part ? "that it is missing" : "none that is surely it"));
}

uint32_t CollectionIndex::part_of_batch(uint32_t batch) const {
  part_of_batch(batch, kStreamCollectionContigs);
  return part_of_batch(batch, kStreamCollectionDetails);
}

// Only version 3 counts the contigs twice.
void CollectionIndex::check_agreement(uint32_t batch) const {
  if (!layout_.is_version_3()) return;
  const CodedNames* names = coded_names_[batch].peek();
  const RecordTable* details = details_[batch].peek();
  if (names != nullptr && details != nullptr && names->first_contig != details->first_contig()) {
    throw Error(ErrorKind::corrupt, path() + ": collection batch " + std::to_string(batch) +
                                        ": expected as many contigs in details as in names: found other numbers");
  }
}

CodedNames CollectionIndex::load_names(uint32_t batch) const {
  const ContainerReader& container = layout_.container();
  const auto scratch = scratch_.acquire();
  const PartView part = container.read_part(container.require(kStreamCollectionContigs),
                                            part_of_batch(batch, kStreamCollectionContigs), scratch->part);
  const size_t before = size_t{batch} * names_batch_size_;
  const size_t samples = std::min<size_t>(names_batch_size_, sample_names_.size() - before);
  return read_contig_names(part.metadata, part.payload, samples, scratch->decompressor);
}

RecordTable CollectionIndex::load_details(uint32_t batch) const {
  const ContainerReader& container = layout_.container();
  const auto scratch = scratch_.acquire();
  const StreamIndex stream = container.require(kStreamCollectionDetails);
  if (layout_.is_version_2()) {
    return packed(
        decode_details_v2(version_2_, batch, container.read_part(stream, batch, scratch->part), scratch->decompressor));
  }
  const PartView part = container.read_part(stream, part_of_batch(batch, kStreamCollectionDetails), scratch->part);
  const size_t before = size_t{batch} * details_batch_size_;
  const ArchiveParams& params = layout_.params();
  return packed(decode_details(part.payload,
                               {.sample_count = std::min<size_t>(details_batch_size_, sample_names_.size() - before),
                                .predicted_length = params.segment_size + params.kmer_length,
                                .group_limit = container.stream_count()},
                               scratch->decompressor));
}

}  // namespace agc
