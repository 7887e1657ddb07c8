// What the encoder's pieces take in one run, a row of the table for each: CPU time of the calling thread, and how
// much work they got. One thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace agc::bench {

// In the order of the table. Those from kFirstIsolated on are parts of others, once more by themselves.
enum class Row : size_t {
  read,
  digest,
  pack,
  sample_kmers,
  cut_at_splitters,
  cut_into_units,
  make_query,
  make_tables,
  map,
  chain,
  diverged,
  novel,
  map_gaps,
  look_again,
  grow_first,
  grow_later,
  emit,
  store,
  plan_last,
  records,
  parse_symbols,
  compress_symbols,
  compress_texts,
  choose_splitters,
  parse_references,
  compress_references,

  insert,
  insert_in_group,
  look_up,
  extend,
  weigh_runs,
  choose_groups,
  all_diverged,
  all_novel,
  chain_again,
  breakpoints,
  lz_text,
  sketch,
  plan,
  share_hashes,
  choose,
  exchange,
  order,
};
inline constexpr Row kFirstIsolated = Row::insert;
inline constexpr size_t kRowCount = static_cast<size_t>(Row::order) + 1;

struct Figures {
  int64_t nanoseconds = 0;
  uint64_t items = 0;   // of the row's own unit
  uint64_t volume = 0;  // symbols or bytes, where the row has a rate
};

class Meter {
 public:
  Meter() { clock_cost(); }  // which is measured at the first call

  // What `work` returns; its time goes to the row.
  template <typename Work>
  auto time(Row row, Work&& work) {
    const Section section(figures_[static_cast<size_t>(row)]);
    return work();
  }
  void count(Row row, uint64_t items, uint64_t volume = 0) {
    Figures& figures = figures_[static_cast<size_t>(row)];
    figures.items += items;
    figures.volume += volume;
  }
  // Results go in here, so that none is computed for nothing.
  void use(uint64_t result) { checksum_ = (checksum_ ^ result) * 0x9E3779B97F4A7C15u; }

  const Figures& of(Row row) const { return figures_[static_cast<size_t>(row)]; }
  uint64_t checksum() const { return checksum_; }
  // Whether the other run had the same work and the same results.
  bool agrees_with(const Meter& other) const;

 private:
  class Section {
   public:
    explicit Section(Figures& figures) : figures_(figures), begin_(thread_nanoseconds()) {}
    ~Section() { figures_.nanoseconds += thread_nanoseconds() - begin_ - clock_cost(); }
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;

   private:
    Figures& figures_;
    int64_t begin_;
  };

  static int64_t thread_nanoseconds();
  // What looking at the clock takes: a call of the system, as much as a short unit's work in some rows.
  static int64_t clock_cost();

  std::array<Figures, kRowCount> figures_{};
  uint64_t checksum_ = 0;
};

}  // namespace agc::bench
