// The groups of an archive, decoded on demand: references and packs of entries. Keeps what it has
// decoded within a bound of bytes. Thread-safe. docs/format.md, "Segments".
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "reader/archive_layout.h"
#include "reader/decode_cache.h"
#include "reader/decode_scratch.h"

namespace agc {

// A reference (no entries) or a pack.
struct DecodedPart {
  std::vector<uint8_t> bytes;
  std::vector<uint32_t> entry_begin;  // entries + 1 positions; an entry ends one byte, FF, before the next

  size_t entry_count() const { return entry_begin.empty() ? 0 : entry_begin.size() - 1; }
  std::span<const uint8_t> entry(size_t i) const {
    return std::span(bytes).subspan(entry_begin[i], entry_begin[i + 1] - entry_begin[i] - 1);
  }
  uint64_t byte_size() const { return sizeof(*this) + bytes.capacity() + entry_begin.capacity() * sizeof(uint32_t); }
};

// A range of a decoded part; the part lives as long as the view.
struct SymbolView {
  std::shared_ptr<const DecodedPart> owner;
  std::span<const uint8_t> symbols;
};

class GroupStore {
 public:
  // `layout` must outlive the store.
  GroupStore(const ArchiveLayout& layout, uint64_t cache_bytes) : layout_(layout), cache_(cache_bytes) {}

  // All throw Error{corrupt} if there is no such thing, or damage.
  SymbolView reference(uint32_t group, DecodeScratch& scratch);
  SymbolView delta_entry(uint32_t group, uint64_t entry, DecodeScratch& scratch);  // counted over all packs

 private:
  DecodedPart load_reference(uint32_t group, DecodeScratch& scratch) const;
  DecodedPart load_pack(uint32_t group, uint32_t pack, DecodeScratch& scratch) const;

  const ArchiveLayout& layout_;
  DecodeCache<DecodedPart> cache_;
};

}  // namespace agc
