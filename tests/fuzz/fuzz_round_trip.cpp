// Any bytes as the FASTA files of a few samples: what is created, and appended to, holds exactly them.
#include <algorithm>
#include <string>
#include <vector>

#include "agc/archive_reader.h"
#include "agc/archive_writer.h"
#include "fuzz_checks.h"
#include "fuzz_input.h"
#include "io/fasta_reader.h"
#include "seq/alphabet.h"
#include "unit/io/test_support.h"

namespace {

using namespace agc;
using fuzz::errors_are_fine;
using fuzz::require;

// Of one contig; enough for several segments, and for many inputs a second.
constexpr size_t kMostLetters = 20000;

// The first byte says how the rest becomes a sequence: as it is, or four symbols from a byte, repeated
// with changes, so that short inputs make long, similar contigs.
std::string letters_of(std::span<const uint8_t> bytes, uint8_t form) {
  std::string letters;
  const size_t most_bytes = kMostLetters / 16 / (form / 64u * 7 + 1);
  if (form % 2 != 0 && bytes.size() > most_bytes) bytes = bytes.first(most_bytes);
  if (form % 2 == 0) {
    for (const uint8_t byte : bytes) letters += kCodeLetters[byte % kCodeCount];
    return letters;
  }
  for (unsigned copy = 0; copy <= form / 64u * 7; ++copy) {
    for (size_t i = 0; i < bytes.size(); ++i) {
      const unsigned word = bytes[i] * 2654435761u + (i % 97 == copy * 13 ? copy : 0);
      for (unsigned shift = 0; shift < 32; shift += 2) letters += "ACGT"[word >> shift & 3];
    }
  }
  if (form & 4) std::ranges::reverse(letters);
  return letters;
}

std::string take_fasta(fuzz::Input& input) {
  std::string text;
  const unsigned contigs = 1 + input.byte() % 3;
  for (unsigned contig = 0; contig < contigs; ++contig) {
    const uint8_t form = input.byte();
    const auto name = input.take(form >> 3 & 3);
    text += ">" + std::to_string(contig) + std::string(name.begin(), name.end()) + "\n";
    text += letters_of(input.take(input.number(form & 8 ? 2 : 1)), form) + "\n";
  }
  return text;
}

// Symbols as letters, in the order of the file; nothing for a file that is no FASTA.
std::vector<std::string> expected_contigs(const std::string& path) {
  std::vector<std::string> contigs;
  FastaReader reader(open_byte_source(path), NonIupacPolicy::error);
  for (FastaRecord record; reader.next(record);) {
    std::string letters;
    for (const uint8_t code : record.symbols) letters += kCodeLetters[code];
    contigs.push_back(record.name + "\n" + letters);
  }
  return contigs;
}

void require_holds(const std::string& archive, const std::vector<std::string>& inputs) {
  const ArchiveReader reader(archive);
  require(reader.sample_names().size() == inputs.size());
  for (uint32_t sample = 0; sample < inputs.size(); ++sample) {
    const std::vector<std::string> expected = expected_contigs(inputs[sample]);
    const std::vector<std::string> names = reader.contig_names(sample);
    require(names.size() == expected.size());
    for (uint32_t contig = 0; contig < names.size(); ++contig) {
      std::string text = names[contig] + "\n";
      reader.fetch({sample, contig}, text);
      require(text == expected[contig]);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const test::TemporaryFolder folder("/dev/shm");
  fuzz::Input input(data, size);
  const uint8_t choice = input.byte();
  std::vector<std::string> inputs;
  const size_t samples = 1 + choice % 4;
  for (size_t sample = 0; sample < samples; ++sample) {
    inputs.push_back(folder.file("s" + std::to_string(sample) + ".fa"));
    test::write_file(inputs.back(), take_fasta(input));
  }
  const size_t appended = choice & 8 ? choice / 16 % samples : 0;
  const auto first_appended = inputs.end() - static_cast<std::ptrdiff_t>(appended);
  CreateOptions options{.inputs = {inputs.begin(), first_appended}, .output = folder.file("a.agc")};
  options.params.kmer_length = 17 + choice % 15;
  options.params.segment_size = choice & 16 ? 60000 : 200;
  options.params.pack_cardinality = 1 + choice / 4 % 5;
  options.threads = 1 + choice / 128;
  options.memory_bytes = 1 << 20;
  options.level = 1;
  errors_are_fine([&] {
    create_archive(options);
    require_holds(options.output, options.inputs);
    if (appended == 0) return;
    AppendOptions append{.archive = options.output, .inputs = {first_appended, inputs.end()}, .output = options.output};
    append.threads = options.threads;
    append.level = 1;
    append_archive(append);
    require_holds(options.output, inputs);
  });
  return 0;
}
