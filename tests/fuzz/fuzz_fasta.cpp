// Any bytes as FASTA, plain and compressed: records hold codes and names as promised, gzip changes
// nothing, and what was read is read the same from FASTA written of it.
#include <zlib.h>

#include <algorithm>
#include <string>
#include <vector>

#include "fuzz_checks.h"
#include "fuzz_input.h"
#include "io/fasta_reader.h"
#include "seq/alphabet.h"

namespace {

using namespace agc;
using fuzz::errors_are_fine;
using fuzz::require;

struct Outcome {
  std::vector<FastaRecord> records;
  bool failed = false;
};

bool same(const Outcome& a, const Outcome& b) {
  return a.failed == b.failed && std::ranges::equal(a.records, b.records, [](const auto& x, const auto& y) {
           return x.name == y.name && x.symbols == y.symbols;
         });
}

Outcome read(std::span<const uint8_t> bytes, NonIupacPolicy policy) {
  const fuzz::MemoryFile file(bytes);
  Outcome outcome{{}, true};
  errors_are_fine([&] {
    FastaReader reader(open_byte_source(file.path()), policy);
    for (FastaRecord record; reader.next(record);) {
      require(!record.name.empty() && record.name.find_first_of(std::string("\0\r\n", 3)) == std::string::npos);
      require(std::ranges::all_of(record.symbols, [](uint8_t code) { return code < kCodeCount; }));
      outcome.records.push_back(record);
    }
    outcome.failed = false;
  });
  return outcome;
}

std::vector<uint8_t> gzip(std::span<const uint8_t> bytes) {
  z_stream stream{};
  require(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::vector<uint8_t> packed(deflateBound(&stream, bytes.size()));
  stream.next_in = const_cast<uint8_t*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  require(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string fasta_of(const std::vector<FastaRecord>& records, size_t line_length) {
  std::string text;
  for (const FastaRecord& record : records) {
    text += ">" + record.name + "\n";
    for (size_t i = 0; i < record.symbols.size(); ++i) {
      text += kCodeLetters[record.symbols[i]];
      if ((i + 1) % line_length == 0) text += "\r\n";
    }
    text += "\n";
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const uint8_t choice = input.byte();
  const auto policy = static_cast<NonIupacPolicy>(choice % 3);
  const Outcome outcome = read(input.rest(), policy);
  if (choice & 4 && input.rest().size() > 1 && input.rest()[0] != 0x1F) {
    const size_t half = input.rest().size() / 2;
    std::vector<uint8_t> members = gzip(input.rest().first(half));
    const std::vector<uint8_t> second = gzip(input.rest().subspan(half));
    members.insert(members.end(), second.begin(), second.end());
    require(same(read(members, policy), outcome));
  }
  if (!outcome.failed) {
    const std::string text = fasta_of(outcome.records, 1 + choice);
    require(same(read({reinterpret_cast<const uint8_t*>(text.data()), text.size()}, NonIupacPolicy::error), outcome));
  }
  return 0;
}
