// Whether a collection's genomes differ from each other everywhere, as those of fast viruses do. A text against a
// reference is then mostly mismatches, and growing references do not help, since nobody comes back to just what
// was stored: short contigs are smaller as plain symbols beside others like them in one pack.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "encode/alignment.h"
#include "encode/cost_model.h"

namespace agc {

// Costs of a symbol from which on a query differs throughout. Short genomes: plain symbols in packs of their like are
// smaller then, simulated viruses 1.2 % apart throughout by 2 %, 1 % apart on a tree by 18 %; but 0.5 % apart on a
// tree, where the cost is about this, by -11 %. Parts of chromosomes: they are another species'.
inline constexpr Cost kDivergedGenome = kBit / 6;
inline constexpr Cost kDivergedStretch = 9 * kBit / 20;

// Whether a query that is `spans` (as Chainer::chain() makes them) of what is known is like it but differs
// throughout, by so much a symbol. A pure function.
bool is_diverged(const AlignmentSet& set, std::span<const Span> spans, const CostModel& costs, Cost per_symbol);

// Whether so little of it is like anything known that it is new rather than diverged. A pure function.
bool is_unknown(std::span<const Span> spans);

// Goes by the last samples; says no until there are a few. Calls in the samples' order; one thread at a time.
class DivergenceMeter {
 public:
  // Of larger genomes, even if their contigs are short, whatever is stored is worth finding again.
  static constexpr uint64_t kLargestGenome = 250000;
  static constexpr uint32_t kSamplesThatCount = 16;

  // What is added from now on is another sample's.
  void begin_sample();
  void add(uint64_t symbols, bool diverged);
  // Whether a sample is complete. That which is being added is not, and does not count.
  bool has_samples() const { return samples_ > 0; }
  // Whether most of the last samples are short genomes and diverged for the most part.
  bool diverged() const;

  // The samples that count, with that which is being added: a character each, the last one at the end, '1' if it is
  // diverged and '0' if not.
  std::string record() const;
  // One that knows that much. Characters but '1' are taken for '0'.
  static DivergenceMeter from_record(std::string_view record);
  // One that knows so many samples, none of which is diverged.
  static DivergenceMeter with_undiverged(uint64_t samples);

 private:
  uint64_t symbols_ = 0;
  uint64_t diverged_symbols_ = 0;
  uint32_t samples_ = 0;  // complete, up to the number that counts
  uint32_t votes_ = 0;    // one bit for each of them, the last one lowest
};

}  // namespace agc
