// What the encoder has at the start: nothing for a new archive; the references, packs and samples of
// an archive that is added to. The pipeline changes it as it goes.
#pragma once

#include <cstdint>
#include <memory>

#include "encode/divergence.h"
#include "encode/groups.h"
#include "encode/pack_store.h"
#include "encode/reference_pool.h"
#include "encode/seed_indexes.h"
#include "encode/settings.h"
#include "encode/strange_stretches.h"
#include "pipeline/collection_builder.h"
#include "pipeline/stage_clock.h"
#include "pipeline/stored_archive.h"

namespace agc {

struct EncoderState {
  EncoderSettings settings;
  std::unique_ptr<ReferencePool> pool;
  std::unique_ptr<SeedIndexes> indexes;
  Groups groups;
  PackStore packs;
  CollectionBuilder collection;
  DivergenceMeter divergence = {};
  StrangeStretches strange_stretches = {};
  // Where old parts come from; null for a new archive. Must outlive the state.
  const StoredArchive* stored = nullptr;
};

EncoderState make_new_state(const EncoderSettings& settings, uint64_t reference_symbols);

// Decodes every reference, on `threads` threads, and enters it into pool and index. `clock` gets the time of threads
// other than the calling one.
EncoderState load_state(const StoredArchive& archive, const EncoderSettings& settings, unsigned threads,
                        StageClock& clock);

}  // namespace agc
