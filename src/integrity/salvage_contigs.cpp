#include <algorithm>
#include <string_view>

#include "agc/error.h"
#include "format/collection_v3.h"
#include "format/digest_stream.h"
#include "integrity/contig_decoder.h"
#include "integrity/salvage.h"
#include "pipeline/parallel_for.h"
#include "reader/collection_index.h"
#include "reader/error_context.h"
#include "reader/group_store.h"
#include "reader/recorded_lengths.h"
#include "reader/stored_digests.h"

namespace agc {
namespace {

// By the parts with the names of contigs: of all batches but the last one as many as the parameters say, unless what
// can be read contradicts them. They may be damaged themselves: samples of which nothing can be read are believed in
// up to one for a byte of the archive.
size_t count_samples(const ArchiveLayout& layout) {
  const ContainerReader& container = layout.container();
  const auto stream = container.find(kStreamCollectionContigs);
  const uint64_t cardinality = layout.params().pack_cardinality;
  ZstdDecompressor decompressor;
  uint64_t samples = 0;  // of the last part that can be read and those before it
  for (uint32_t parts = stream ? container.part_count(*stream) : 0; parts > 0; --parts) {
    try {
      const Part part = container.read_part(*stream, parts - 1);
      const ContigNames names = decode_contig_names(part.metadata, part.payload, kAnySampleCount, decompressor);
      const uint64_t found = names.sample_count();
      if (found > cardinality || (samples > 0 && found < cardinality)) return 0;
      samples += found;
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::io) throw;
      if (samples == 0) continue;
      if (samples + cardinality > container.file_size()) return 0;
      samples += cardinality;
    }
  }
  return samples;
}

// Nothing if there are neither names nor numbers.
std::unique_ptr<CollectionIndex> open_index(const ArchiveLayout& layout, ScratchPool& scratch, bool& has_names) {
  has_names = true;
  try {
    return std::make_unique<CollectionIndex>(layout, scratch);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
  }
  has_names = false;
  const size_t samples = layout.is_version_3() ? count_samples(layout) : 0;
  if (samples == 0) return nullptr;
  std::vector<std::string> names;
  for (size_t i = 0; i < samples; ++i) names.push_back("sample_" + std::to_string(i + 1));
  return std::make_unique<CollectionIndex>(layout, scratch, std::move(names));
}

class Salvager {
 public:
  Salvager(const Remains& remains, const CollectionIndex& index, bool has_names, const RecoverOptions& options)
      : remains_(remains),
        layout_(*remains.layout),
        index_(index),
        has_names_(has_names),
        threads_(options.threads),
        lengths_(layout_, index.sample_names().size()),
        store_(layout_, options.cache_bytes),
        decoder_(layout_, lengths_, store_),
        sequences_(layout_) {}

  Salvage run() {
    std::vector<ContigId> contigs;
    for (uint32_t sample = 0; sample < index_.sample_names().size(); ++sample) {
      salvage_.samples.push_back(read_sample(sample));
      for (uint32_t contig = 0; contig < salvage_.samples.back().contigs.size(); ++contig)
        contigs.push_back({sample, contig});
    }
    parallel_for(contigs.size(), threads_, [&](size_t i) { decode(contigs[i]); });
    compare_all();
    doubt_unproven();
    replace_unstorable_names();
    for (const SalvagedSample& sample : salvage_.samples) {
      salvage_.whole_contigs += static_cast<uint64_t>(std::ranges::count(sample.contigs, true, &SalvagedContig::whole));
    }
    return std::move(salvage_);
  }

 private:
  std::string message_of(const Error& error) const { return without_path(error.what(), layout_.container().path()); }

  SalvagedSample read_sample(uint32_t number) const;
  void decode(ContigId id);
  void check_digests(ContigId id, SalvagedContig& contig, std::string_view codes) const;
  void doubt_unproven();
  void replace_unstorable_names();
  void compare_all();
  void compare_contigs(size_t number, const DigestSpan& span);
  void compare_sum(size_t first, const DigestSpan& span);
  std::optional<Digest128> digest_of(size_t sample, size_t contig) const;

