// Usage: long_list AGC [SAMPLES [LETTERS [PROCESSES]]]
// An archive of many small samples (2000 of 3000 letters): creates it, adds one more, lists, asks for single contigs,
// for all of them, and by PROCESSES (200) processes at once. Prints what each command took; exits with 1 if any of
// them gave a wrong answer. 100000 samples of 30000 letters and 1000 processes take 7 GB of disk and some minutes.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "unit/io/test_support.h"
#include "unit/support/genomes.h"
#include "unit/support/processes.h"

namespace {

using namespace agc;
using test::ProcessReport;

constexpr size_t kAncestors = 500;  // that further samples may come from
constexpr size_t kFilesInFolder = 1000;

std::string padded(size_t number) {
  const std::string digits = std::to_string(number);
  return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}
std::string sample_name(size_t number) { return "s" + padded(number); }
std::string contig_name(size_t number) { return "g" + padded(number); }

// Each sample is an earlier one with a few changes, as of an outbreak.
class SampleFiles {
 public:
  SampleFiles(const std::string& folder, size_t samples, size_t letters) : folder_(folder) {
    test::GenomeMaker maker(1);
    std::vector<std::string> ancestors = {test::letters_of(maker.bases(letters))};
    std::string list;
    for (size_t i = 0; i < samples; ++i) {
      std::string text = ancestors[maker.below(ancestors.size())];
      for (uint64_t changes = 1 + maker.below(3); changes > 0; --changes)
        text[maker.below(text.size())] = "ACGT"[maker.below(4)];
      if (maker.below(5) == 0) text.replace(maker.below(text.size()), 50, std::string(1 + maker.below(80), 'N'));
      if (i % kFilesInFolder == 0) std::filesystem::create_directory(folder + "/" + std::to_string(i / kFilesInFolder));
      test::write_file(path(i), fasta(i, text));
      if (i > 0) list += path(i) + "\n";
      if (ancestors.size() < kAncestors) {
        ancestors.push_back(std::move(text));
      } else {
        ancestors[maker.below(kAncestors)] = std::move(text);
      }
    }
    test::write_file(folder + "/list", list);
  }

  std::string path(size_t i) const {
    return folder_ + "/" + std::to_string(i / kFilesInFolder) + "/" + sample_name(i) + ".fa";
  }
  std::string list() const { return folder_ + "/list"; }

  static std::string fasta(size_t i, const std::string& letters) {
    std::string text = ">" + contig_name(i) + " isolate\n";
    for (size_t begin = 0; begin < letters.size(); begin += 80) text += letters.substr(begin, 80) + "\n";
    return text;
  }

 private:
  std::string folder_;
};

class Program {
 public:
  Program(std::string path, const test::TemporaryFolder& folder)
      : path_(std::move(path)), out_(folder.file("out")), messages_(folder.file("messages")) {
    std::printf("%-34s %10s %8s\n", "command", "CPU s", "MiB");
  }

  // Returns the standard output.
  std::string run(const std::string& what, std::vector<std::string> words) {
    words.insert(words.begin(), path_);
    const ProcessReport report = test::wait_for(test::start_program(words, {out_, messages_}));
    tell(what, report);
    check(report.status == 0, what + ": " + test::read_file(messages_));
    return test::read_file(out_);
  }

  void check(bool holds, const std::string& what) {
    if (holds) return;
    std::printf("WRONG: %s\n", what.c_str());
    ++wrong_;
  }

  void tell(const std::string& what, const ProcessReport& report) {
    std::printf("%-34s %10.2f %8llu\n", what.c_str(), report.cpu_seconds,
                static_cast<unsigned long long>(report.peak_bytes >> 20));
  }

  const std::string& path() const { return path_; }
  int wrong() const { return wrong_; }

 private:
  std::string path_;
  std::string out_;
  std::string messages_;
  int wrong_ = 0;
};

// One contig each, all at the same time.
void ask_at_once(Program& agc, const test::TemporaryFolder& folder, const SampleFiles& files, size_t samples,
                 size_t processes) {
  std::vector<pid_t> children;
  const auto number = [&](size_t i) { return i * 7919 % samples; };
  const auto output = [&](size_t i) { return folder.file("answer" + std::to_string(i)); };
  for (size_t i = 0; i < processes; ++i) {
    children.push_back(
        test::start_program({agc.path(), "getctg", folder.file("archive"), contig_name(number(i))}, {output(i)}));
  }
  ProcessReport sum;
  for (size_t i = 0; i < processes; ++i) {
    const ProcessReport report = test::wait_for(children[i]);
    sum.cpu_seconds += report.cpu_seconds;
    sum.peak_bytes = std::max(sum.peak_bytes, report.peak_bytes);
    agc.check(report.status == 0 && test::read_file(output(i)) == test::read_file(files.path(number(i))),
              "getctg at once");
  }
  agc.tell(std::to_string(processes) + " getctg at once, most memory", sum);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const auto number = [&](int i, size_t otherwise) { return argc > i ? std::stoul(argv[i]) : otherwise; };
  const size_t samples = number(2, 2000);
  const test::TemporaryFolder folder;
  const SampleFiles files(folder.path().string(), samples + 1, number(3, 3000));
  const std::string archive = folder.file("archive");
  const std::string last = files.path(samples);
  std::string inputs = test::read_file(files.list());
  inputs.resize(inputs.size() - last.size() - 1);
  test::write_file(files.list(), inputs);

  Program agc(argv[1], folder);
  agc.run("create", {"create", "-o", archive, "-i", files.list(), files.path(0)});
  std::printf("%-34s %10s %8.1f\n", "archive", "",
              static_cast<double>(std::filesystem::file_size(archive)) / (1 << 20));
  agc.run("append one", {"append", "-o", archive, archive, last});
  std::string names;
  std::string queries;
  for (size_t i = 0; i <= samples; ++i) {
    names += sample_name(i) + "\n";
    queries += contig_name(samples - i) + "@" + sample_name(samples - i) + ":1000-1100\n";
  }
  agc.check(agc.run("listset", {"listset", archive}) == names, "listset");
  const std::string contigs = agc.run("listctg of all", {"listctg", archive});
  agc.check(static_cast<size_t>(std::ranges::count(contigs, '\n')) == 2 * (samples + 1), "listctg");
  agc.check(agc.run("getctg of the added one", {"getctg", archive, contig_name(samples)}) == test::read_file(last),
            "getctg");
  const std::string middle = test::read_file(files.path(samples / 2));
  agc.check(agc.run("getset of one", {"getset", archive, sample_name(samples / 2)}) == middle, "getset");
  test::write_file(folder.file("queries"), queries);
  const std::string ranges = agc.run("getctg of a range of each", {"getctg", "-r", folder.file("queries"), archive});
  agc.check(static_cast<size_t>(std::ranges::count(ranges, '>')) == samples + 1, "getctg of ranges");
  agc.run("verify", {"verify", archive});
  ask_at_once(agc, folder, files, samples, number(4, 200));
  return agc.wrong() == 0 ? 0 : 1;
}
