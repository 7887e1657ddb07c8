#include "cli/ordered_workers.h"

#include <utility>

namespace agc::cli {

OrderedWorkers::~OrderedWorkers() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void OrderedWorkers::submit(std::function<std::string()> task) {
  std::packaged_task<std::string()> packaged(std::move(task));
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

std::string OrderedWorkers::take() {
  std::future<std::string> result = std::move(results_.front());
  results_.pop_front();
  return result.get();
}

void OrderedWorkers::work(const std::stop_token& stop) {
  while (true) {
    std::packaged_task<std::string()> task;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return !tasks_.empty(); }) || stop.stop_requested()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

}  // namespace agc::cli
