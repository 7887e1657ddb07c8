// Where a k-mer occurs in the reference pool: a hash table of sampled pool positions.
//
// Every step-th position of a piece is entered under its canonical k-mer, so one lookup finds
// both strands. A bucket is one cache line: twelve positions and a tag byte for each. A full bucket
// takes no more, and a k-mer that fills kMaxEqualTags slots neither: repeats do not crowd others
// out, and what is in the table never changes or leaves. Hence a reader that ignores positions
// beyond its view finds the same, whenever it looks.
//
// Threads: one thread inserts while others look up; grow() needs the table for itself alone.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "encode/reference_pool.h"

namespace agc {

inline uint64_t mix_hash(uint64_t value) {
  value ^= value >> 31;
  value *= 0x9E3779B97F4A7C15u;
  value ^= value >> 29;
  value *= 0xBF58476D1CE4E5B9u;
  value ^= value >> 32;
  return value;
}

// The smaller of a k-mer's word and its reverse complement's, hashed.
inline uint64_t canonical_hash(uint64_t kmer, uint32_t kmer_length) {
  const uint64_t reversed = reverse_complement_word(kmer, kmer_length);
  return mix_hash(kmer < reversed ? kmer : reversed);
}

// A bit for each byte of `word` that equals `tag`, in the lowest eight bits.
inline uint32_t equal_bytes(uint64_t word, uint8_t tag) {
  const uint64_t difference = word ^ (0x0101010101010101u * tag);
  // 0x80 in exactly the bytes that are zero.
  const uint64_t zero =
      ~(((difference & 0x7F7F7F7F7F7F7F7Fu) + 0x7F7F7F7F7F7F7F7Fu) | difference | 0x7F7F7F7F7F7F7F7Fu);
  return static_cast<uint32_t>(((zero >> 7) * 0x0102040810204080u) >> 56);
}

class SeedIndex {
 public:
  static constexpr uint32_t kSlots = 12;
  static constexpr uint32_t kMaxEqualTags = 6;

  // Of all the pool, or of each group by itself: then a k-mer is another one in another group.
  enum class Scope { pool, group };

  // `seed_length` 10..28 symbols; `step` is a multiple of 4; room for `expected_symbols` of
  // references without growing.
  SeedIndex(uint32_t seed_length, uint32_t step, uint64_t expected_symbols, Scope scope = Scope::pool);

  // What to look a k-mer up by.
  uint64_t key(uint64_t kmer, uint32_t group) const {
    const uint64_t hash = canonical_hash(kmer, seed_length_);
    return scope_ == Scope::pool ? hash : mix_hash(hash + group * 0x9E3779B97F4A7C15u);
  }

  uint32_t seed_length() const { return seed_length_; }
  uint32_t step() const { return step_; }

  // Enters a piece's sampled k-mers. Never grows by itself.
  void insert(const ReferencePool& pool, const Piece& piece);

  bool needs_growth(uint64_t more_symbols) const;
  // Doubles the table until `more_symbols` fit. Requires: no lookup is running.
  void grow(const ReferencePool& pool, uint64_t more_symbols);

  // Gives the memory back. Nothing else may be called from then on.
  void discard() { buckets_.reset(); }

  void prefetch(uint64_t hash) const { __builtin_prefetch(&buckets_[bucket_of(hash)]); }

  // Calls visit(position) for each entered position of the view whose tag agrees, oldest first.
  // The caller compares the k-mers.
  template <typename Visit>
  void lookup(uint64_t hash, PoolView view, Visit&& visit) const {
    const Bucket& bucket = buckets_[bucket_of(hash)];
    uint32_t matches = matching_slots(bucket, tag_of(hash));
    while (matches != 0) {
      const auto slot = static_cast<uint32_t>(std::countr_zero(matches));
      matches &= matches - 1;
      const uint64_t position = uint64_t{bucket.positions[slot].load(std::memory_order_relaxed)} * kUnit;
      if (position >= view.begin && position < view.end) visit(position);
    }
  }

  uint64_t memory_bytes() const { return bucket_count_ * sizeof(Bucket); }

 private:
  static constexpr uint64_t kUnit = 4;  // positions are stored in units of this many symbols

  struct alignas(64) Bucket {
    std::atomic<uint64_t> low_tags;   // slots 0..7; 0 = empty
    std::atomic<uint32_t> high_tags;  // slots 8..11
    std::atomic<uint32_t> positions[kSlots];
  };
  struct FreeBuckets {
    uint64_t mapped_bytes;  // 0: of the heap
    void operator()(Bucket* buckets) const;
  };

  static uint8_t tag_of(uint64_t hash) {
    const auto tag = static_cast<uint8_t>(hash);
    return tag == 0 ? 1 : tag;
  }
  uint64_t bucket_of(uint64_t hash) const {
    return static_cast<uint64_t>((static_cast<unsigned __int128>(hash) * bucket_count_) >> 64);
  }
  static uint32_t matching_slots(const Bucket& bucket, uint8_t tag) {
    const uint64_t low = bucket.low_tags.load(std::memory_order_acquire);
    const uint32_t high = bucket.high_tags.load(std::memory_order_acquire);
    return equal_bytes(low, tag) | (equal_bytes(high, tag) & 0xF) << 8;
  }
  static void put(Bucket& bucket, uint8_t tag, uint32_t unit_position);
  void allocate(uint64_t bucket_count);

  Scope scope_;
  uint32_t seed_length_;
  uint32_t step_;
  uint64_t bucket_count_ = 0;
  uint64_t entered_symbols_ = 0;
  std::unique_ptr<Bucket[], FreeBuckets> buckets_;
};

}  // namespace agc
