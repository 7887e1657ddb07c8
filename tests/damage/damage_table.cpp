// Usage: damage_table [--every N] [--places] [ARCHIVE]
// Cuts an archive at every byte and flips every bit of it (with --every N one of N), and counts what
// comes of each: an error (detected), the same output (harmless), other output without an error (wrong),
// the end of the process (crash); by reading all of it, by verifying it, by appending a sample and
// reading the result, and by saving what is whole, where a contig that is called whole and is not is wrong. Without an
// ARCHIVE a small one of random genomes is made. Exits with 1 if anything was wrong or crashed; of archives that hold
// no digests wrong output is counted, but no failure.
// With --places instead: flips every bit, verifies and reads, and counts by what the bit is of whether the flip is
// noticed, and what of the output is another one if not.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "agc/archive_reader.h"
#include "agc/archive_writer.h"
#include "agc/error.h"
#include "agc/recover.h"
#include "agc/verify.h"
#include "damage/places.h"
#include "format/container.h"
#include "unit/io/test_support.h"
#include "unit/support/genomes.h"

namespace {

using namespace agc;

enum Damage : size_t { kCut, kFlip, kDamages };
enum Use : size_t { kRead, kVerify, kAppend, kRecover, kUses };
enum Outcome : size_t { kDetected, kHarmless, kWrong, kCrash, kOutcomes };
constexpr std::array<const char*, kDamages> kDamageNames = {"cut", "flip"};
constexpr std::array<const char*, kUses> kUseNames = {"read", "verify", "append", "recover"};

using Counts = std::array<std::array<std::array<std::atomic<uint64_t>, kOutcomes>, kUses>, kDamages>;

// Of a flip that is known to be one, or else what it has changed that can be read.
enum Effect : size_t { kNoticed, kNothing, kUnreadable, kInfo, kNames, kSequence, kCrashed, kEffects };
constexpr std::array<const char*, kEffects> kEffectNames = {"noticed", "nothing",  "unreadable", "parameters",
                                                            "names",   "sequence", "crash"};
using PlaceCounts = std::array<std::array<std::atomic<uint64_t>, kEffects>, test::kPlaceNames.size()>;

// Between the processes that try: where each is, and what all have counted.
struct Shared {
  Counts counts{};
  PlaceCounts by_place{};
  std::atomic<uint64_t> next = 0;  // damage to be tried
};

// All that an archive says.
struct Output {
  std::string info;
  std::string names;
  std::string sequence;  // with lengths and ranges

  bool operator==(const Output&) const = default;
};

struct Setting {
  std::string whole;        // the archive's bytes
  std::string added_fasta;  // path
  Output output;            // of reading the archive
  Output output_after_append;
  std::map<std::string, std::string> contigs;  // by sample and name
  std::vector<test::PlaceKind> places = {};    // of its bytes; empty: no table by place is asked for
  uint64_t every = 1;
  bool has_digests = false;

