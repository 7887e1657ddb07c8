// Seeded random genomes: sequence with structure, relatives of it, and a whole collection of FASTA
// files with everything in it that is awkward to store. The same seed gives the same everywhere.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "seq/alphabet.h"
#include "seq/packed_sequence.h"

namespace agc::test {

using Symbols = std::vector<uint8_t>;

// A<->T, C<->G; every other code stays, as the format has it.
inline Symbols reverse_complement_of(const Symbols& symbols) {
  Symbols other(symbols.rbegin(), symbols.rend());
  for (uint8_t& code : other) code = code < 4 ? static_cast<uint8_t>(3 - code) : code;
  return other;
}

inline void reverse_complement(Symbols& symbols) { symbols = reverse_complement_of(symbols); }

inline std::string letters_of(const Symbols& symbols) {
  std::string letters;
  for (const uint8_t code : symbols) letters += kCodeLetters[code];
  return letters;
}

inline Symbols symbols_of(std::string_view letters) {
  Symbols symbols;
  for (const char letter : letters) symbols.push_back(kLetterCodes[static_cast<uint8_t>(letter)]);
  return symbols;
}

inline Symbols symbols_of(const PackedSequence& sequence) {
  Symbols symbols;
  sequence.unpack(0, sequence.size(), symbols);
  return symbols;
}

// Events for every 1000 symbols.
struct Divergence {
  double snps = 5;
  double small_indels = 1;    // 1..20 symbols
  double rearrangements = 0;  // inversions, duplications, novel insertions, deletions of 50..2000 symbols
  double exceptions = 0;      // runs of N or single IUPAC codes
};

class GenomeMaker {
 public:
  explicit GenomeMaker(uint32_t seed) : random_(seed) {}

  uint64_t below(uint64_t limit) { return random_() % limit; }
  bool happens(double probability) { return static_cast<double>(random_() % 1000003) < probability * 1000003; }

  Symbols bases(uint64_t length) {
    Symbols symbols(length);
    for (uint8_t& symbol : symbols) symbol = static_cast<uint8_t>(below(4));
    return symbols;
  }

  // Any code, in runs.
  Symbols codes(uint64_t length) {
    Symbols symbols;
    while (symbols.size() < length) {
      const uint64_t run = std::min<uint64_t>(1 + below(40), length - symbols.size());
      if (below(3) == 0) {
        symbols.insert(symbols.end(), run, static_cast<uint8_t>(below(kCodeCount)));
      } else {
        const Symbols plain = bases(run);
        symbols.insert(symbols.end(), plain.begin(), plain.end());
      }
    }
    return symbols;
  }

  Symbols mutate(const Symbols& source, const Divergence& rates) {
    Symbols result;
    for (size_t i = 0; i < source.size(); ++i) {
      if (happens(rates.snps / 1000)) {
        result.push_back(static_cast<uint8_t>(below(4)));
      } else if (happens(rates.small_indels / 1000)) {
        change_length(source, 1 + below(20), i, result);
      } else if (happens(rates.rearrangements / 1000)) {
        rearrange(source, 50 + below(1950), i, result);
      } else if (happens(rates.exceptions / 1000)) {
        add_exception(result);
      } else {
        result.push_back(source[i]);
      }
    }
    return result;
  }

 private:
  void change_length(const Symbols& source, uint64_t length, size_t& i, Symbols& result) {
    if (below(2) == 0) {
      i = std::min(i + length, source.size());
    } else {
      append(bases(length), result);
    }
  }

  void rearrange(const Symbols& source, uint64_t length, size_t& i, Symbols& result) {
    const Symbols stretch(source.begin() + static_cast<std::ptrdiff_t>(i),
                          source.begin() + static_cast<std::ptrdiff_t>(std::min(i + length, source.size())));
    switch (below(4)) {
      case 0:
        append(reverse_complement_of(stretch), result);
        break;
      case 1:
        append(stretch, result);
        append(stretch, result);
        break;
      case 2:
        append(bases(length), result);
        append(stretch, result);
        break;
      default:
        break;
    }
    i += stretch.size() - 1;
  }

  void add_exception(Symbols& result) {
    if (below(2) == 0) {
      result.insert(result.end(), 1 + below(60), kCodeN);
    } else {
      result.push_back(static_cast<uint8_t>(4 + below(12)));
    }
  }

  static void append(const Symbols& more, Symbols& result) { result.insert(result.end(), more.begin(), more.end()); }

  std::mt19937 random_;
};

struct Contig {
  std::string name;
  std::string letters;
};

struct Sample {
  std::string name;
  std::vector<Contig> contigs;
};

struct CollectionShape {
  uint32_t samples = 6;
  uint32_t chromosomes = 3;
  uint64_t chromosome_length = 9000;
  Divergence divergence{5, 1, 0.3, 0.1};
};

// Relatives of one ancestor, and in every sample contigs that no encoder likes.
inline std::vector<Sample> random_collection(uint32_t seed, const CollectionShape& shape) {
  GenomeMaker maker(seed);
  std::vector<Symbols> ancestor;
  for (uint32_t i = 0; i < shape.chromosomes; ++i) {
    ancestor.push_back(maker.bases(shape.chromosome_length / 2 + maker.below(shape.chromosome_length)));
  }
  std::vector<Sample> samples;
  for (uint32_t s = 0; s < shape.samples; ++s) {
    Sample sample{"sample_" + std::to_string(s), {}};
    const auto add = [&](const std::string& name, const Symbols& symbols) {
      sample.contigs.push_back({name, letters_of(symbols)});
    };
    for (size_t c = 0; c < ancestor.size(); ++c) {
      Symbols chromosome = maker.mutate(ancestor[c], shape.divergence);
      if (maker.below(4) == 0) reverse_complement(chromosome);
      add("chr" + std::to_string(c) + " of " + sample.name, chromosome);
    }
    add("empty", {});
    add("one symbol", maker.codes(1));
    add("short", maker.codes(1 + maker.below(16)));
    add("all N", Symbols(1 + maker.below(6000), kCodeN));
    add("any codes", maker.codes(maker.below(3000)));
    add("one letter", Symbols(500 + maker.below(6000), static_cast<uint8_t>(maker.below(4))));
    add("private", maker.bases(maker.below(7000)));
    add("again", maker.below(2) == 0 ? Symbols(3, 0) : ancestor[0]);
    samples.push_back(std::move(sample));
  }
  return samples;
}

inline std::string fasta_of(const Sample& sample, size_t line_length = 70) {
  std::string text;
  for (const Contig& contig : sample.contigs) {
    text += ">" + contig.name + "\n";
    // A body of no bytes at all would end the file for some readers of FASTA.
    if (contig.letters.empty()) text += "\n";
    for (size_t i = 0; i < contig.letters.size(); i += line_length) {
      text += contig.letters.substr(i, line_length) + "\n";
    }
  }
  return text;
}

}  // namespace agc::test
