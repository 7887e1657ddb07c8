// The one thread that writes: takes finished parts in whatever order they come and puts them into
// the archive in the order of their tickets.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "pipeline/archive_sink.h"
#include "pipeline/byte_budget.h"
#include "pipeline/first_error.h"
#include "pipeline/stage_clock.h"

namespace agc {

class OrderedWriter {
 public:
  using Write = std::function<void(ArchiveSink&)>;

  // Calls `on_error` once, from the writer thread, when a write throws.
  OrderedWriter(ArchiveSink& sink, ByteBudget& budget, StageClock& clock,
                std::function<void(std::exception_ptr)> on_error);
  ~OrderedWriter();

  // The next place in the archive. Call under the lock or stage that fixes the order.
  uint64_t take_ticket() { return next_ticket_++; }
  // `write` runs on the writer thread when all earlier tickets were written; `bytes` are charged
  // until then.
  void submit(uint64_t ticket, uint64_t bytes, Write write);
  // Waits until every ticket taken so far is written, or an error, which then has been told, has stopped
  // the writer, and ends its thread. Whether all are written. No more may come.
  [[nodiscard]] bool finish();
  void abort();

 private:
  struct Pending {
    uint64_t bytes;
    Write write;
  };
  void run();

  ArchiveSink& sink_;
  ByteBudget& budget_;
  StageClock& clock_;
  const std::function<void(std::exception_ptr)> on_error_;
  uint64_t next_ticket_ = 0;  // by the registering stage alone
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<uint64_t, Pending> pending_;  // guarded by mutex_
  uint64_t written_ = 0;                 // guarded by mutex_: tickets below are in the archive
  bool stop_ = false;                    // guarded by mutex_
  std::jthread thread_;
};

}  // namespace agc
