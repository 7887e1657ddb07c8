// Sketches of which many have something in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "encode/shared_hashes.h"
#include "unit/support/genomes.h"

namespace agc::test {

using Sketch = std::vector<uint32_t>;

// Ascending, each hash once, all below `limit` and the highest hash there is.
inline Sketch random_sketch(GenomeMaker& maker, uint32_t limit) {
  Sketch sketch;
  for (uint64_t hash = maker.below(limit); hash < limit; hash += 1 + maker.below(limit / 3)) {
    sketch.push_back(static_cast<uint32_t>(hash));
  }
  if (maker.below(4) == 0) sketch.push_back(0xFFFFFFFF);
  return sketch;
}

inline std::vector<Sketch> random_sketches(GenomeMaker& maker, size_t count, uint32_t limit) {
  std::vector<Sketch> sketches(count);
  for (Sketch& sketch : sketches) {
    if (maker.below(10) != 0) sketch = random_sketch(maker, limit);
  }
  return sketches;
}

inline std::vector<PackCandidate> candidates_of(const std::vector<Sketch>& sketches) {
  std::vector<PackCandidate> candidates;
  for (const Sketch& sketch : sketches) candidates.push_back({sketch, sketch.size() * 10});
  return candidates;
}

// Different hashes of every pack, one after the other; the first one has `held` besides. It is what packs cost.
inline size_t hashes_in(const std::vector<std::vector<uint32_t>>& packs, const std::vector<Sketch>& sketches,
                        const Sketch& held) {
  size_t sum = 0;
  for (size_t pack = 0; pack < packs.size(); ++pack) {
    std::set<uint32_t> hashes;
    if (pack == 0) hashes.insert(held.begin(), held.end());
    for (const uint32_t text : packs[pack]) hashes.insert(sketches[text].begin(), sketches[text].end());
    sum += hashes.size();
  }
  return sum;
}

}  // namespace agc::test
