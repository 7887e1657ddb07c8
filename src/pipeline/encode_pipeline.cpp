#include "pipeline/encode_pipeline.h"

#include <utility>

#include "agc/error.h"
#include "format/collection_v3.h"
#include "format/segment_codec.h"
#include "pipeline/for_each_segment.h"

namespace agc {
namespace {

// What a unit takes while it is in flight, for each of its symbols: both packed strands, its
// alignments, its text.
constexpr uint64_t kBytesPerSymbol = 1;
constexpr uint64_t kBytesPerUnit = 4096;
// Workers are woken for so much at a time: for every contig of a few hundred symbols that would take longer than its
// encoding.
constexpr uint64_t kScheduledAtOnce = uint64_t{128} << 10;
// A convoy of so many bytes, as charged, takes no more.
constexpr uint64_t kConvoyBytes = uint64_t{64} << 10;

std::vector<uint8_t> reference_symbols_of(const ReferencePool& pool, const std::vector<uint32_t>& pieces) {
  uint64_t length = 0;
  for (const uint32_t number : pieces) length += pool.piece(number).length;
  std::vector<uint8_t> symbols(length);
  auto out = symbols.begin();
  for (const uint32_t number : pieces) {
    const Piece& piece = pool.piece(number);
    const uint8_t* const data = pool.data(piece.pool_begin);
    const uint64_t begin = ReferencePool::local(piece.pool_begin);
    for (uint64_t done = 0; done < piece.length; done += kWindowSymbols) {
      uint64_t window = load_symbols(data, begin + done);
      const uint64_t count = std::min<uint64_t>(kWindowSymbols, piece.length - done);
      for (uint64_t i = 0; i < count; ++i, window >>= 2) *out++ = window & 3;
    }
  }
  return symbols;
}

std::vector<ZstdCopy> copies_in(std::span<const uint8_t> symbols, WorkerContext& worker) {
  if (symbols.size() > RepeatParser::kMostBytes) return {};
  return worker.repeat_parser.parse(symbols);
}

void copy_pack(const StoredArchive& stored, uint32_t group, uint32_t part, ArchiveSink& sink) {
  sink.copy_pack(group, stored.read_pack(group, part), stored.has_check(group, part));
}

}  // namespace

EncodePipeline::EncodePipeline(EncoderState& state, const Limits& limits, ArchiveSink& sink, StageClock& clock)
    : settings_(state.settings),
      clock_(clock),
      progress_(limits.progress),
      pool_(*state.pool),
      indexes_(*state.indexes),
      groups_(state.groups),
      packs_(state.packs),
      collection_(state.collection),
      batches_(packs_),
      stored_(state.stored),
      divergence_(state.divergence),
      strange_stretches_(state.strange_stretches),
      first_view_(pool_.size()),
      longest_convoy_(std::max<uint64_t>(1, settings_.lag / limits.threads)),
      grower_(pool_, indexes_, groups_, settings_.costs, settings_.novelty.first_sample_beside,
              settings_.params.kmer_length),
      samples_(collection_.sample_names().size()),
      budget_(limits.memory_bytes),
      writer_(sink, budget_, clock, [this](std::exception_ptr error) { fail(std::move(error)); }) {
  try {
    for (unsigned i = 0; i < limits.threads; ++i) workers_.emplace_back([this] { work(); });
  } catch (...) {
    jobs_.abort();  // or those that did start would wait for ever, and this for them
    throw;
  }
}

EncodePipeline::~EncodePipeline() {
  jobs_.abort();
  writer_.abort();
}

void EncodePipeline::fail(std::exception_ptr error) {
  first_error_.set(std::move(error));
  jobs_.abort();
  writer_.abort();
  budget_.close();
  {
    const std::lock_guard lock(mutex_);
    failed_ = true;
  }
  all_registered_.notify_all();
}

void EncodePipeline::work() {
  try {
    WorkerContext worker{StageLap(clock_, Stage::map),
                         ZstdCompressor(),
                         Mapper(pool_, indexes_.everywhere),
                         GapMapper(pool_, indexes_.in_group),
                         Chainer(settings_.costs, settings_.params.kmer_length),
                         Emitter(pool_, settings_.costs, settings_.params.kmer_length),
                         RepeatParser()};
    while (std::optional<Job> job = jobs_.pop()) job->run(worker);
  } catch (...) {
    fail(std::current_exception());
  }
}

void EncodePipeline::push_job(uint64_t sequence, Stage stage, std::function<void(WorkerContext&)> run) {
  // What is compressed, whatever it is, is all one.
  const int priority = static_cast<int>(std::min(stage, Stage::packs));
  jobs_.push({sequence, priority, [stage, run = std::move(run)](WorkerContext& worker) {
                worker.lap.enter(stage);
                run(worker);
              }});
}

void EncodePipeline::begin_input() {
  if (!progress_) return;
  progress_->symbols_before_input = symbols_;
  ++progress_->inputs_begun;
}

void EncodePipeline::submit(UnitTask task) {
  const uint64_t charged = task.plan.query.size() * kBytesPerSymbol + kBytesPerUnit;
  FlightPtr flight(new Flight{0, charged, std::move(task), {}});
  symbols_ += flight->task.plan.query.size();
  if (flight->task.sample_name) ++samples_;
  flight->task.plan.novelty = samples_ > 1 ? settings_.novelty.behind(samples_ - 1) : settings_.novelty.first_sample;
  if (progress_) progress_->symbols_read = symbols_;
  if (!budget_.try_acquire(flight->charged)) {
    schedule();  // or nobody might ever give anything back
    if (!budget_.acquire(flight->charged)) first_error_.rethrow_if_set();
  }
  unscheduled_bytes_ += flight->charged;
  {
    const std::lock_guard lock(mutex_);
    flight->sequence = submitted_++;
    waiting_.emplace(flight->sequence, std::move(flight));
  }
  if (unscheduled_bytes_ >= kScheduledAtOnce) schedule();
}

void EncodePipeline::schedule() {
  unscheduled_bytes_ = 0;
  const std::lock_guard lock(mutex_);
  Convoy convoy;
  while (!waiting_.empty() && waiting_.begin()->first < grown_ + settings_.lag) {
    join(std::move(waiting_.begin()->second), Stage::map, convoy);
    waiting_.erase(waiting_.begin());
  }
  push_convoy(std::move(convoy), Stage::map);
}

bool EncodePipeline::is_complete(const Convoy& convoy) const {
  uint64_t bytes = 0;
  for (const FlightPtr& flight : convoy) bytes += flight->charged;
  return convoy.size() >= longest_convoy_ || bytes >= kConvoyBytes;
}

void EncodePipeline::set_view(Flight& flight) const {
  // Unit s sees what unit s - lag left; left_behind_ tells it of units grown_ - lag .. grown_ - 1.
  uint64_t view_end = first_view_;
  if (flight.sequence >= settings_.lag) {
    const uint64_t back = grown_ - (flight.sequence - settings_.lag);  // 1 = the unit grown last
    view_end = left_behind_[left_behind_.size() - back];
  }
  flight.task.plan.view = {0, view_end};
}

void EncodePipeline::join(FlightPtr flight, Stage stage, Convoy& convoy) {
  if (stage == Stage::map) set_view(*flight);
  convoy.push_back(std::move(flight));
  if (is_complete(convoy)) push_convoy(std::exchange(convoy, {}), stage);
}

void EncodePipeline::push_convoy(Convoy convoy, Stage stage) {
  if (convoy.empty()) return;
  const uint64_t sequence = convoy.front()->sequence;
  push_job(sequence, stage, [this, stage, convoy = std::move(convoy)](WorkerContext& worker) {
    stage == Stage::map ? map(convoy, worker) : emit(convoy, worker);
  });
}

void EncodePipeline::map(const Convoy& convoy, WorkerContext& worker) {
  for (const FlightPtr& flight : convoy) map(*flight, worker);
  {
    const std::lock_guard lock(mutex_);
    for (const FlightPtr& flight : convoy) mapped_.emplace(flight->sequence, flight);
  }
  worker.lap.enter(Stage::grow);
  grow_ready();
}

void EncodePipeline::map(Flight& flight, WorkerContext& worker) {
  UnitPlan& plan = flight.task.plan;
  const Interval whole = {0, plan.query.size()};
  {
    const std::shared_lock lock(index_lock_);
    worker.mapper.map(plan.query, whole, plan.view, plan.found);
  }
  plan.spans = worker.chainer.chain(plan.found, whole);
  const bool is_short = plan.query.size() <= settings_.short_contig;
  plan.diverged = is_diverged(plan.found, plan.spans, settings_.costs, is_short ? kDivergedGenome : kDivergedStretch);
  // What differs over such a length is of another kind, of which more may come.
  if (plan.diverged && !is_short) plan.novelty = settings_.novelty.diverged;
  plan.novel = novel_stretches(plan.found, plan.spans, settings_.costs, plan.novelty);
  {
    const std::shared_lock lock(index_lock_);
    worker.gap_mapper.map(plan.query, plan.spans, plan.novel, plan.view, plan.found);
  }
}

// Grows for every mapped unit whose turn it is; if another worker is at it, that one goes on.
void EncodePipeline::grow_ready() {
  std::unique_lock lock(mutex_);
  if (growing_) return;
  growing_ = true;
  Convoy to_emit;
  Convoy to_map;
  while (!mapped_.empty() && mapped_.begin()->first == grown_) {
    FlightPtr flight = std::move(mapped_.begin()->second);
    mapped_.erase(mapped_.begin());
    lock.unlock();
    grow(*flight);
    lock.lock();
    ++grown_;
    left_behind_.push_back(pool_.size());
    if (left_behind_.size() > settings_.lag) left_behind_.pop_front();
    join(std::move(flight), Stage::emit, to_emit);
    if (const auto next = waiting_.find(grown_ + settings_.lag - 1); next != waiting_.end()) {
      join(std::move(next->second), Stage::map, to_map);
      waiting_.erase(next);
    }
  }
  push_convoy(std::move(to_map), Stage::map);
  push_convoy(std::move(to_emit), Stage::emit);
  growing_ = false;
}

void EncodePipeline::grow(Flight& flight) {
  UnitPlan& plan = flight.task.plan;
  if (flight.task.sample_name) {
    divergence_.begin_sample();
    strange_stretches_.begin_sample();
  }
  const bool is_short = plan.query.size() <= settings_.short_contig;
  // What others are coded against, whatever it is like, is the first sample.
  const bool is_first = !plan.splitter_intervals.empty();
  is_short ? judge_short(plan) : judge_long(plan, is_first);
  if (plan.plain) plan.novel.clear();
  divergence_.add(plan.query.size(), plan.diverged);
  const uint64_t more_symbols = ReferenceGrower::novel_symbols(plan);
  if (indexes_.needs_growth(more_symbols)) {
    const std::unique_lock lock(index_lock_);
    indexes_.grow(pool_, more_symbols);
  }
  const bool strange = !is_first && is_strange(plan);
  const uint64_t symbols = pool_.symbols();
  grower_.grow(plan);
  if (!is_short) strange_stretches_.add(plan.query.size(), strange, pool_.symbols() - symbols);
}

bool EncodePipeline::is_strange(const UnitPlan& plan) { return plan.diverged || is_unknown(plan.spans); }

void EncodePipeline::judge_short(UnitPlan& plan) {
  if (divergence_.has_samples() && is_unknown(plan.spans)) grower_.look_again(plan, kDivergedGenome);
  plan.plain = plan.diverged && divergence_.diverged();
}

void EncodePipeline::judge_long(UnitPlan& plan, bool is_first) {
  if (is_first || !is_strange(plan)) return;
  const bool stays = strange_stretches_.stay_symbols();
  // What it is like may have come in since it was mapped: of a collection's begin that is most.
  if (stays || plan.view.end < pool_.size() / 2) grower_.look_again(plan, kDivergedStretch);
  plan.plain = stays && is_strange(plan);
}

void EncodePipeline::emit(const Convoy& convoy, WorkerContext& worker) {
  for (const FlightPtr& flight : convoy) {
    if (flight->task.plan.query.size() > 0) flight->segments = worker.emitter.emit(flight->task.plan);
  }
  {
    const std::lock_guard lock(mutex_);
    for (const FlightPtr& flight : convoy) emitted_.emplace(flight->sequence, flight);
  }
  worker.lap.enter(Stage::collect);
  register_ready();
}

void EncodePipeline::register_ready() {
  std::unique_lock lock(mutex_);
  if (registering_) return;
  registering_ = true;
  while (!emitted_.empty() && emitted_.begin()->first == registered_) {
    const FlightPtr flight = std::move(emitted_.begin()->second);
    emitted_.erase(emitted_.begin());
    lock.unlock();
    register_unit(*flight);
    if (progress_) progress_->symbols_stored += flight->task.plan.query.size();
    budget_.release(flight->charged);
    lock.lock();
    ++registered_;
  }
  registering_ = false;
  const bool all = registered_ == submitted_;
  lock.unlock();
  if (all) all_registered_.notify_all();
}

void EncodePipeline::register_unit(Flight& flight) {
  if (flight.task.sample_name) {
    if (auto batch = collection_.begin_sample(std::move(*flight.task.sample_name))) {
      batches_.push(std::move(*batch));
      finish_batches(flight.sequence, false);
    }
  }
  if (flight.task.contig_name) collection_.begin_contig(std::move(*flight.task.contig_name));
  std::vector<ClosedPack> closed;
  volume_.symbols += flight.task.plan.query.size();
  for (SegmentText& segment : flight.segments) {
    volume_.text_bytes += segment.text.size();
    SegmentRecord record{segment.group, 0, segment.reverse, segment.raw_length};
    record.index = packs_.add(std::move(segment), closed);
    collection_.add_segment(record);
  }
  for (ClosedPack& pack : closed) finish_pack(flight.sequence, std::move(pack));
}

void EncodePipeline::finish_batches(uint64_t sequence, bool is_last) {
  if (packs_.hands_out_all_stored()) {
    // Stored texts may move until a record of them is written: as late as can be.
    if (!is_last && !batches_.has_too_many()) return;
    write_stored_batches(sequence);
  }
  std::vector<ClosedPack> closed;
  while (std::optional<std::vector<SampleRecord>> batch = batches_.take(closed)) {
    compress_batch(sequence, std::move(*batch));
  }
  for (ClosedPack& pack : closed) finish_pack(sequence, std::move(pack));
}

void EncodePipeline::write_stored_batches(uint64_t sequence) {
  packs_.keep_stored();
  std::vector<ClosedPack> closed;
  for (uint32_t batch = 0; batch < stored_->full_batch_count(); ++batch) {
    if (!packs_.has_moved_stored()) {
      copy_batch(batch);
      continue;
    }
    std::vector<SampleRecord> samples = stored_->load_batch(batch);
    for_each_segment(samples, [&](SegmentRecord& segment) {
      const uint32_t first = PackStore::first_index(segment.group);
      if (segment.index >= first) segment.index = packs_.settled_index(segment.group, segment.index - first, closed);
    });
    compress_batch(sequence, std::move(samples));
  }
  for (ClosedPack& pack : closed) finish_pack(sequence, std::move(pack));
}

void EncodePipeline::write_in_turn(OrderedWriter::Write write) {
  writer_.submit(writer_.take_ticket(), 0, std::move(write));
}

void EncodePipeline::copy_stored() {
  if (stored_ == nullptr || packs_.hands_out_all_stored()) return;
  for (uint32_t batch = 0; batch < stored_->full_batch_count(); ++batch) {
    if (stored_->has_batches()) {
      copy_batch(batch);
    } else {
      compress_batch(0, stored_->load_batch(batch));
    }
  }
  const std::vector<uint32_t> packs = stored_->pack_counts();
  for (uint32_t group = 0; group < packs.size(); ++group) {
    if (packs[group] < 2) continue;
    // The last one is the pack store's business.
    write_in_turn([this, group, count = packs[group] - 1](ArchiveSink& sink) {
      for (uint32_t part = 0; part < count; ++part) copy_pack(*stored_, group, part, sink);
    });
  }
}

void EncodePipeline::copy_batch(uint32_t batch) {
  const auto copy = [this, batch](ArchiveSink& sink) {
    sink.add_contig_names(stored_->read_contig_names(batch));
    sink.add_details(stored_->read_details(batch));
  };
  if (!stored_->lengths_may_be_wrong()) return write_in_turn(copy);
  const uint64_t ticket = writer_.take_ticket();
  push_job(0, Stage::records, [this, ticket, batch, copy](WorkerContext& worker) {
    const std::optional<std::vector<SampleRecord>> corrected = stored_->corrected_batch(batch);
    if (!corrected) return writer_.submit(ticket, 0, copy);
    EncodedPart details = encode_details(*corrected, predicted_length(), worker.compressor);
    const uint64_t bytes = details.payload.size();
    writer_.submit(ticket, bytes, [this, batch, details = std::move(details)](ArchiveSink& sink) {
      sink.add_contig_names(stored_->read_contig_names(batch));
      sink.add_details(details);
    });
  });
}

void EncodePipeline::finish_pack(uint64_t sequence, ClosedPack pack) {
  if (!pack.stored) return compress_pack(sequence, std::move(pack));
  write_in_turn(
      [this, group = pack.group, part = pack.part](ArchiveSink& sink) { copy_pack(*stored_, group, part, sink); });
}

void EncodePipeline::compress_pack(uint64_t sequence, ClosedPack pack) {
  const uint64_t ticket = writer_.take_ticket();
  const uint64_t plain_bytes = pack.plain.size();
  budget_.charge(plain_bytes);
  const ZstdSettings& zstd = settings_.zstd_for_pack(pack.group, plain_bytes, volume_);
  push_job(sequence, Stage::packs,
           [this, ticket, plain_bytes, &zstd,
            shared = std::make_shared<ClosedPack>(std::move(pack))](WorkerContext& worker) {
             const uint32_t group = shared->group;
             EncodedPart part =
                 group < kRawGroupCount
                     ? encode_framed_pack(shared->plain, copies_in(shared->plain, worker), worker.compressor, zstd)
                     : encode_pack(shared->plain, worker.compressor, zstd);
             const uint64_t bytes = part.payload.size();
             writer_.submit(ticket, bytes,
                            [group, part = std::move(part)](ArchiveSink& sink) { sink.add_pack(group, part); });
             budget_.release(plain_bytes);
           });
}

void EncodePipeline::compress_batch(uint64_t sequence, std::vector<SampleRecord> batch) {
  const uint64_t ticket = writer_.take_ticket();
  push_job(
      sequence, Stage::records,
      [this, ticket, shared = std::make_shared<std::vector<SampleRecord>>(std::move(batch))](WorkerContext& worker) {
        EncodedPart names = encode_contig_names(*shared, worker.compressor);
        EncodedPart details = encode_details(*shared, predicted_length(), worker.compressor);
        const uint64_t bytes = names.payload.size() + details.payload.size();
        writer_.submit(ticket, bytes, [names = std::move(names), details = std::move(details)](ArchiveSink& sink) {
          sink.add_contig_names(names);
          sink.add_details(details);
        });
      });
}

void EncodePipeline::compress_reference(uint64_t sequence, uint32_t group) {
  const uint64_t ticket = writer_.take_ticket();
  push_job(sequence, Stage::references, [this, ticket, group](WorkerContext& worker) {
    const std::vector<uint8_t> symbols = reference_symbols_of(pool_, groups_.pieces(group));
    EncodedPart part =
        encode_reference(symbols, copies_in(symbols, worker), worker.compressor, settings_.reference_zstd);
    const uint64_t bytes = part.payload.size();
    writer_.submit(ticket, bytes,
                   [group, part = std::move(part)](ArchiveSink& sink) { sink.add_reference(group, part); });
  });
}

void EncodePipeline::finish(StageLap& reader, const std::function<OrderedWriter::Write()>& describe) {
  begin_input();
  schedule();
  {
    std::unique_lock lock(mutex_);
    all_registered_.wait(lock, [&] { return failed_ || registered_ == submitted_; });
  }
  first_error_.rethrow_if_set();
  // Nobody but this thread is at the stages now; what is left goes through the workers once more, and nothing is looked
  // for any more.
  reader.enter(Stage::collect);
  indexes_.discard();
  const uint64_t sequence = submitted_;
  // Group by group, so that the workers have something to do meanwhile.
  for (uint32_t group = 0; group < packs_.group_count(); ++group) {
    for (ClosedPack& pack : packs_.close_group(group)) finish_pack(sequence, std::move(pack));
    first_error_.rethrow_if_set();
  }
  // Before the references, so that a file that was cut still tells what was in it.
  if (RecordBatch batch = collection_.finish(); !batch.samples.empty()) batches_.push(std::move(batch));
  finish_batches(sequence, true);
  write_in_turn([last = groups_.count() - 1, write = describe()](ArchiveSink& sink) {
    sink.reserve_groups(last);
    write(sink);
  });
  for (uint32_t group = kRawGroupCount; group < groups_.count(); ++group) {
    if (groups_.reference_is_stored(group)) {
      write_in_turn([this, group](ArchiveSink& sink) { sink.add_reference(group, stored_->read_reference(group)); });
    } else {
      compress_reference(sequence, group);
    }
  }
  jobs_.close();
  const bool written = writer_.finish();
  for (std::jthread& worker : workers_) worker.join();
  first_error_.rethrow_if_set();
  if (!written) throw Error(ErrorKind::internal, "pipeline: expected every part to be written: found some left");
}

}  // namespace agc
