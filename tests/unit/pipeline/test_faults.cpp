// Every call to the system that making an archive needs, failing once or from then on: there is the
// old archive or the complete new one, an error if anything may be missing, and nothing beside it.
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <functional>
#include <memory>
#include <thread>

#include "agc/error.h"
#include "io/file_lock.h"
#include "unit/support/archives.h"
#include "unit/support/collection_files.h"
#include "unit/support/faults.h"

namespace agc {
namespace {

using test::Call;
using test::CollectionFiles;
using test::Fault;
using test::FaultyCalls;
using test::Sample;

// What ThreadSanitizer is after does not need every call to fail, and with it all of them take minutes.
#ifdef __SANITIZE_THREAD__
constexpr int kCallStep = 13;
#else
constexpr int kCallStep = 1;
#endif

std::vector<Sample> few_samples() { return test::random_collection(3, {.samples = 4, .chromosomes = 1}); }

// More than one buffer of output.
std::vector<Sample> large_samples() {
  std::vector<Sample> samples = few_samples();
  test::GenomeMaker maker(4);
  samples[1].contigs.push_back({"much of its own", test::letters_of(maker.bases(1300000))});
  return samples;
}

// A command over an archive that is there already.
struct Job {
  const char* name;
  std::unique_ptr<CollectionFiles> files;
  std::function<void()> run = {};
  std::string before = {};  // the archive's bytes
  std::string after = {};
};

// `held` = samples that are in the archive before; the others are added.
Job addition(const char* name, std::vector<Sample> samples, size_t held, uint32_t cardinality) {
  Job job{name, std::make_unique<CollectionFiles>(std::move(samples))};
  CreateOptions options = job.files->options();
  job.run = [held, options] {
    append_archive({.archive = options.output,
                    .inputs = {options.inputs.begin() + static_cast<std::ptrdiff_t>(held), options.inputs.end()},
                    .output = options.output,
                    .threads = 2,
                    .level = 1});
  };
  options.inputs.resize(held);
  options.params.pack_cardinality = cardinality;
  job.before = job.files->create(options);
  return job;
}

std::vector<Job> make_jobs() {
  std::vector<Job> jobs;
  Job creation{"create", std::make_unique<CollectionFiles>(large_samples())};
  CreateOptions options = creation.files->options();
  creation.run = [options] { create_archive(options); };
  options.inputs.resize(2);
  creation.before = creation.files->create(options);
  jobs.push_back(std::move(creation));
  jobs.push_back(addition("append", large_samples(), 2, 50));
  // All of the old sample is encoded again; texts of the old ones move to other packs as their batch fills up.
  jobs.push_back(addition("append to one", few_samples(), 1, 50));
  jobs.push_back(addition("append beyond a batch", few_samples(), 2, 3));
  for (Job& job : jobs) {
    job.run();
    job.after = test::read_file(job.files->archive_path());
    REQUIRE(job.before != job.after);
  }
  return jobs;
}

struct Counts {
  int failed = 0;
  int done = 0;
};

// Runs the job with the fault and checks what it leaves.
void run_with(const Job& job, const Fault& fault, Counts& counts) {
  const std::string path = job.files->archive_path();
  test::write_file(path, job.before);
  bool failed = false;
  {
    const FaultyCalls calls(fault);
    try {
      job.run();
    } catch (const Error& error) {
      failed = true;
      CHECK(error.kind() != ErrorKind::internal);
      CHECK(std::string(error.what()).find(": expected") != std::string::npos);
    }
  }
  INFO(job.name << ": " << test::name_of(fault.call) << " number " << fault.nth << (fault.lasting ? " and later" : "")
                << (failed ? ", failed" : ", done"));
  const std::string found = test::read_file(path);
  const bool is_before = found == job.before;
  const bool is_after = found == job.after;
  REQUIRE((is_before || is_after));
  if (!failed) REQUIRE(is_after);
  // Only the sync of the folder comes after the rename.
  if (failed && is_after) REQUIRE(fault.call == Call::fsync);
  REQUIRE(job.files->folder().entries() == job.files->samples().size() + 1);
  ++(failed ? counts.failed : counts.done);
}

int count_calls(const Job& job, Call call) {
  test::write_file(job.files->archive_path(), job.before);
  const FaultyCalls calls({.call = call});
  job.run();
  return calls.count();
}

void run_with_every(const Job& job, Fault fault, Counts& counts) {
  const int calls = count_calls(job, fault.call);
  REQUIRE(calls > 0);
  for (fault.nth = 1; fault.nth <= calls; fault.nth += kCallStep) {
    for (const bool lasting : {false, true}) {
      fault.lasting = lasting;
      run_with(job, fault, counts);
    }
  }
}

TEST_CASE("Any call to the system that fails leaves the old archive or the whole new one", "[pipeline][faults]") {
  for (const Job& job : make_jobs()) {
    for (const Call call : {Call::read, Call::write, Call::fsync, Call::rename}) {
      Counts counts;
      run_with_every(job, {.call = call, .error = call == Call::write ? ENOSPC : EIO}, counts);
      INFO(job.name << ": " << test::name_of(call));
      CHECK(counts.failed > 0);
      CHECK(counts.done == 0);
    }
    for (const Call call : {Call::open, Call::close, Call::pread}) {
      if (call == Call::pread && job.name == std::string("create")) continue;
      Counts counts;
      run_with_every(job, {.call = call}, counts);
      INFO(job.name << ": " << test::name_of(call));
      CHECK(counts.failed > 0);
    }
  }
}

TEST_CASE("Archives and inputs that end while they are read are errors", "[pipeline][faults]") {
  for (const Job& job : make_jobs()) {
    if (job.name == std::string("create")) continue;
    Counts counts;
    run_with_every(job, {.call = Call::pread, .is_end = true}, counts);
    CHECK(counts.done == 0);
  }
}

TEST_CASE("Interrupted and partial calls change nothing", "[pipeline][faults]") {
  for (const Job& job : make_jobs()) {
    Counts counts;
    for (const Call call : {Call::read, Call::write, Call::pread}) {
      if (call == Call::pread && job.name == std::string("create")) continue;
      const int calls = count_calls(job, call);
      for (int nth = 1; nth <= calls; nth += kCallStep) {
        run_with(job, {.call = call, .nth = nth, .error = EINTR}, counts);
        run_with(job, {.call = call, .nth = nth, .partial = true}, counts);
      }
    }
    CHECK(counts.failed == 0);
    CHECK(counts.done > 0);
  }
}

TEST_CASE("Who writes to an archive that is being written waits", "[pipeline][lock]") {
  CollectionFiles files(test::random_collection(5, {.samples = 7, .chromosomes = 1}));
  CreateOptions options = files.options();
  options.inputs.resize(1);
  files.create(options);
  // Each adds one sample; who overtakes another one would lose its sample.
  std::vector<std::jthread> writers;
  std::atomic<int> waited = 0;
  for (size_t i = 1; i < files.paths().size(); ++i) {
    writers.emplace_back([&, i] {
      append_archive({.archive = options.output,
                      .inputs = {files.paths()[i]},
                      .output = options.output,
                      .threads = 1,
                      .level = 1,
                      .notice = [&](const std::string&) { ++waited; }});
    });
  }
  writers.clear();
  const ArchiveReader reader(options.output);
  REQUIRE(reader.sample_names().size() == files.samples().size());
  for (uint32_t number = 0; number < files.samples().size(); ++number) {
    const Sample sample = test::read_sample(reader, number);
    const auto written = std::ranges::find(files.samples(), sample.name, &Sample::name);
    REQUIRE(test::same(sample, *written));
  }
  CHECK(files.folder().entries() == files.paths().size() + 1);
}

TEST_CASE("A lock is for the file that is there when it is got, and ends with its owner", "[pipeline][lock]") {
  CollectionFiles files(test::random_collection(6, {.samples = 1, .chromosomes = 1}));
  const std::string path = files.archive_path();
  {
    const FileLock none(path, [] { FAIL("waited for a file that is not there"); });
  }
  CHECK_FALSE(std::filesystem::exists(path));
  files.create(files.options());
  const int held = open(path.c_str(), O_RDONLY);
  REQUIRE(flock(held, LOCK_EX) == 0);
  bool told = false;
  std::jthread owner;
  const FileLock lock(path, [&] {
    told = true;
    // The owner replaces the file, then ends.
    owner = std::jthread([&] {
      test::write_file(path + ".new", "new");
      std::filesystem::rename(path + ".new", path);
      close(held);
    });
  });
  CHECK(told);
  CHECK(test::read_file(path) == "new");
  const int second = open(path.c_str(), O_RDONLY);
  CHECK(flock(second, LOCK_EX | LOCK_NB) != 0);
  close(second);
}

}  // namespace
}  // namespace agc
