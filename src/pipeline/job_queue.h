// What the workers live on: jobs by priority. Priority decides when a job runs, never where its
// result lands.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <queue>
#include <vector>

namespace agc {

struct WorkerContext;

struct Job {
  uint64_t sequence = 0;  // of the unit that it serves: the oldest first
  int stage = 0;          // among equals, the later stage first; among these, the first one that came
  std::function<void(WorkerContext&)> run;
};

class JobQueue {
 public:
  void push(Job job);
  // Waits for a job; nothing when the queue is closed and empty, or was aborted.
  std::optional<Job> pop();
  void close();  // no more jobs will come
  void abort();  // ... or are dropped if they do, as those that wait are

 private:
  struct Waiting {
    Job job;
    uint64_t number;  // in the order of coming
  };
  struct Later {
    bool operator()(const Waiting& a, const Waiting& b) const {
      if (a.job.sequence != b.job.sequence) return a.job.sequence > b.job.sequence;
      return a.job.stage != b.job.stage ? a.job.stage < b.job.stage : a.number > b.number;
    }
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  std::priority_queue<Waiting, std::vector<Waiting>, Later> jobs_;  // guarded by mutex_, as all below
  uint64_t came_ = 0;
  bool closed_ = false;
  bool aborted_ = false;
};

}  // namespace agc
