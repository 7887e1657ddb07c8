// One reader, many threads.

#include <atomic>
#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "agc/archive_reader.h"
#include "agc/error.h"
#include "unit/support/archives.h"
#include "unit/support/golden.h"

namespace agc {
namespace {

using test::Sequences;

// The number of wrong answers. Catch2's macros are not thread-safe.
int ask(const ArchiveReader& reader, const Sequences& sequences, uint32_t seed) {
  std::mt19937 random(seed);
  int wrong = 0;
  for (int i = 0; i < 150; ++i) {
    const auto sample = static_cast<uint32_t>(random() % sequences.size());
    const auto contig = static_cast<uint32_t>(random() % sequences[sample].size());
    const std::string& expected = sequences[sample][contig];
    const size_t begin = random() % (expected.size() + 1);
    std::string text;
    reader.fetch({sample, contig}, begin, begin + 500, text);
    wrong += text != expected.substr(begin, 500);
    wrong += reader.contig_length({sample, contig}) != expected.size();
    wrong += reader.contig_names(sample).size() != sequences[sample].size();
    wrong += reader.find_sample(reader.sample_names()[sample]) != sample;
    try {
      reader.find_contig("no such contig");
      ++wrong;
    } catch (const Error& error) {
      wrong += error.kind() != ErrorKind::not_found;
    }
  }
  return wrong;
}

TEST_CASE("Threads that share a reader all get right answers", "[reader][threads]") {
  for (const char* name : {"old_v30_append", "many_b7", "old_v20_many", "old_v11_append", "pack2"}) {
    const std::string path = test::golden(std::string(name) + "/a.agc");
    const Sequences sequences = test::all_sequences(path);
    for (const uint64_t cache_bytes : {uint64_t{0}, uint64_t{20000}, uint64_t{1} << 30}) {
      const ArchiveReader reader(path, {.cache_bytes = cache_bytes});
      std::atomic<int> wrong = 0;
      {
        std::vector<std::jthread> threads;
        for (uint32_t t = 0; t < 8; ++t) {
          threads.emplace_back([&, t] { wrong += ask(reader, sequences, t); });
        }
      }
      INFO(name << " " << cache_bytes);
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("Threads that share a damaged archive all get the error, and go on", "[reader][threads]") {
  const ArchiveReader reader(test::golden("errors/flip_ref.agc"));
  std::atomic<int> errors = 0;
  std::atomic<int> others = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) {
          try {
            test::whole_fasta(reader);
            ++others;
          } catch (const Error& error) {
            error.kind() == ErrorKind::corrupt ? ++errors : ++others;
          }
        }
      });
    }
  }
  CHECK(errors == 160);
  CHECK(others == 0);
}

}  // namespace
}  // namespace agc
