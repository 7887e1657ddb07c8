#include "pipeline/encoder_state.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "format/growth_marks.h"
#include "pipeline/for_each_segment.h"
#include "pipeline/parallel_for.h"

namespace agc {
namespace {

// Groups whose references are decoded before any of them goes into the pool: some 10 MB of symbols.
constexpr uint32_t kGroupsAtOnce = 128;

// References of groups [begin, end).
std::vector<std::vector<uint8_t>> decode_references(const StoredArchive& archive, uint32_t begin, uint32_t end,
                                                    unsigned threads, StageClock& clock) {
  std::vector<std::vector<uint8_t>> references(end - begin);
  const std::thread::id caller = std::this_thread::get_id();
  parallel_for(end - begin, threads, [&](size_t i) {
    std::optional<StageLap> lap;
    if (std::this_thread::get_id() != caller) lap.emplace(clock, Stage::load);
    references[i] = archive.load_reference(begin + static_cast<uint32_t>(i));
  });
  return references;
}

bool has_two_bits(uint8_t symbol) { return symbol < 4; }

// Enters the stretches of A, C, G and T that hold a seed as pieces of group number groups.count().
Groups::Stored add_pieces(std::span<const uint8_t> symbols, uint32_t group, EncoderState& state) {
  Groups::Stored stored{symbols.size(), {}, true};
  for (auto begin = symbols.begin(); begin != symbols.end();) {
    begin = std::find_if(begin, symbols.end(), has_two_bits);
    const auto island_end = std::find_if_not(begin, symbols.end(), has_two_bits);
    if (static_cast<uint64_t>(island_end - begin) < state.settings.seed_length) {
      begin = island_end;
      continue;
    }
    const auto length = std::min<uint64_t>(static_cast<uint64_t>(island_end - begin), ReferencePool::kMaxPieceLength);
    const auto end = begin + static_cast<std::ptrdiff_t>(length);
    const auto offset = static_cast<uint64_t>(begin - symbols.begin());
    state.pool->append(PackedSequence({begin, end}), 0, length, false, group, offset);
    stored.pieces.push_back(state.pool->piece_count() - 1);
    begin = end;
  }
  return stored;
}

void load_references(const StoredArchive& archive, unsigned threads, StageClock& clock, EncoderState& state) {
  const uint32_t first_growable = archive.first_growable_group();
  for (uint32_t begin = kRawGroupCount; begin < archive.group_count(); begin += kGroupsAtOnce) {
    const uint32_t end = std::min(begin + kGroupsAtOnce, archive.group_count());
    const std::vector<std::vector<uint8_t>> references = decode_references(archive, begin, end, threads, clock);
    for (uint32_t group = begin; group < end; ++group) {
      const uint64_t symbols_before = state.pool->symbols();
      Groups::Stored stored = add_pieces(references[group - begin], group, state);
      // What grows is written anew from its pieces, so they must be all of it.
      const bool complete = state.pool->symbols() - symbols_before == stored.length;
      stored.frozen = group < first_growable || !complete;
      state.groups.add_stored(std::move(stored));
    }
  }
}

// The most texts and samples of an archive whose texts may move: their records are all written again then.
constexpr uint64_t kMostMovable = 1 << 20;

// If the archive is this program's, its records tell of texts in packs, and it is not too large:
// PackStore::Stored::movable, and records of the partial `batch` tell the texts' numbers.
PackStore::Stored make_movable(const StoredArchive& archive, std::vector<SampleRecord>& batch) {
  const std::vector<uint32_t> packs = archive.pack_counts();
  const uint64_t texts = std::accumulate(packs.begin(), packs.end(), uint64_t{0}) * archive.params().pack_cardinality;
  const bool is_ours =
      archive.has_batches() && archive.first_growable_group() <= kRawGroupCount && !archive.lengths_may_be_wrong();
  if (!is_ours || texts + archive.sample_names().size() > kMostMovable) return PackStore::Stored::kept;
  bool all_in_packs = true;
  for_each_segment(batch, [&](const SegmentRecord& segment) {
    const uint64_t entries =
        uint64_t{segment.group < packs.size() ? packs[segment.group] : 0} * archive.params().pack_cardinality;
    const uint32_t first = PackStore::first_index(segment.group);
    all_in_packs = all_in_packs && segment.index >= first && segment.index - first < entries;
  });
  if (!all_in_packs) return PackStore::Stored::kept;
  for_each_segment(batch, [](SegmentRecord& segment) { segment.index -= PackStore::first_index(segment.group); });
  return PackStore::Stored::movable;
}

DivergenceMeter stored_divergence(const StoredArchive& archive) {
  const uint64_t samples = archive.sample_names().size();
  const std::optional<std::string> record = diverged_samples(archive.file_type_info(), samples);
  return record ? DivergenceMeter::from_record(*record) : DivergenceMeter::with_undiverged(samples);
}

StrangeStretches stored_strange_stretches(const StoredArchive& archive, uint64_t reference_symbols) {
  const auto record = strange_stretches(archive.file_type_info(), archive.sample_names().size());
  if (record) return StrangeStretches::from_record(*record);
  // Of what is not known that it came back there has been as much at least.
  StrangeStretches known;
  known.add(reference_symbols, false, 0);
  return known;
}

}  // namespace

EncoderState make_new_state(const EncoderSettings& settings, uint64_t reference_symbols) {
  const ArchiveParams& params = settings.params;
  return {settings,
          std::make_unique<ReferencePool>(),
          std::make_unique<SeedIndexes>(settings.seed_length, settings.seed_step, reference_symbols),
          Groups(settings.groups),
          PackStore(params.pack_cardinality),
          CollectionBuilder(params.pack_cardinality)};
}

EncoderState load_state(const StoredArchive& archive, const EncoderSettings& settings, unsigned threads,
                        StageClock& clock) {
  std::vector<SampleRecord> batch = archive.load_partial_batch();
  const PackStore::Stored stored = make_movable(archive, batch);
  const size_t indexed = stored == PackStore::Stored::kept ? batch.size() : 0;
  EncoderState state{
      settings,
      std::make_unique<ReferencePool>(),
      nullptr,
      Groups(settings.groups),
      PackStore(
          settings.params.pack_cardinality, archive.pack_counts(),
          [&archive](uint32_t group, uint32_t part) { return archive.load_pack(group, part); }, stored),
      CollectionBuilder(settings.params.pack_cardinality, archive.sample_names(), {std::move(batch), indexed}),
      stored_divergence(archive),
      {},
      &archive};
  load_references(archive, threads, clock, state);
  state.strange_stretches = stored_strange_stretches(archive, state.pool->symbols());
  const uint64_t symbols = state.pool->symbols();
  state.indexes = std::make_unique<SeedIndexes>(settings.seed_length, settings.seed_step, symbols + symbols / 8);
  for (uint32_t piece = 0; piece < state.pool->piece_count(); ++piece) {
    state.indexes->insert(*state.pool, state.pool->piece(piece));
  }
  return state;
}

}  // namespace agc
