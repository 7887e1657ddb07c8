// The groups of an archive, decoded on demand: references and packs of entries. Keeps what it has
// decoded within a bound of bytes. Thread-safe. docs/format.md, "Packs" and "References".
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "reader/archive_layout.h"
#include "reader/decode_cache.h"
#include "reader/decode_scratch.h"
#include "reader/expected_texts.h"
#include "seq/reference_text.h"

namespace agc {

// A reference, a pack, or some texts of one.
struct DecodedPart {
  ReferenceText reference;
  std::vector<uint8_t> bytes;         // of the texts
  std::vector<uint32_t> entry_begin;  // entries + 1 positions; an entry ends one byte, FF, before the next
  std::vector<uint32_t> numbers;      // if only some of the pack's entries are here: which, ascending

  size_t entry_count() const { return entry_begin.empty() ? 0 : entry_begin.size() - 1; }
  std::span<const uint8_t> entry(size_t i) const {
    return std::span(bytes).subspan(entry_begin[i], entry_begin[i + 1] - entry_begin[i] - 1);
  }
  uint64_t byte_size() const {
    return sizeof(*this) + reference.memory_bytes() + bytes.capacity() +
           (entry_begin.capacity() + numbers.capacity()) * sizeof(uint32_t);
  }
};

// An entry of a decoded pack; the pack lives as long as the view.
struct EntryView {
  std::shared_ptr<const DecodedPart> owner;
  std::span<const uint8_t> bytes;
};

class GroupStore {
 public:
  // `layout` must outlive the store.
  GroupStore(const ArchiveLayout& layout, uint64_t cache_bytes) : layout_(layout), cache_(cache_bytes) {}

  // All throw Error{corrupt} if there is no such thing, or damage.
  std::shared_ptr<const DecodedPart> reference(uint32_t group, DecodeScratch& scratch);
  EntryView delta_entry(uint32_t group, uint64_t entry, DecodeScratch& scratch);  // counted over all packs

  // From now on only such texts are kept of packs that are decoded for one of them.
  void expect(ExpectedTexts texts);

  CacheStatistics statistics() const { return cache_.statistics(); }
  uint64_t pack_bytes() const { return pack_bytes_.load(std::memory_order_relaxed); }  // of those decoded
  uint64_t text_bytes() const { return text_bytes_.load(std::memory_order_relaxed); }  // of entries asked for

 private:
  struct PackId {
    uint32_t group = 0;
    uint32_t number = 0;
  };
  std::shared_ptr<const ExpectedTexts> expected() const;
  DecodedPart load_reference(uint32_t group, DecodeScratch& scratch) const;
  PartView read_pack(PackId pack, DecodeScratch& scratch) const;
  DecodedPart load_pack(PackId pack, DecodeScratch& scratch);
  DecodedPart load_texts(PackId pack, const ExpectedTexts& expected, DecodeScratch& scratch);

  const ArchiveLayout& layout_;
  std::atomic<bool> expects_ = false;
  mutable std::mutex mutex_;
  std::shared_ptr<const ExpectedTexts> expected_;  // guarded by mutex_
  DecodeCache<DecodedPart> cache_;
  std::atomic<uint64_t> pack_bytes_ = 0;
  std::atomic<uint64_t> text_bytes_ = 0;
};

}  // namespace agc