  const Remains& remains_;
  const ArchiveLayout& layout_;
  const CollectionIndex& index_;
  const bool has_names_;
  const unsigned threads_;
  ScratchPool scratch_;
  RecordedLengths lengths_;
  GroupStore store_;
  SegmentDecoder decoder_;
  StoredSequenceDigests sequences_;
  Salvage salvage_;
};

SalvagedSample Salvager::read_sample(uint32_t number) const {
  SalvagedSample sample{.name = index_.sample_names()[number], .has_name = has_names_};
  if (!has_names_) sample.doubt = "its name is lost";
  std::optional<ContigNameRange> names;
  try {
    names = index_.contig_names(number);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    sample.has_contig_names = false;
    sample.doubt = message_of(error);
  }
  uint32_t contigs = names ? names->count : 0;
  try {
    contigs = index_.record_count(number);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    sample.has_records = false;
    sample.problem = message_of(error);
  }
  if (names && names->count != contigs) sample.has_records = false;
  for (uint32_t contig = 0; contig < contigs; ++contig) {
    std::string name =
        names && contig < names->count ? std::string((*names)[contig]) : "contig_" + std::to_string(contig + 1);
    sample.contigs.push_back({{std::move(name), {}}});
    sample.contigs.back().problem = sample.problem;
  }
  return sample;
}

void Salvager::decode(ContigId id) {
  const SalvagedSample& sample = salvage_.samples[id.sample];
  SalvagedContig& contig = salvage_.samples[id.sample].contigs[id.contig];
  if (!sample.has_records) return;
  const auto scratch = scratch_.acquire();
  try {
    const auto records = index_.segments(id);
    contig.record.segments.assign(records.begin(), records.end());
    DecodedContig decoded = decode_contig(records, layout_.params().kmer_length, decoder_, *scratch);
    for (size_t i = 0; i < decoded.lengths.size(); ++i) contig.record.segments[i].raw_length = decoded.lengths[i];
    contig.length = decoded.letters.size();
    contig.sequence = digest_of_letters(decoded.letters);
    if (contig.sequence) check_digests(id, contig, decoded.letters);
    contig.whole = true;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    contig.problem = message_of(error);
  }
}

// `codes` = what digest_of_letters() leaves.
void Salvager::check_digests(ContigId id, SalvagedContig& contig, std::string_view codes) const {
  const std::vector<RawSequenceDigests>* stored = sequences_.of_sample(id.sample);
  if (stored == nullptr || id.contig >= stored->size()) return;
  contig.digests = digest_symbols({reinterpret_cast<const uint8_t*>(codes.data()), codes.size()});
  if (*contig.digests == (*stored)[id.contig]) return;
  throw Error(ErrorKind::corrupt, "expected the refget digest and MD5 of the archive: found others");
}

// What nothing proves, where there is a reason to.
void Salvager::doubt_unproven() {
  for (SalvagedSample& sample : salvage_.samples) {
    if (!sample.proven && sample.doubt.empty()) sample.doubt = remains_.doubt;
  }
}

// Names are stored against the one before, which may be another now, and those beyond ASCII not against any.
void Salvager::replace_unstorable_names() {
  for (SalvagedSample& sample : salvage_.samples) {
    std::string_view previous;
    for (SalvagedContig& contig : sample.contigs) {
      if (!contig.whole) continue;
      std::string& name = contig.record.name;
      if (!contig_name_is_representable(name, previous)) {
        std::ranges::replace_if(
            name, [](char byte) { return (byte & 0x80) != 0; }, '?');
        sample.doubt = "what is beyond ASCII in the name of contig " + name + " cannot be stored there";
        sample.proven = false;
      }
      previous = name;
    }
  }
}

void Salvager::compare_all() {
  if (!remains_.digests || !has_names_) return;
  std::optional<ContentDigests> digests;
  try {
    digests = decode_content_digests(remains_.digests->metadata, remains_.digests->payload, salvage_.samples.size());
  } catch (const Error&) {
    return;
  }
  if (!digests) return;
  size_t first = 0;
  for (const DigestSpan& span : *digests) {
    if (span.kind == DigestKind::contigs) compare_contigs(first, span);
    if (span.kind == DigestKind::samples) compare_sum(first, span);
    first += span.samples;
  }
}

std::optional<Digest128> Salvager::digest_of(size_t sample, size_t contig) const {
  const SalvagedSample& from = salvage_.samples[sample];
  const SalvagedContig& found = from.contigs[contig];
  if (!found.whole || !found.sequence || !from.has_contig_names) return std::nullopt;
  return contig_digest({sample, contig, from.name, found.record.name}, *found.sequence, found.length);
}

void Salvager::compare_contigs(size_t number, const DigestSpan& span) {
  SalvagedSample& sample = salvage_.samples[number];
  if (!sample.has_contig_names || !sample.has_records) return;
  if (sample.contigs.size() != span.digests.size()) {
    sample.doubt = "expected " + std::to_string(span.digests.size()) + " contigs as when it was added: found " +
                   std::to_string(sample.contigs.size());
    return;
  }
  sample.proven = true;
  for (size_t i = 0; i < span.digests.size(); ++i) {
    SalvagedContig& contig = sample.contigs[i];
    if (!contig.whole || digest_of(number, i) == span.digests[i]) continue;
    contig.whole = false;
    contig.problem = "expected sequence and names with the digest of what was read: found others";
  }
}

void Salvager::compare_sum(size_t first, const DigestSpan& span) {
  Digest128 sum;
  const auto samples = std::span(salvage_.samples).subspan(first, span.samples);
  for (size_t i = 0; i < samples.size(); ++i) {
    if (!samples[i].has_contig_names || !samples[i].has_records) return;
    sum += sample_digest(first + i, samples[i].name, samples[i].contigs.size());
    for (size_t contig = 0; contig < samples[i].contigs.size(); ++contig) {
      const std::optional<Digest128> digest = digest_of(first + i, contig);
      if (!digest) return;
      sum += *digest;
    }
  }
  const bool equal = sum == span.digests[0];
  for (SalvagedSample& sample : samples) {
    sample.proven = equal;
    if (equal) continue;
    sample.doubt = "the digest that samples " + samples.front().name + " to " + samples.back().name +
                   " share is not that of what was read";
  }
}

}  // namespace

Salvage salvage_contigs(const Remains& remains, const RecoverOptions& options) {
  ScratchPool scratch;
  bool has_names = true;
  const auto index = open_index(*remains.layout, scratch, has_names);
  if (!index) return {};
  return Salvager(remains, *index, has_names, options).run();
}

}  // namespace agc
