// Whether stretches of chromosomes that differ throughout from all that is known, or are like nothing of it, are worth
// storing as reference. If others of their kind come, as those of a second species, it pays at once. If all that comes
// is of a kind of its own, as a star of distant relatives is, nobody comes back to it, and symbols are smaller beside
// others like them in one pack. Which it is the collection's past tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agc {

// Calls in the units' order; one thread at a time.
class StrangeStretches {
 public:
  // What is added from now on is another sample's.
  void begin_sample();
  // A unit, longer than a short contig, of so many symbols, of which so many were stored as reference.
  void add(uint64_t symbols, bool strange, uint64_t stored);
  // Whether strange units of this sample had better stay symbols.
  bool stay_symbols() const { return stay_symbols_; }

  // What is known: "stored/others", in symbols. Nothing if no unit was long.
  std::optional<std::string> record() const;
  // One that knows that much. What is no record tells nothing.
  static StrangeStretches from_record(std::string_view record);

 private:
  uint64_t stored_ = 0;  // symbols, of strange units
  uint64_t others_ = 0;  // symbols of those that were not strange
  bool stay_symbols_ = false;
};

}  // namespace agc
