// The way of a unit from the reader to the archive.
//
//   submit() --budget--> map --> grow --> emit --> register --> pack jobs --> OrderedWriter
//            reader      any     in       any      in order     any           writer thread
//            thread      worker  order    worker                worker
//
// A unit may be mapped as soon as the unit `lag` places before it has grown the references; what it
// may see of them is fixed by that. Growing and registering happen in the reader's order, by
// whichever worker comes by. So the archive's bytes do not depend on the number of workers.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "agc/archive_writer.h"
#include "encode/divergence.h"
#include "encode/emitter.h"
#include "encode/gap_mapper.h"
#include "encode/grower.h"
#include "encode/repeat_parser.h"
#include "encode/strange_stretches.h"
#include "pipeline/byte_budget.h"
#include "pipeline/encoder_state.h"
#include "pipeline/first_error.h"
#include "pipeline/job_queue.h"
#include "pipeline/ordered_writer.h"
#include "pipeline/stage_clock.h"
#include "pipeline/waiting_batches.h"

namespace agc {

// A unit and what begins with it. Units of length 0 carry names only.
struct UnitTask {
  std::optional<std::string> sample_name;  // this unit is the first of a new sample
  std::optional<std::string> contig_name;  // ... of a new contig
  UnitPlan plan;
};

// What a worker owns; made once per thread.
struct WorkerContext {
  StageLap lap;
  ZstdCompressor compressor;
  Mapper mapper;
  GapMapper gap_mapper;
  Chainer chainer;
  Emitter emitter;
  RepeatParser repeat_parser;
};

class EncodePipeline {
 public:
  struct Limits {
    unsigned threads = 1;
    uint64_t memory_bytes = 0;
    WriteProgress* progress = nullptr;  // may be null
  };

  // `state` and `sink` must outlive the pipeline and are its own until finish() returns; so must `clock`, which has
  // the times of all its threads then.
  EncodePipeline(EncoderState& state, const Limits& limits, ArchiveSink& sink, StageClock& clock);
  ~EncodePipeline();

  // Reader thread, before the first unit: has everything written that is to be copied whatever is
  // added. Nothing for a new archive.
  void copy_stored();
  // Reader thread, for the progress: units come from a further input.
  void begin_input();
  // Reader thread. Waits for room; throws what stopped the pipeline if anything has.
  void submit(UnitTask task);
  // Reader thread, whose time `reader` takes, after the last unit: all parts of groups and batches are written when
  // this returns. Calls `describe` on this thread when nothing changes any more, and has what it returns written before
  // the references, which are last. Throws the first error of any thread.
  void finish(StageLap& reader, const std::function<OrderedWriter::Write()>& describe);

  // In `describe` and after finish().
  SplitterChoice::Chosen chosen_splitters() const { return grower_.chosen_splitters(); }
  uint64_t symbols() const { return symbols_; }
  // Of the samples up to the last one; when all are registered.
  std::string diverged_samples() const { return divergence_.record(); }
  std::optional<std::string> strange_stretches() const { return strange_stretches_.record(); }

 private:
  struct Flight {
    uint64_t sequence = 0;
    uint64_t charged = 0;
    UnitTask task;
    std::vector<SegmentText> segments;
  };
  using FlightPtr = std::shared_ptr<Flight>;
  // Flights one behind the other that one job is about: a few short contigs, or one that is not short.
  using Convoy = std::vector<FlightPtr>;

  void work();
  void fail(std::exception_ptr error);
  void schedule();  // reader thread: all that waits and may be mapped
  // All require mutex_. Joins the flight to a convoy to be mapped or emitted, which becomes a job once it is long
  // enough.
  void join(FlightPtr flight, Stage stage, Convoy& convoy);
  void set_view(Flight& flight) const;
  bool is_complete(const Convoy& convoy) const;
  void push_convoy(Convoy convoy, Stage stage);  // nothing if it is empty
  void map(const Convoy& convoy, WorkerContext& worker);
  void map(Flight& flight, WorkerContext& worker);
  void grow_ready();
  void grow(Flight& flight);
  // Both decide whether a unit stays symbols, after another look where that is due.
  void judge_short(UnitPlan& plan);
  void judge_long(UnitPlan& plan, bool is_first);
  // Like nothing that is known, or throughout different from it.
  static bool is_strange(const UnitPlan& plan);
  void emit(const Convoy& convoy, WorkerContext& worker);
  void register_ready();
  void register_unit(Flight& flight);
  void finish_batches(uint64_t sequence, bool is_last);
  void write_stored_batches(uint64_t sequence);
  void finish_pack(uint64_t sequence, ClosedPack pack);
  void compress_pack(uint64_t sequence, ClosedPack pack);
  void compress_batch(uint64_t sequence, std::vector<SampleRecord> batch);
  void copy_batch(uint32_t batch);
  void compress_reference(uint64_t sequence, uint32_t group);
  void write_in_turn(OrderedWriter::Write write);
  void push_job(uint64_t sequence, Stage stage, std::function<void(WorkerContext&)> run);

  uint32_t predicted_length() const { return settings_.params.segment_size + settings_.params.kmer_length; }

  const EncoderSettings& settings_;
  StageClock& clock_;
  WriteProgress* const progress_;  // may be null
  ReferencePool& pool_;
  SeedIndexes& indexes_;
  Groups& groups_;                  // grow stage alone, and finish()
  PackStore& packs_;                // register stage alone, and finish()
  CollectionBuilder& collection_;   // likewise
  WaitingBatches batches_;          // likewise
  EncoderSettings::Volume volume_;  // likewise
  const StoredArchive* const stored_;
  DivergenceMeter divergence_;          // grow stage alone
  StrangeStretches strange_stretches_;  // likewise
  const uint64_t first_view_;           // pool size: what the first units see
  const size_t longest_convoy_;
  ReferenceGrower grower_;          // grow stage alone
  uint64_t symbols_ = 0;            // reader thread
  uint64_t samples_;                // reader thread: of the archive and begun
  uint64_t unscheduled_bytes_ = 0;  // reader thread: in waiting_, at most
  std::shared_mutex index_lock_;    // shared: lookups; exclusive: SeedIndexes::grow()

  std::mutex mutex_;
  uint64_t submitted_ = 0;                 // guarded by mutex_, as all below
  uint64_t grown_ = 0;                     // units that have grown the references
  std::deque<uint64_t> left_behind_;       // pool sizes: what each of the last `lag` of them left
  std::map<uint64_t, FlightPtr> waiting_;  // not yet allowed to map
  std::map<uint64_t, FlightPtr> mapped_;
  std::map<uint64_t, FlightPtr> emitted_;
  uint64_t registered_ = 0;
  bool growing_ = false;
  bool registering_ = false;
  std::condition_variable all_registered_;

  FirstError first_error_;
  bool failed_ = false;  // guarded by mutex_
  ByteBudget budget_;
  JobQueue jobs_;
  OrderedWriter writer_;
  std::vector<std::jthread> workers_;
};

}  // namespace agc
