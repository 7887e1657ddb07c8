// Usage: shared_reader [SECONDS [THREADS [ARCHIVE]]]
// Lets THREADS (16) ask one reader with a small cache for ranges of contigs for SECONDS (1), and compares every answer
// with what one thread got before. Without an ARCHIVE one of random genomes is made. Exits with 1 if any was wrong.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "agc/archive_writer.h"
#include "agc/error.h"
#include "unit/support/archives.h"

using namespace agc;

int main(int argc, char** argv) {
  const std::chrono::seconds seconds(argc > 1 ? std::stoul(argv[1]) : 1);
  const size_t threads = argc > 2 ? std::stoul(argv[2]) : 16;
  const test::TemporaryFolder folder;
  std::string archive = argc > 3 ? argv[3] : "";
  if (archive.empty()) {
    CreateOptions options;
    options.output = archive = folder.file("archive");
    options.inputs =
        test::write_samples(folder, test::random_collection(2, {.samples = 20, .chromosome_length = 200000}));
    create_archive(options);
  }
  const test::Sequences expected = test::all_sequences(archive);
  const ArchiveReader reader(archive, {.cache_bytes = 1 << 20});
  std::atomic<uint64_t> asked = 0;
  std::atomic<uint64_t> wrong = 0;
  const auto end = std::chrono::steady_clock::now() + seconds;
  {
    std::vector<std::jthread> asking;
    for (uint32_t t = 0; t < threads; ++t) {
      asking.emplace_back([&, t] {
        test::GenomeMaker random(t);
        std::string text;
        do {
          const auto sample = static_cast<uint32_t>(random.below(expected.size()));
          const auto contig = static_cast<uint32_t>(random.below(expected[sample].size()));
          const std::string& whole = expected[sample][contig];
          const size_t begin = random.below(whole.size() + 1);
          const size_t length = random.below(20000);
          text.clear();
          try {
            reader.fetch({sample, contig}, begin, begin + length, text);
          } catch (const Error&) {
            text = "an error";
          }
          wrong += text != whole.substr(begin, length);
          ++asked;
        } while (std::chrono::steady_clock::now() < end);
      });
    }
  }
  std::printf("%zu threads, %llu answers, %llu wrong\n", threads, static_cast<unsigned long long>(asked.load()),
              static_cast<unsigned long long>(wrong.load()));
  return wrong == 0 ? 0 : 1;
}
