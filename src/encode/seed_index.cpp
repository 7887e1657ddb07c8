#include "encode/seed_index.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace agc {
namespace {

// Entries per bucket at which the table counts as full. Higher loses more seeds to full buckets
// (at 9.6 of 12 about 4 in 100), lower costs memory.
constexpr double kFullLoad = 9.6;

#ifdef __linux__
constexpr uint64_t kHugePage = uint64_t{2} << 20;

// Zero bytes, which go back to the system when they are unmapped, as a table does that has grown. Lookups hit random
// buckets: with small pages most of their time is address translation.
void* map_huge_pages(uint64_t bytes) {
  void* const mapped = mmap(nullptr, bytes + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  auto* const begin = static_cast<uint8_t*>(mapped);
  const uint64_t before = (kHugePage - reinterpret_cast<uintptr_t>(begin) % kHugePage) % kHugePage;
  uint8_t* const aligned = begin + before;
  // Whole pages alone can be unmapped; what is left over of the last one comes with it.
  const auto page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  uint8_t* const end = aligned + (bytes + page - 1) / page * page;
  if (before > 0) munmap(begin, before);
  if (end < begin + bytes + kHugePage) munmap(end, static_cast<size_t>(begin + bytes + kHugePage - end));
  madvise(aligned, bytes, MADV_HUGEPAGE);
  return aligned;
}
#endif

}  // namespace

void SeedIndex::FreeBuckets::operator()(Bucket* buckets) const {
#ifdef __linux__
  if (mapped_bytes > 0) {
    munmap(buckets, mapped_bytes);
    return;
  }
#endif
  std::free(buckets);
}

SeedIndex::SeedIndex(uint32_t seed_length, uint32_t step, uint64_t expected_symbols, Scope scope)
    : scope_(scope), seed_length_(seed_length), step_(step) {
  allocate(static_cast<uint64_t>(static_cast<double>(expected_symbols / step) / kFullLoad) + 64);
}

void SeedIndex::allocate(uint64_t bucket_count) {
  // Zero bytes are empty buckets.
  static_assert(sizeof(Bucket) == 64);
  const uint64_t bytes = bucket_count * sizeof(Bucket);
  void* memory = nullptr;
  uint64_t mapped_bytes = 0;
#ifdef __linux__
  if (bytes >= kHugePage) {
    memory = map_huge_pages(bytes);
    mapped_bytes = bytes;
  }
#endif
  if (mapped_bytes == 0) {
    memory = std::aligned_alloc(alignof(Bucket), bytes);
    if (memory == nullptr) throw std::bad_alloc();
    std::memset(memory, 0, bytes);
  }
  buckets_ = {static_cast<Bucket*>(memory), FreeBuckets{mapped_bytes}};
  bucket_count_ = bucket_count;
}

void SeedIndex::put(Bucket& bucket, uint8_t tag, uint32_t unit_position) {
  const uint64_t low = bucket.low_tags.load(std::memory_order_relaxed);
  const uint32_t high = bucket.high_tags.load(std::memory_order_relaxed);
  const uint32_t used = low >> 56 != 0 ? 8 + (39 - static_cast<uint32_t>(std::countl_zero(high))) / 8
                                       : (71 - static_cast<uint32_t>(std::countl_zero(low))) / 8;
  if (used >= kSlots) return;
  if (used >= kMaxEqualTags && count_ones(matching_slots(bucket, tag)) >= kMaxEqualTags) return;
  bucket.positions[used].store(unit_position, std::memory_order_relaxed);
  if (used < 8) {
    bucket.low_tags.store(low | uint64_t{tag} << (8 * used), std::memory_order_release);
  } else {
    bucket.high_tags.store(high | uint32_t{tag} << (8 * (used - 8)), std::memory_order_release);
  }
}

void SeedIndex::insert(const ReferencePool& pool, const Piece& piece) {
  entered_symbols_ += piece.length;
  if (piece.length < seed_length_) return;
  const uint8_t* const data = pool.data(piece.pool_begin);
  const uint64_t mask = symbol_mask(seed_length_);
  constexpr uint64_t kAhead = 16;
  uint64_t hashes[kAhead];
  const uint64_t count = (piece.length - seed_length_) / step_ + 1;
  const auto hash_of = [&](uint64_t n) {
    return key(load_symbols(data, ReferencePool::local(piece.pool_begin) + n * step_) & mask, piece.group);
  };
  for (uint64_t n = 0; n < std::min(kAhead, count); ++n) prefetch(hashes[n] = hash_of(n));
  for (uint64_t n = 0; n < count; ++n) {
    const uint64_t hash = hashes[n % kAhead];
    if (n + kAhead < count) prefetch(hashes[n % kAhead] = hash_of(n + kAhead));
    put(buckets_[bucket_of(hash)], tag_of(hash), static_cast<uint32_t>((piece.pool_begin + n * step_) / kUnit));
  }
}

bool SeedIndex::needs_growth(uint64_t more_symbols) const {
  const double entries = static_cast<double>((entered_symbols_ + more_symbols) / step_);
  return entries > kFullLoad * static_cast<double>(bucket_count_);
}

void SeedIndex::grow(const ReferencePool& pool, uint64_t more_symbols) {
  while (needs_growth(more_symbols)) {
    const uint64_t old_count = bucket_count_;
    const std::unique_ptr<Bucket[], FreeBuckets> old = std::move(buckets_);
    allocate(2 * old_count);
    // Bucket b of the old table becomes 2b and 2b + 1, in the order of entering: nothing that was in
    // is left out, nothing that was left out comes in.
    for (uint64_t b = 0; b < old_count; ++b) {
      for (const std::atomic<uint32_t>& unit_position : old[b].positions) {
        const uint32_t unit = unit_position.load(std::memory_order_relaxed);
        if (unit == 0) break;
        const uint64_t position = uint64_t{unit} * kUnit;
        const uint64_t kmer =
            load_symbols(pool.data(position), ReferencePool::local(position)) & symbol_mask(seed_length_);
        const uint32_t group = scope_ == Scope::group ? pool.piece_at(position).group : 0;
        const uint64_t hash = key(kmer, group);
        put(buckets_[bucket_of(hash)], tag_of(hash), unit);
      }
    }
  }
}

}  // namespace agc
