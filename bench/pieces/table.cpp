#include "pieces/table.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace agc::bench {
namespace {

struct Description {
  const char* name;
  const char* item;
  const char* rate;  // unit of the volume in a second, by the million; empty: it has none
};

constexpr Description kRows[] = {
    {"read FASTA", "contigs", "Msym/s"},
    {"digest of contigs", "contigs", "Msym/s"},
    {"pack to two bits", "contigs", "Msym/s"},
    {"splitters: sample k-mers", "contigs", "Msym/s"},
    {"splitters: singletons, cuts", "intervals", ""},
    {"cut into units", "units", "Msym/s"},
    {"reverse complement, islands", "units", "Msym/s"},
    {"seed tables: make, grow", "times", ""},
    {"map", "alignments", "Msym/s"},
    {"chain", "alignments", "Msym/s"},
    {"divergence", "spans", "Msym/s"},
    {"novelty", "spans", "Msym/s"},
    {"map gaps", "gaps", "Msym/s"},
    {"look again", "units", "Msym/s"},
    {"grow: first sample", "pieces", "Msym/s"},
    {"grow: later samples", "units", ""},
    {"emit", "segments", "Msym/s"},
    {"pack store: add", "texts", "MB/s"},
    {"pack store: plan what is left", "packs", "MB/s"},
    {"names and records", "samples", "MB/s"},
    {"packs of symbols: repeats", "copies", "Msym/s"},
    {"packs of symbols: compress", "packs", "Msym/s"},
    {"packs of texts: compress", "packs", "MB/s"},
    {"choose splitters", "splitters", ""},
    {"references: repeats", "copies", "Msym/s"},
    {"references: compress", "groups", "Msym/s"},

    {"seed table: insert", "k-mers", "Msym/s"},
    {"seed table of groups: insert", "k-mers", "Msym/s"},
    {"seed table: look up", "k-mers", "Msym/s"},
    {"extend a seed", "alignments", "Msym/s"},
    {"cost model", "runs", "Msym/s"},
    {"choose groups", "pieces", ""},
    {"divergence, all at once", "spans", "Msym/s"},
    {"novelty, all at once", "spans", "Msym/s"},
    {"emit: chain", "alignments", "Msym/s"},
    {"emit: breakpoints", "spans", ""},
    {"emit: LZ text", "texts", "Msym/s"},
    {"emit: sketch", "texts", "MB/s"},
    {"plan packs", "texts", ""},
    {"plan: shared hashes", "texts", ""},
    {"plan: choose", "texts", ""},
    {"plan: exchange", "texts", ""},
    {"plan: order", "texts", ""},
};
static_assert(std::size(kRows) == kRowCount);

double median_nanoseconds(std::span<const Meter> runs, Row row) {
  std::vector<int64_t> all;
  for (const Meter& run : runs) all.push_back(run.of(row).nanoseconds);
  std::ranges::sort(all);
  const int64_t twice = all[(all.size() - 1) / 2] + all[all.size() / 2];
  return std::max(0.0, static_cast<double>(twice) / 2);
}

std::string percent(double part, double whole) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", whole > 0 ? 100 * part / whole : 0.0);
  return text;
}

std::string rate_of(const Description& description, const Figures& work, double nanoseconds) {
  if (*description.rate == '\0' || nanoseconds == 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.2f %s", static_cast<double>(work.volume) * 1e3 / nanoseconds, description.rate);
  return text;
}

// Nothing of a row that had no work.
void print_row(std::span<const Meter> runs, Row row, const std::string& share) {
  const Description& description = kRows[static_cast<size_t>(row)];
  const Figures& work = runs.front().of(row);
  const double nanoseconds = median_nanoseconds(runs, row);
  if (work.items == 0 && work.volume == 0) return;
  std::printf("%-30s %11llu %-10s %10.2f %12.1f %16s %6s\n", description.name,
              static_cast<unsigned long long>(work.items), description.item, nanoseconds / 1e6,
              nanoseconds / static_cast<double>(std::max<uint64_t>(1, work.items)),
              rate_of(description, work, nanoseconds).c_str(), share.c_str());
}

}  // namespace

void print_table(std::span<const Meter> stages, std::span<const Meter> isolated) {
  std::printf("%-30s %11s %-10s %10s %12s %16s %6s\n", "piece", "work", "", "CPU ms", "ns an item", "rate", "share");
  double sum = 0;
  const auto first_isolated = static_cast<size_t>(kFirstIsolated);
  for (size_t row = 0; row < first_isolated; ++row) sum += median_nanoseconds(stages, static_cast<Row>(row));
  for (size_t number = 0; number < first_isolated; ++number) {
    const Row row{number};
    print_row(stages, row, percent(median_nanoseconds(stages, row), sum));
  }
  std::printf("%-30s %11s %-10s %10.2f %12s %16s %6s\n", "sum", "", "", sum / 1e6, "", "", "100.0");
  std::printf("# isolated: what is inside others, by itself; not to be added to anything\n");
  for (size_t number = first_isolated; number < kRowCount; ++number) print_row(isolated, Row{number}, "-");
}

}  // namespace agc::bench
