#include "agc/archive_reader.h"

#include <algorithm>

#include "reader/archive_layout.h"
#include "reader/collection_index.h"
#include "reader/contig_assembler.h"
#include "reader/contig_finder.h"
#include "reader/decode_scratch.h"
#include "reader/expected_texts.h"
#include "reader/group_store.h"
#include "reader/recorded_lengths.h"
#include "reader/segment_decoder.h"
#include "reader/stored_digests.h"

namespace agc {
namespace {

// What a record says of lengths is believed in steps, so that a damaged one costs little memory.
constexpr uint64_t kStepSymbols = uint64_t{64} << 20;
constexpr uint64_t kMostReserved = uint64_t{1} << 29;

}  // namespace

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

uint32_t ArchiveReader::contig_count(uint32_t sample) const { return impl_->index.contig_names(sample).count; }

std::string ArchiveReader::contig_name(ContigId contig) const { return impl_->index.contig_name(contig); }

ContigId ArchiveReader::find_contig(std::string_view sample_name, std::string_view contig_name) const {
  return impl_->finder.find(sample_name, contig_name);
}

ContigId ArchiveReader::find_contig(std::string_view contig_name) const { return impl_->finder.find(contig_name); }

std::optional<SequenceDigests> ArchiveReader::stored_digests(ContigId contig) const {
  return impl_->digests.of_contig(contig);
}

uint64_t ArchiveReader::contig_length(ContigId contig) const { return impl_->assembler.length(contig); }

uint64_t ArchiveReader::fetch(ContigId contig, uint64_t begin, std::span<char> out) const {
  return impl_->assembler.fetch(contig, begin, out);
}

void ArchiveReader::fetch(ContigId contig, uint64_t begin, uint64_t end, std::string& out) const {
  const size_t before = out.size();
  uint64_t missing = end - std::min(begin, end);
  if (missing > kStepSymbols) {
    const uint64_t length = contig_length(contig);
    missing = std::min(missing, length - std::min(begin, length));
  }
  while (missing > 0) {
    const size_t step = static_cast<size_t>(std::min(missing, kStepSymbols));
    const size_t size = out.size();
    if (size == before) out.reserve(before + static_cast<size_t>(std::min(missing, kMostReserved)));
    out.resize(size + step);
    const uint64_t count = fetch(contig, begin, std::span(out).subspan(size));
    out.resize(size + static_cast<size_t>(count));
    if (count < step) return;
    begin += step;
    missing -= step;
  }
}

void ArchiveReader::fetch(ContigId contig, std::string& out) const { fetch(contig, 0, contig_length(contig), out); }

uint64_t ArchiveReader::storage_key(ContigId contig, uint64_t begin) const {
  return impl_->assembler.storage_key(contig, begin);
}

void ArchiveReader::expect_samples(std::span<const uint32_t> samples) const {
  impl_->store.expect(ExpectedTexts(impl_->index, samples));
}

ReaderStatistics ArchiveReader::statistics() const {
  const CacheStatistics parts = impl_->store.statistics();
  return {.parts_decoded = parts.decoded,
          .parts_found = parts.found,
          .cached_bytes = parts.held_bytes,
          .bytes_read = impl_->layout.container().bytes_read(),
          .pack_bytes = impl_->store.pack_bytes(),
          .text_bytes = impl_->store.text_bytes()};
}

}  // namespace agc
