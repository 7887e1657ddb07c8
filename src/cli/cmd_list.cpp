#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "agc/sequence_digests.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/json.h"
#include "cli/sample_order.h"
#include "io/file.h"

namespace agc::cli {
namespace {

// Stored, or else computed.
SequenceDigests digests_of(const ArchiveReader& reader, ContigId contig) {
  if (std::optional<SequenceDigests> stored = reader.stored_digests(contig)) return *std::move(stored);
  std::string letters;
  reader.fetch(contig, letters);
  return compute_sequence_digests(letters);
}

void write_contigs(const ArchiveReader& reader, uint32_t sample, const ListCommand& command, OutputFile& output) {
  const std::string& sample_name = reader.sample_names()[sample];
  output.write(sample_name + "\n");
  uint32_t contig = 0;
  for (const std::string& name : reader.contig_names(sample)) {
    std::string line(3, ' ');
    line.append(command.header.apply({sample_name, name, ""}));
    if (command.digests) {
      const SequenceDigests digests = digests_of(reader, {sample, contig});
      line.append(1, '\t').append(digests.refget).append(1, '\t').append(digests.md5);
    }
    output.write(line.append(1, '\n'));
    ++contig;
  }
}

void write_json(std::string_view key, std::string_view value, OutputFile& output) {
  JsonItems items;
  items.add(key, value);
  output.write(items.object() + "\n");
}

std::string contigs_json(const ArchiveReader& reader, uint32_t sample, bool with_digests) {
  JsonItems contigs;
  uint32_t number = 0;
  for (const std::string& name : reader.contig_names(sample)) {
    JsonItems contig;
    contig.add("name", json_string(short_contig_name(name)));
    contig.add("header", json_string(name));
    contig.add("length", reader.contig_length({sample, number}));
    if (with_digests) {
      const SequenceDigests digests = digests_of(reader, {sample, number});
      contig.add("refget", json_string(digests.refget));
      contig.add("md5", json_string(digests.md5));
    }
    ++number;
    contigs.add(contig.object());
  }
  JsonItems whole;
  whole.add("name", json_string(reader.sample_names()[sample]));
  whole.add("contigs", contigs.array());
  return whole.object();
}

// Writes lines of a .fai: name, length, and where the sequence would be in the FASTA text of all
// samples so far, extracted with lines of the default length.
class IndexWriter {
 public:
  IndexWriter(const ArchiveReader& reader, const HeaderFormat& header, OutputFile& output)
      : reader_(reader), header_(header), output_(output) {}

  void write(uint32_t sample) {
    uint32_t contig = 0;
    for (const std::string& name : reader_.contig_names(sample)) {
      write(header_.apply({reader_.sample_names()[sample], name, ""}), reader_.contig_length({sample, contig}));
      ++contig;
    }
  }

 private:
  void write(const std::string& header, uint64_t length) {
    const uint64_t line_length = ExtractCommand().line_length;
    position_ += header.size() + 2;
    const uint64_t letters = std::min(line_length, length);
    std::string line(short_contig_name(header));
    for (const uint64_t number : {length, position_, letters, letters == 0 ? 0 : letters + 1}) {
      line.append(1, '\t').append(std::to_string(number));
    }
    output_.write(line.append(1, '\n'));
    position_ += length + (length + line_length - 1) / line_length;
  }

  const ArchiveReader& reader_;
  const HeaderFormat& header_;
  OutputFile& output_;
  uint64_t position_ = 0;  // in the FASTA text
};

struct SampleChoice {
  std::vector<uint32_t> samples;
  std::string unknown;  // names for a message; empty: none
};

SampleChoice choose_samples(const ArchiveReader& reader, const ListCommand& command) {
  if (command.samples.empty()) return {command.index ? collection_order(reader) : listing_order(reader), ""};
  SampleChoice choice;
  for (const std::string& name : command.samples) {
    if (const std::optional<uint32_t> sample = reader.find_sample(name)) {
      choice.samples.push_back(*sample);
    } else {
      choice.unknown.append(choice.unknown.empty() ? "'" : ", '").append(name).append("'");
    }
  }
  return choice;
}

void write_choice(const ArchiveReader& reader, const ListCommand& command, const std::vector<uint32_t>& samples,
                  OutputFile& output) {
  IndexWriter index(reader, command.header, output);
  JsonItems json;
  for (const uint32_t sample : samples) {
    if (command.json) {
      json.add(contigs_json(reader, sample, command.digests));
    } else if (command.index) {
      index.write(sample);
    } else {
      write_contigs(reader, sample, command, output);
    }
  }
  if (command.json) write_json("samples", json.array(), output);
}

}  // namespace

void list_reference(const ListCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  warn_about(reader);
  OutputFile output(command.output, Durability::unsynced);
  const std::vector<std::string>& names = reader.sample_names();
  if (command.json) {
    write_json("reference", names.empty() ? "null" : json_string(names.front()), output);
  } else if (!names.empty()) {
    // Without a newline, as scripts have come to expect.
    output.write(names.front());
  }
  output.commit();
  stopwatch.finish();
}

void list_samples(const ListCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  warn_about(reader);
  OutputFile output(command.output, Durability::unsynced);
  JsonItems json;
  for (const uint32_t sample : listing_order(reader)) {
    const std::string& name = reader.sample_names()[sample];
    if (command.json) {
      json.add(json_string(name));
    } else {
      output.write(name + "\n");
    }
  }
  if (command.json) write_json("samples", json.array(), output);
  output.commit();
  stopwatch.finish();
}

void list_contigs(const ListCommand& command) {
  const Stopwatch stopwatch(command.verbosity);
  const ArchiveReader reader(command.archive);
  warn_about(reader);
  OutputFile output(command.output, Durability::unsynced);
  const SampleChoice choice = choose_samples(reader, command);
  write_choice(reader, command, choice.samples, output);
  output.commit();
  if (!choice.unknown.empty()) {
    throw Error(ErrorKind::not_found,
                command.archive + ": expected samples of the archive: found no sample " + choice.unknown);
  }
  stopwatch.finish();
}

}  // namespace agc::cli
