// A small pool of threads that runs tasks in parallel and hands their results back in the order of
// submission. The caller bounds what is in flight: it submits until pending() is large enough, then
// takes. Used by one thread; the tasks run on others.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace agc::cli {

class OrderedWorkers {
 public:
  explicit OrderedWorkers(unsigned max_threads) : max_threads_(max_threads) {}
  // Drops tasks that have not begun and waits for those that have.
  ~OrderedWorkers();
  OrderedWorkers(const OrderedWorkers&) = delete;
  OrderedWorkers& operator=(const OrderedWorkers&) = delete;

  void submit(std::function<std::string()> task);
  size_t pending() const { return results_.size(); }  // submitted and not taken

  // Waits for the oldest pending result. Requires pending() > 0. Throws what its task threw.
  std::string take();

 private:
  void work(const std::stop_token& stop);

  unsigned max_threads_;
  std::deque<std::future<std::string>> results_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::packaged_task<std::string()>> tasks_;  // guarded by mutex_
  std::vector<std::jthread> threads_;                    // last: joined before the rest goes
};

}  // namespace agc::cli
