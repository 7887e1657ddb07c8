#include "pipeline/ordered_writer.h"

#include <utility>

namespace agc {

OrderedWriter::OrderedWriter(ArchiveSink& sink, ByteBudget& budget, StageClock& clock,
                             std::function<void(std::exception_ptr)> on_error)
    : sink_(sink), budget_(budget), clock_(clock), on_error_(std::move(on_error)), thread_([this] { run(); }) {}

OrderedWriter::~OrderedWriter() { abort(); }

void OrderedWriter::submit(uint64_t ticket, uint64_t bytes, Write write) {
  budget_.charge(bytes);
  bool is_next = false;
  {
    const std::lock_guard lock(mutex_);
    pending_.emplace(ticket, Pending{bytes, std::move(write)});
    is_next = ticket == written_;
  }
  if (is_next) changed_.notify_all();
}

bool OrderedWriter::finish() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stop_ || written_ == next_ticket_; });
  }
  abort();
  if (thread_.joinable()) thread_.join();
  return written_ == next_ticket_;
}

void OrderedWriter::abort() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
}

void OrderedWriter::run() {
  const StageLap lap(clock_, Stage::write);
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stop_ || (!pending_.empty() && pending_.begin()->first == written_); });
    if (stop_) return;
    const Pending next = std::move(pending_.begin()->second);
    pending_.erase(pending_.begin());
    lock.unlock();
    try {
      next.write(sink_);
    } catch (...) {
      // In this order: who is woken by the end finds the error.
      on_error_(std::current_exception());
      abort();
      return;
    }
    budget_.release(next.bytes);
    lock.lock();
    ++written_;
    if (pending_.empty()) changed_.notify_all();  // it may have been the last one
  }
}

}  // namespace agc
