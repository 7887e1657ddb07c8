#include "pipeline/job_queue.h"

#include <utility>

namespace agc {

void JobQueue::push(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (aborted_) return;
    jobs_.push({std::move(job), came_++});
  }
  changed_.notify_one();
}

std::optional<Job> JobQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ || !jobs_.empty(); });
  if (jobs_.empty()) return std::nullopt;
  // top() is const for the sake of the order, which a move of the closure does not touch.
  Job job = std::move(const_cast<Job&>(jobs_.top().job));
  jobs_.pop();
  return job;
}

void JobQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

void JobQueue::abort() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    aborted_ = true;
    jobs_ = {};
  }
  changed_.notify_all();
}

}  // namespace agc
