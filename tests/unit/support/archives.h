// Archives made in a test: FASTA files of samples, what an archive holds, and copies of archives with
// some part changed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agc/archive_reader.h"
#include "format/container.h"
#include "format/stream_names.h"
#include "unit/io/test_support.h"
#include "unit/support/genomes.h"

namespace agc::test {

// One file for each sample, in order.
inline std::vector<std::string> write_samples(const TemporaryFolder& folder, const std::vector<Sample>& samples) {
  std::vector<std::string> paths;
  for (const Sample& sample : samples) {
    paths.push_back(folder.file(sample.name + ".fa"));
    write_file(paths.back(), fasta_of(sample));
  }
  return paths;
}

inline Sample read_sample(const ArchiveReader& reader, uint32_t number) {
  Sample sample{reader.sample_names()[number], {}};
  for (const std::string& name : reader.contig_names(number)) {
    sample.contigs.push_back({name, {}});
    reader.fetch({number, static_cast<uint32_t>(sample.contigs.size() - 1)}, sample.contigs.back().letters);
  }
  return sample;
}

using Sequences = std::vector<std::vector<std::string>>;  // by sample and contig

inline Sequences all_sequences(const std::string& archive) {
  const ArchiveReader reader(archive);
  Sequences sequences(reader.sample_names().size());
  for (uint32_t sample = 0; sample < sequences.size(); ++sample) {
    sequences[sample].resize(reader.contig_count(sample));
    for (uint32_t contig = 0; contig < sequences[sample].size(); ++contig) {
      reader.fetch({sample, contig}, sequences[sample][contig]);
    }
  }
  return sequences;
}

inline bool same(const Sample& a, const Sample& b) {
  if (a.name != b.name || a.contigs.size() != b.contigs.size()) return false;
  for (size_t i = 0; i < a.contigs.size(); ++i) {
    if (a.contigs[i].name != b.contigs[i].name || a.contigs[i].letters != b.contigs[i].letters) return false;
  }
  return true;
}

// Whether the archive holds these samples, in this order, and no others.
inline bool holds(const std::string& archive, const std::vector<Sample>& samples) {
  const ArchiveReader reader(archive);
  if (reader.sample_names().size() != samples.size()) return false;
  for (uint32_t number = 0; number < samples.size(); ++number) {
    if (!same(read_sample(reader, number), samples[number])) return false;
  }
  return true;
}

// Copies a container as a program does that knows nothing of digests; `change` may alter each part.
inline void copy_archive(const std::string& source, const std::string& target,
                         const std::function<void(std::string_view stream, Part& part)>& change) {
  const ContainerReader container(std::make_shared<const InputFile>(source));
  OutputFile output(target, Durability::unsynced);
  ContainerWriter writer(output);
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    const StreamIndex stream{s};
    if (container.stream_name(stream) == kStreamDigests) continue;
    const StreamId copy = writer.add_stream(std::string(container.stream_name(stream)));
    for (uint32_t p = 0; p < container.part_count(stream); ++p) {
      Part part = container.read_part(stream, p);
      change(container.stream_name(stream), part);
      writer.append_part(copy, part);
    }
  }
  writer.finish();
  output.commit();
}

}  // namespace agc::test
