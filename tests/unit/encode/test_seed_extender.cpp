// What lies beside a seed is counted as a look at every symbol says.

#include <catch2/catch.hpp>

#include "encode/seed_extender.h"
#include "unit/encode/known_pool.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::KnownPool;
using test::Symbols;

// Mismatches of `copy`, which is all of the query, with `stored` at [begin, end); outside of both all are.
uint32_t naive_mismatches(const Symbols& copy, const Symbols& stored, int64_t begin, int64_t end, Interval bounds) {
  uint32_t count = 0;
  for (int64_t i = begin; i < end; ++i) {
    const bool inside = i >= static_cast<int64_t>(bounds.begin) && i < static_cast<int64_t>(bounds.end);
    if (!inside || copy[static_cast<size_t>(i)] != stored[static_cast<size_t>(i)]) ++count;
  }
  return count;
}

TEST_CASE("Mismatches beside a seed", "[encode][extend]") {
  constexpr uint32_t kSeed = 16;
  constexpr int64_t kBeside = kWindowSymbols;
  GenomeMaker maker(5);
  for (int round = 0; round < 400; ++round) {
    KnownPool known;
    known.store(maker.bases(400));
    const Symbols stored = maker.bases(60 + maker.below(200));
    known.store(stored);
    Symbols copy = stored;
    for (uint64_t n = maker.below(30); n > 0; --n) copy[maker.below(copy.size())] = maker.bases(1)[0];
    const uint64_t size = copy.size();
    const uint64_t position = maker.below(size - kSeed + 1);
    const Interval bounds = {maker.below(position + 1), position + kSeed + maker.below(size - position - kSeed + 1)};
    const auto first = static_cast<int64_t>(position);
    const uint32_t before = naive_mismatches(copy, stored, first - kBeside, first, bounds);
    const uint32_t behind = naive_mismatches(copy, stored, first + kSeed, first + kSeed + kBeside, bounds);
    const uint64_t pool_begin = known.pool.piece(1).pool_begin;
    const SeedExtender extender(known.pool);

    const Query forward{PackedSequence(copy)};
    const auto one = extender.mismatches_beside(forward, bounds, {position, kSeed, pool_begin + position, false});
    CHECK(one == before + behind);

    test::reverse_complement(copy);
    const Query reverse{PackedSequence(copy)};
    const Interval mirrored = {size - bounds.end, size - bounds.begin};
    const auto other =
        extender.mismatches_beside(reverse, mirrored, {size - position - kSeed, kSeed, pool_begin + position, true});
    CHECK(other == before + behind);
  }
}

}  // namespace
}  // namespace agc
