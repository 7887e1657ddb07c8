// Usage: pieces [-n ROUNDS] LIST
// Runs the encoder's stages over a collection, on one thread, and prints a table of what each of its pieces takes. LIST
// names FASTA files, one a line, the reference first. The collection is encoded once to record what the pieces get,
// then ROUNDS times (default 3) measured; times are medians. Ends with status 1 if the rounds differ in their work.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "pieces/isolated.h"
#include "pieces/meter.h"
#include "pieces/stages.h"
#include "pieces/table.h"

namespace {

using agc::bench::Meter;
using agc::bench::Stages;

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "pieces: %s\n", message.c_str());
  std::exit(1);
}

std::vector<std::string> read_list(const std::string& path) {
  std::vector<std::string> paths;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) paths.push_back(line);
  }
  if (paths.empty()) fail(path + ": expected names of FASTA files");
  return paths;
}

Meter measure_isolated(const Stages& stages) {
  Meter meter;
  measure_tables(stages, meter);
  measure_mapping(stages, meter);
  measure_emitting(stages, meter);
  measure_plans(stages, meter);
  return meter;
}

void require_equal(const Meter& first, const std::vector<Meter>& others) {
  for (const Meter& other : others) {
    if (!other.agrees_with(first)) fail("expected the same work in every round: found other counts or results");
  }
}

void print_results(const Stages& stages, uint64_t checksum) {
  const auto number = [](uint64_t value) { return static_cast<unsigned long long>(value); };
  const agc::bench::PayloadBytes& bytes = stages.bytes();
  std::printf(
      "# bytes of packs %llu, references %llu, names and records %llu; symbols of references %llu; checksum %016llx\n",
      number(bytes.packs), number(bytes.references), number(bytes.records), number(stages.state().pool->symbols()),
      number(checksum));
}

void run(const std::string& list, int rounds) {
  const std::vector<std::string> paths = read_list(list);
  Meter recorded;
  std::vector<Meter> isolated;
  {
    const auto stages = agc::bench::encode(paths, recorded, true);
    if (stages->kept().empty()) fail(list + ": expected contigs");
    for (int round = 0; round < rounds; ++round) isolated.push_back(measure_isolated(*stages));
    print_results(*stages, recorded.checksum() ^ isolated.front().checksum());
  }
  std::vector<Meter> measured(static_cast<size_t>(rounds));
  for (Meter& meter : measured) agc::bench::encode(paths, meter, false);
  require_equal(recorded, measured);
  require_equal(isolated.front(), isolated);
  agc::bench::print_table(measured, isolated);
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 3;
  int next = 1;
  if (argc == 4 && std::string_view(argv[1]) == "-n") {
    rounds = std::atoi(argv[2]);
    next = 3;
  }
  if (argc != next + 1 || rounds < 1) fail("expected [-n ROUNDS] LIST");
  try {
    run(argv[next], rounds);
  } catch (const std::exception& error) {
    fail(error.what());
  }
}
