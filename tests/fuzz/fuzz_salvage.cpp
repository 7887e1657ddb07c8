// Any bytes as an archive to be verified and recovered: no error but of input and output, nothing decoded
// that no record tells of.
#include <string>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "agc/recover.h"
#include "agc/verify.h"
#include "fuzz_checks.h"
#include "fuzz_input.h"

namespace {

using namespace agc;

// Whole contigs are decoded, and a small archive can describe very large ones.
constexpr uint64_t kMostSymbols = 1 << 20;

bool is_small(const ArchiveReader& reader) {
  uint64_t symbols = 0;
  for (uint32_t sample = 0; sample < reader.sample_names().size(); ++sample) {
    const size_t contigs = reader.contig_names(sample).size();
    for (uint32_t contig = 0; contig < contigs; ++contig) {
      symbols += 1 + reader.contig_length({sample, contig});
      if (symbols > kMostSymbols) return false;
    }
  }
  return true;
}

// Also if it cannot be opened.
bool is_worth_it(const std::string& path) {
  bool opened = false;
  try {
    const ArchiveReader reader(path, {.cache_bytes = 1 << 20});
    opened = true;
    return is_small(reader);
  } catch (const Error& error) {
    fuzz::require(error.kind() != ErrorKind::internal);
    return !opened;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::MemoryFile file({data, size});
  if (!is_worth_it(file.path())) return 0;
  const VerifyReport report = verify_archive(file.path(), {.cache_bytes = 1 << 20});
  fuzz::require(report.symbols <= 2 * kMostSymbols);
  recover_archive({.archive = file.path(), .cache_bytes = 1 << 20});
  return 0;
}
