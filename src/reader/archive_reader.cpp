#include "agc/archive_reader.h"

#include "reader/archive_layout.h"
#include "reader/collection_index.h"
#include "reader/contig_assembler.h"
#include "reader/contig_finder.h"
#include "reader/decode_scratch.h"
#include "reader/group_store.h"
#include "reader/recorded_lengths.h"
#include "reader/segment_decoder.h"
#include "reader/stored_digests.h"

namespace agc {

// The parts in the order of their dependence, which is also that of their lives.
struct ArchiveReader::Impl {
  Impl(const std::string& path, const ReaderOptions& options)
      : layout(path),
        index(layout, scratch),
        finder(index, layout.file_version()),
        lengths(layout, index.sample_names().size()),
        store(layout, options.cache_bytes),
        decoder(layout, lengths, store),
        assembler({layout, index, decoder, lengths, scratch}),
        digests(layout),
        info(layout.info()) {
    info.command_lines = index.command_lines();
  }

  ArchiveLayout layout;
  ScratchPool scratch;
  CollectionIndex index;
  ContigFinder finder;
  RecordedLengths lengths;
  GroupStore store;
  SegmentDecoder decoder;
  ContigAssembler assembler;
  StoredSequenceDigests digests;
  ArchiveInfo info;
};

ArchiveReader::ArchiveReader(const std::string& path, const ReaderOptions& options)
    : impl_(std::make_unique<Impl>(path, options)) {}

ArchiveReader::~ArchiveReader() = default;

const ArchiveInfo& ArchiveReader::info() const { return impl_->info; }

std::vector<std::string> ArchiveReader::warnings() const {
  const BatchPlaces& places = impl_->index.batch_places();
  std::vector<std::string> warnings;
  for (const std::string* text : {&places.moved, &places.lost, &places.doubt}) {
    if (!text->empty()) warnings.push_back(*text);
  }
  return warnings;
}

const std::vector<std::string>& ArchiveReader::sample_names() const { return impl_->index.sample_names(); }

std::optional<uint32_t> ArchiveReader::find_sample(std::string_view name) const {
  return impl_->index.find_sample(name);
}

std::vector<std::string> ArchiveReader::contig_names(uint32_t sample) const {
  const ContigNameRange range = impl_->index.contig_names(sample);
  std::vector<std::string> names;
  names.reserve(range.count);
  for (uint32_t c = 0; c < range.count; ++c) names.emplace_back(range[c]);
  return names;
}

ContigId ArchiveReader::find_contig(std::string_view sample_name, std::string_view contig_name) const {
  return impl_->finder.find(sample_name, contig_name);
}

ContigId ArchiveReader::find_contig(std::string_view contig_name) const { return impl_->finder.find(contig_name); }

std::optional<SequenceDigests> ArchiveReader::stored_digests(ContigId contig) const {
  return impl_->digests.of_contig(contig);
}

uint64_t ArchiveReader::contig_length(ContigId contig) const { return impl_->assembler.length(contig); }

void ArchiveReader::fetch(ContigId contig, uint64_t begin, uint64_t end, std::string& out) const {
  impl_->assembler.fetch(contig, begin, end, out);
}

void ArchiveReader::fetch(ContigId contig, std::string& out) const { impl_->assembler.fetch(contig, out); }

}  // namespace agc
