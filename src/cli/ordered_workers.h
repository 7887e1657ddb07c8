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
#include <thread>
#include <utility>
#include <vector>

namespace agc::cli {

template <typename Result>
class OrderedWorkers {
 public:
  explicit OrderedWorkers(unsigned max_threads) : max_threads_(max_threads) {}
  // Drops tasks that have not begun and waits for those that have.
  ~OrderedWorkers() {
    for (std::jthread& thread : threads_) thread.request_stop();
  }
  OrderedWorkers(const OrderedWorkers&) = delete;
  OrderedWorkers& operator=(const OrderedWorkers&) = delete;

  void submit(std::function<Result()> task) {
    std::packaged_task<Result()> packaged(std::move(task));
    results_.push_back(packaged.get_future());
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(packaged));
    }
    changed_.notify_one();
    // Threads are started as tasks come: most queries need one.
    if (threads_.size() < max_threads_ && threads_.size() < results_.size()) {
      threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
  }

  size_t pending() const { return results_.size(); }  // submitted and not taken

  // Waits for the oldest pending result. Requires pending() > 0. Throws what its task threw.
  Result take() {
    std::future<Result> result = std::move(results_.front());
    results_.pop_front();
    return result.get();
  }

 private:
  void work(const std::stop_token& stop) {
    while (true) {
      std::packaged_task<Result()> task;
      {
        std::unique_lock lock(mutex_);
        if (!changed_.wait(lock, stop, [this] { return !tasks_.empty(); }) || stop.stop_requested()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  unsigned max_threads_;
  std::deque<std::future<Result>> results_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::packaged_task<Result()>> tasks_;  // guarded by mutex_
  std::vector<std::jthread> threads_;               // last: joined before the rest goes
};

}  // namespace agc::cli
