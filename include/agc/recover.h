// Taking what is whole out of damaged or truncated archives.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "agc/export.h"

namespace agc {

// What has become of a sample.
enum class SampleState {
  whole,     // all that is known of it: every contig decodes, and nothing contradicts it
  doubtful,  // every contig decodes, but the sample may not be what was added; see `doubt`
  partial,   // contigs are lost
  lost,      // nothing can be read
};

struct RecoveredSample {
  std::string name;
  SampleState state = SampleState::whole;
  uint64_t contigs = 0;                        // that it had, as far as anyone can tell
  std::vector<std::string> lost_contigs = {};  // of a partial one
  std::string problem = {};                    // of the first lost contig
  std::string doubt = {};                      // why what is saved may not be what was added; empty: no reason
};

struct RecoverOptions {
  std::string archive;
  std::string output = {};  // path; empty: nothing is written
  unsigned threads = 1;
  uint64_t cache_bytes = uint64_t{512} << 20;  // as in ReaderOptions
  // Called with what a person should know while it happens; empty: silent.
  std::function<void(const std::string&)> notice = {};
};

struct RecoverReport {
  std::vector<RecoveredSample> samples;  // in archive order
  std::vector<std::string> notes;        // what has become of the archive as such, a line each
  bool all_known = true;                 // false: there may have been more samples
  uint64_t archive_bytes = 0;            // written; 0: nothing

  size_t count(SampleState state) const {
    return static_cast<size_t>(
        std::count_if(samples.begin(), samples.end(), [&](const RecoveredSample& s) { return s.state == state; }));
  }
  // Nothing is lost or in doubt.
  bool complete() const { return all_known && !samples.empty() && count(SampleState::whole) == samples.size(); }
};

// Writes the whole contigs of an archive of any version, sound or not, as an archive of version 3; nothing if there are
// none. References and packs are copied, so that it is as small and samples can be added. Of an archive of version 3
// whose footer is lost the parts are looked for. Throws Error{io} and, for an output that is the archive itself,
// Error{usage}; nothing else that has to do with the archive's content. Takes memory as verify_archive() does, and for
// the records of all contigs.
AGC_API RecoverReport recover_archive(const RecoverOptions& options);

}  // namespace agc
