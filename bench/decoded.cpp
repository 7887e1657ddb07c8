// Usage: decoded ARCHIVE SAMPLE...
// Fetches the samples, one reader for each, and prints for each a line of its letters, the bytes of packs decoded for
// them, and the bytes of the texts in these that they needed.
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "agc/archive_reader.h"
#include "agc/error.h"

int main(int argc, char** argv) {
  try {
    for (int i = 2; i < argc; ++i) {
      const agc::ArchiveReader reader(argv[1]);
      const uint32_t sample = reader.find_sample(argv[i]).value();
      uint64_t letters = 0;
      for (uint32_t contig = 0; contig < reader.contig_count(sample); ++contig) {
        std::string text;
        reader.fetch({sample, contig}, text);
        letters += text.size();
      }
      const agc::ReaderStatistics statistics = reader.statistics();
      std::printf("%s\t%llu\t%llu\t%llu\n", argv[i], static_cast<unsigned long long>(letters),
                  static_cast<unsigned long long>(statistics.pack_bytes),
                  static_cast<unsigned long long>(statistics.text_bytes));
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "decoded: %s\n", error.what());
    return 1;
  }
}
