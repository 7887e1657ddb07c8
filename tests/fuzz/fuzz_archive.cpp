// Any bytes as an archive through the public interface: open it, list it, fetch what it holds.
#include <algorithm>
#include <string>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "fuzz_checks.h"
#include "fuzz_input.h"

namespace {

using namespace agc;
using fuzz::errors_are_fine;
using fuzz::require;

// Enough to reach all code; a small archive can describe far more contigs than are worth the time.
constexpr uint32_t kSamples = 4;
constexpr uint32_t kContigs = 8;
constexpr uint64_t kSymbols = 1 << 16;

void read_contig(const ArchiveReader& reader, ContigId contig) {
  errors_are_fine([&] { reader.contig_length(contig); });
  errors_are_fine([&] {
    std::string text;
    reader.fetch(contig, 0, kSymbols, text);
    require(text.size() <= kSymbols);
    std::string part;
    reader.fetch(contig, 7, 19, part);
    const size_t begin = std::min<size_t>(7, text.size());
    require(part == text.substr(begin, 12));
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::MemoryFile file({data, size});
  errors_are_fine([&] {
    const ArchiveReader reader(file.path(), {.cache_bytes = 1 << 20});
    const auto samples = static_cast<uint32_t>(std::min<size_t>(reader.sample_names().size(), kSamples));
    for (uint32_t sample = 0; sample < samples; ++sample) {
      errors_are_fine([&] {
        const auto names = reader.contig_names(sample);
        const auto contigs = static_cast<uint32_t>(std::min<size_t>(names.size(), kContigs));
        for (uint32_t contig = 0; contig < contigs; ++contig) read_contig(reader, {sample, contig});
        if (contigs > 0) reader.find_contig(reader.sample_names()[sample], names[0]);
      });
    }
    errors_are_fine([&] { reader.find_contig("c1"); });
  });
  return 0;
}