  // Cuts, unless places are asked for, and flips.
  uint64_t damages() const { return whole.size() * (places.empty() ? 9 : 8) / every; }
};

std::map<std::string, std::string> read_contigs(const ArchiveReader& reader) {
  std::map<std::string, std::string> contigs;
  for (uint32_t sample = 0; sample < reader.sample_names().size(); ++sample) {
    uint32_t number = 0;
    for (const std::string& name : reader.contig_names(sample)) {
      reader.fetch({sample, number++}, contigs[reader.sample_names()[sample] + "\n" + name]);
    }
  }
  return contigs;
}

Output read_all(const std::string& path) {
  const ArchiveReader reader(path);
  Output output;
  for (const auto& [key, value] : reader.info().file_type_info) {
    if (!key.starts_with("growable")) output.info += key + "=" + value + "\n";
  }
  const ArchiveParams& params = reader.info().params;
  for (const uint32_t value :
       {params.kmer_length, params.min_match_length, params.pack_cardinality, params.segment_size})
    output.info += std::to_string(value) + " ";
  for (uint32_t sample = 0; sample < reader.sample_names().size(); ++sample) {
    output.names += "\n" + reader.sample_names()[sample];
    const std::vector<std::string> names = reader.contig_names(sample);
    for (uint32_t contig = 0; contig < names.size(); ++contig) {
      const uint64_t length = reader.contig_length({sample, contig});
      output.names += "\n\t" + names[contig];
      output.sequence += "\n" + std::to_string(length) + " ";
      reader.fetch({sample, contig}, length / 3, length / 2, output.sequence);
      output.sequence += "\n";
      reader.fetch({sample, contig}, output.sequence);
    }
  }
  return output;
}

void append_to(const std::string& path, const Setting& setting, const std::string& output) {
  append_archive({.archive = path, .inputs = {setting.added_fasta}, .output = output, .threads = 1, .level = 1});
}

Outcome recover_and_compare(const std::string& path, const Setting& setting) {
  const std::string saved = path + ".saved";
  const RecoverReport report = recover_archive({.archive = path, .output = saved});
  if (report.archive_bytes == 0) return kDetected;
  const std::map<std::string, std::string> contigs = read_contigs(ArchiveReader(saved));
  std::filesystem::remove(saved);
  if (report.complete()) return contigs == setting.contigs ? kHarmless : kWrong;
  for (const auto& [name, letters] : contigs) {
    const auto original = setting.contigs.find(name);
    if (original != setting.contigs.end() && original->second == letters) continue;
    const auto sample = std::ranges::find(report.samples, name.substr(0, name.find('\n')), &RecoveredSample::name);
    if (sample == report.samples.end() || sample->doubt.empty()) return kWrong;
  }
  return kDetected;
}

Outcome use(Use use, const std::string& path, const Setting& setting) {
  try {
    if (use == kRead) return read_all(path) == setting.output ? kHarmless : kWrong;
    if (use == kVerify) return verify_archive(path).sound() ? kHarmless : kDetected;
    if (use == kRecover) return recover_and_compare(path, setting);
    const std::string appended = path + ".appended";
    append_to(path, setting, appended);
    return read_all(appended) == setting.output_after_append ? kHarmless : kWrong;
  } catch (const Error&) {
    return kDetected;
  }
}

std::string flipped(std::string bytes, uint64_t bit) {
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  return bytes;
}

Effect effect_of(const std::string& path, const Setting& setting) {
  if (use(kVerify, path, setting) == kDetected) return kNoticed;
  try {
    const Output output = read_all(path);
    if (output.sequence != setting.output.sequence) return kSequence;
    if (output.names != setting.output.names) return kNames;
    return output.info == setting.output.info ? kNothing : kInfo;
  } catch (const Error&) {
    return kUnreadable;
  }
}

// As try_damages().
void try_places(const Setting& setting, const std::string& path, Shared& shared) {
  for (uint64_t number = shared.next++; number < setting.damages(); number = shared.next++) {
    const uint64_t bit = number * setting.every;
    test::write_file(path, flipped(setting.whole, bit));
    auto& counts = shared.by_place[setting.places[bit / 8]];
    ++counts[kCrashed];
    const Effect effect = effect_of(path, setting);
    --counts[kCrashed];
    ++counts[effect];
  }
}

// Tries damages until there are none left. Each use is counted as a crash before and put right after.
void try_damages(const Setting& setting, const std::string& path, Shared& shared) {
  for (uint64_t number = shared.next++; number < setting.damages(); number = shared.next++) {
    const uint64_t place = number * setting.every;
    std::string bytes = setting.whole;
    const Damage damage = place < bytes.size() ? kCut : kFlip;
    if (damage == kCut) {
      bytes.resize(place);
    } else {
      bytes = flipped(setting.whole, place - bytes.size());
    }
    test::write_file(path, bytes);
    std::array<Outcome, kUses> outcomes{};
    for (size_t i = 0; i < kUses; ++i) {
      auto& counts = shared.counts[damage][i];
      ++counts[kCrash];
      outcomes[i] = use(static_cast<Use>(i), path, setting);
      // What is called sound must be.
      if (i == kVerify && outcomes[i] == kHarmless && outcomes[kRead] == kWrong) outcomes[i] = kWrong;
      --counts[kCrash];
      ++counts[outcomes[i]];
      if (outcomes[i] == kWrong && setting.has_digests)
        std::printf("wrong: %s %s %llu\n", kUseNames[i], kDamageNames[damage],
                    static_cast<unsigned long long>(damage == kCut ? place : place - bytes.size()));
    }
  }
}

// Runs it in a process of its own, and in a new one whenever that dies.
void run_worker(const Setting& setting, const std::string& path, Shared& shared) {
  while (shared.next < setting.damages()) {
    const pid_t child = fork();
    if (child == 0) {
      setting.places.empty() ? try_damages(setting, path, shared) : try_places(setting, path, shared);
      std::fflush(stdout);
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
  }
}

// Small, and yet with all kinds of streams in it, several packs of one group, and samples added later.
void make_archive(const test::TemporaryFolder& folder, const std::string& path) {
  test::GenomeMaker maker(8);
  const test::Symbols ancestor = maker.bases(900);
  std::vector<std::string> inputs;
  for (const std::string name : {"a", "b", "c"}) {
    test::Symbols relative =
        maker.mutate(ancestor, {.snps = 10, .small_indels = 2, .rearrangements = 0, .exceptions = 2});
    if (name == "b") test::reverse_complement(relative);
    const test::Sample sample{name,
                              {{"one of " + name, test::letters_of(relative)},
                               {"codes", test::letters_of(maker.codes(60))},
                               {"empty", ""},
                               {"own", test::letters_of(maker.bases(80))}}};
    inputs.push_back(folder.file(name + ".fa"));
    test::write_file(inputs.back(), test::fasta_of(sample));
  }
  CreateOptions options;
  options.inputs = {inputs[0], inputs[1]};
  options.output = path;
  options.threads = 1;
  options.params.segment_size = 300;
  options.params.pack_cardinality = 2;
  create_archive(options);
  append_archive({.archive = path, .inputs = {inputs[2]}, .output = path, .threads = 1});
}

bool holds_digests(const std::string& path) {
  return ContainerReader(std::make_shared<const InputFile>(path)).find("digests").has_value();
}

void print_table(const Counts& counts) {
  std::printf("%-8s %-8s %10s %10s %10s %10s\n", "damage", "use", "detected", "harmless", "wrong", "crash");
  for (size_t damage = 0; damage < kDamages; ++damage) {
    for (size_t i = 0; i < kUses; ++i) {
      std::printf("%-8s %-8s", kDamageNames[damage], kUseNames[i]);
      for (const auto& count : counts[damage][i]) std::printf(" %10llu", static_cast<unsigned long long>(count.load()));
      std::printf("\n");
    }
  }
}

void print_places(const PlaceCounts& counts) {
  std::printf("%-12s", "flip in");
  for (const char* effect : kEffectNames) std::printf(" %10s", effect);
  std::printf("\n");
  for (size_t place = 0; place < counts.size(); ++place) {
    if (std::ranges::all_of(counts[place], [](const auto& count) { return count == 0; })) continue;
    std::printf("%-12s", test::kPlaceNames[place]);
    for (const auto& count : counts[place]) std::printf(" %10llu", static_cast<unsigned long long>(count.load()));
    std::printf("\n");
  }
}

// Whether nothing was wrong that should not be.
bool print_tables(const Setting& setting, const Shared& shared) {
  if (!setting.places.empty()) {
    print_places(shared.by_place);
    return true;
  }
  print_table(shared.counts);
  uint64_t crashes = 0;
  uint64_t wrong = 0;
  for (const auto& damage : shared.counts) {
    for (const auto& counts : damage) {
      crashes += counts[kCrash];
      wrong += counts[kWrong];
    }
  }
  return crashes == 0 && (wrong == 0 || !setting.has_digests);
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // several processes write lines
  Setting setting;
  std::string archive;
  bool by_place = false;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--every" && i + 1 < argc) {
      setting.every = std::max(1ul, std::strtoul(argv[++i], nullptr, 10));
    } else if (std::string_view(argv[i]) == "--places") {
      by_place = true;
    } else {
      archive = argv[i];
    }
  }
  const test::TemporaryFolder folder;
  if (archive.empty()) make_archive(folder, archive = folder.file("archive"));
  setting.whole = test::read_file(archive);
  setting.has_digests = holds_digests(archive);
  if (by_place) setting.places = test::places_of(archive);
  setting.output = read_all(archive);
  setting.contigs = read_contigs(ArchiveReader(archive));
  setting.added_fasta = folder.file("added.fa");
  test::write_file(setting.added_fasta,
                   ">added one\nACGTTGCATTTACGNNNNNNNNTTACGACGGTACTTGACCATTGAGCAATTC\n>added two\nTTTT\n");
  append_to(archive, setting, folder.file("appended"));
  setting.output_after_append = read_all(folder.file("appended"));

  void* const memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 2;
  auto* const shared = new (memory) Shared;
  std::printf("%zu bytes; %llu damages\n", setting.whole.size(), static_cast<unsigned long long>(setting.damages()));
  std::fflush(stdout);
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
      workers.emplace_back([&, i] { run_worker(setting, folder.file("try" + std::to_string(i)), *shared); });
    }
  }
  return print_tables(setting, *shared) ? 0 : 1;
}
