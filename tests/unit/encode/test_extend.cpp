// Extension along a diagonal against a scan of every length.

#include <catch2/catch.hpp>

#include "encode/extend.h"
#include "unit/support/genomes.h"

namespace agc {
namespace {

using test::GenomeMaker;
using test::Symbols;

struct NaiveExtension {
  Extension extension;
  std::vector<uint64_t> mismatches;
};

// `equal[i]`: whether the i-th symbol on the way agrees.
NaiveExtension naive(const std::vector<bool>& equal) {
  NaiveExtension best;
  std::vector<uint64_t> mismatches;
  int64_t score = 0;
  for (uint64_t i = 0; i < equal.size(); ++i) {
    score += equal[i] ? 1 : -kMismatchPenalty;
    if (!equal[i]) mismatches.push_back(i);
    if (score < best.extension.score - kDrop) break;
    if (score > best.extension.score) best = {{i + 1, score}, mismatches};
  }
  return best;
}

TEST_CASE("Extensions reach the best score and report their mismatches", "[encode][extend]") {
  GenomeMaker maker(1);
  for (int round = 0; round < 3000; ++round) {
    const Symbols left = maker.bases(maker.below(300));
    const Symbols right = maker.bases(maker.below(300));
    const test::Divergence rates{static_cast<double>(maker.below(300)), 0, 0, 0};
    Symbols query = maker.bases(maker.below(40));
    Symbols pool = maker.bases(maker.below(40));
    const Symbols query_left = maker.mutate(left, rates);
    const Symbols query_right = maker.mutate(right, rates);
    query.insert(query.end(), query_left.begin(), query_left.end());
    pool.insert(pool.end(), left.begin(), left.end());
    const uint64_t query_at = query.size();
    const uint64_t pool_at = pool.size();
    query.insert(query.end(), query_right.begin(), query_right.end());
    pool.insert(pool.end(), right.begin(), right.end());

    const PackedSequence packed_query(query);
    const PackedSequence packed_pool(pool);
    const Diagonal diagonal{packed_query.data(), query_at, packed_pool.data(), pool_at};

    std::vector<bool> equal;
    for (uint64_t i = 0; i < right.size(); ++i) equal.push_back(query[query_at + i] == pool[pool_at + i]);
    NaiveExtension expected = naive(equal);
    std::vector<uint64_t> mismatches = {77};  // what is there stays
    Extension found = extend_right(diagonal, right.size(), &mismatches);
    expected.mismatches.insert(expected.mismatches.begin(), 77);
    REQUIRE(found.length == expected.extension.length);
    REQUIRE(found.score == expected.extension.score);
    REQUIRE(mismatches == expected.mismatches);
    REQUIRE(extend_right(diagonal, right.size(), nullptr).score == found.score);

    equal.clear();
    for (uint64_t i = 0; i < left.size(); ++i) equal.push_back(query[query_at - 1 - i] == pool[pool_at - 1 - i]);
    expected = naive(equal);
    mismatches.clear();
    found = extend_left(diagonal, left.size(), &mismatches);
    for (uint64_t& distance : expected.mismatches) ++distance;
    REQUIRE(found.length == expected.extension.length);
    REQUIRE(found.score == expected.extension.score);
    REQUIRE(mismatches == expected.mismatches);
    REQUIRE(extend_left(diagonal, left.size(), nullptr).length == found.length);
  }
}

TEST_CASE("An extension keeps to its limit", "[encode][extend]") {
  const PackedSequence ones(Symbols(200, 1));
  for (const uint64_t limit : {0, 1, 28, 29, 30, 58, 100}) {
    const Diagonal diagonal{ones.data(), 100, ones.data(), 100};
    REQUIRE(extend_right(diagonal, limit, nullptr).length == limit);
    REQUIRE(extend_left(diagonal, limit, nullptr).length == limit);
  }
}

}  // namespace
}  // namespace agc
