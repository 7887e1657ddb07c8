// Usage: random_access ARCHIVE CONTIGS THREADS HANDLES LETTERS SECONDS
// Fetches windows at random places of an archive by the functions of AGC's library in C, and prints one line of
// figures: milliseconds to open all handles, milliseconds of the first window, windows a second over all threads,
// microseconds of CPU for a window, resident memory in MiB, and what the first 100 windows add up to, which is the
// same for every library.
//
// CONTIGS has a line for each contig: sample, name, length. HANDLES is 1 for one handle that all threads share,
// or the number of threads for a handle each. A third of the SECONDS passes before anything is counted.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "agc-api.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Contig {
  std::string sample;
  std::string name;
  int length = 0;
};

struct Window {
  const Contig* contig = nullptr;
  int begin = 0;
  int end = 0;  // its last letter
};

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "random_access: %s\n", message.c_str());
  std::exit(1);
}

std::vector<Contig> read_contigs(const char* path) {
  std::vector<Contig> contigs;
  std::ifstream in(path);
  for (Contig contig; in >> contig.sample >> contig.name >> contig.length;) contigs.push_back(contig);
  if (contigs.empty()) fail(std::string(path) + ": expected lines of sample, name and length");
  return contigs;
}

// The same windows for every library: contigs by their lengths, positions evenly.
class Windows {
 public:
  Windows(const std::vector<Contig>& contigs, int letters, uint64_t seed)
      : contigs_(contigs), letters_(letters), random_(seed) {
    std::vector<double> lengths;
    for (const Contig& contig : contigs) lengths.push_back(contig.length);
    pick_ = std::discrete_distribution<size_t>(lengths.begin(), lengths.end());
  }

  Window next() {
    const Contig& contig = contigs_[pick_(random_)];
    const int last = contig.length > letters_ ? contig.length - letters_ : 0;
    const int begin = std::uniform_int_distribution<int>(0, last)(random_);
    return {&contig, begin, begin + letters_ - 1};
  }

 private:
  const std::vector<Contig>& contigs_;
  int letters_;
  std::mt19937_64 random_;
  std::discrete_distribution<size_t> pick_;
};

// The number of letters in the buffer.
size_t fetch(const agc_t* agc, const Window& window, std::vector<char>& buffer) {
  const int count = agc_get_ctg_seq(agc, window.contig->sample.c_str(), window.contig->name.c_str(), window.begin,
                                    window.end, buffer.data());
  if (count < 0) fail("no window of " + window.contig->sample + " " + window.contig->name);
  return static_cast<size_t>(count);
}

uint64_t sum_of(const std::vector<char>& letters, size_t count) {
  uint64_t sum = count;
  for (size_t i = 0; i < count; ++i) sum = sum * 31 + static_cast<unsigned char>(letters[i]);
  return sum;
}

double resident_mib() {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::atof(line.c_str() + 6) / 1024;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) fail("expected ARCHIVE CONTIGS THREADS HANDLES LETTERS SECONDS");
  const std::vector<Contig> contigs = read_contigs(argv[2]);
  const int threads = std::atoi(argv[3]);
  const int letters = std::atoi(argv[5]);
  const double seconds = std::atof(argv[6]);

  const Clock::time_point begin = Clock::now();
  std::vector<agc_t*> handles;
  for (int i = 0; i < std::atoi(argv[4]); ++i) {
    handles.push_back(agc_open(argv[1], 1));
    if (handles.back() == nullptr) fail(std::string(argv[1]) + ": cannot be opened");
  }
  const double open = milliseconds_since(begin);

  const size_t room = static_cast<size_t>(letters) + 1;
  std::vector<char> buffer(room);
  Windows windows(contigs, letters, 1);
  const Clock::time_point first_begin = Clock::now();
  size_t count = fetch(handles[0], windows.next(), buffer);
  const double first = milliseconds_since(first_begin);
  uint64_t sum = sum_of(buffer, count);
  for (int i = 1; i < 100; ++i) {
    count = fetch(handles[0], windows.next(), buffer);
    sum += sum_of(buffer, count);
  }

  enum Phase { warming, counting, done };
  std::atomic<int> phase = warming;
  std::atomic<uint64_t> counted = 0;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] {
      std::vector<char> own(room);
      Windows mine(contigs, letters, static_cast<uint64_t>(t) + 2);
      const agc_t* const handle = handles[static_cast<size_t>(t) % handles.size()];
      while (phase != done) {
        fetch(handle, mine.next(), own);
        if (phase == counting) ++counted;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds / 3));
  const std::clock_t cpu_begin = std::clock();
  phase = counting;
  const Clock::time_point counting_begin = Clock::now();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds * 2 / 3));
  phase = done;
  const double cpu = static_cast<double>(std::clock() - cpu_begin) * 1e6 / CLOCKS_PER_SEC;
  for (std::thread& worker : workers) worker.join();
  const double counting_seconds = milliseconds_since(counting_begin) / 1000;
  std::printf("%.2f\t%.2f\t%.1f\t%.2f\t%.1f\t%016llx\n", open, first, static_cast<double>(counted) / counting_seconds,
              cpu / static_cast<double>(counted), resident_mib(), static_cast<unsigned long long>(sum));
  for (agc_t* handle : handles) agc_close(handle);
}
