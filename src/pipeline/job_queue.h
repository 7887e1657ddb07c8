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
  int stage = 0;          // among equals, the later stage first
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
  struct Later {
    bool operator()(const Job& a, const Job& b) const {
      return a.sequence != b.sequence ? a.sequence > b.sequence : a.stage < b.stage;
    }
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  std::priority_queue<Job, std::vector<Job>, Later> jobs_;  // guarded by mutex_
  bool closed_ = false;                                     // guarded by mutex_
  bool aborted_ = false;                                    // guarded by mutex_
};

}  // namespace agc
