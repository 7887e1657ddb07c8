// What every archive of ours keeps to, so that AGC and stricter readers can read it and add to it:
// docs/format.md, "Writer's obligations". Looks at every part and record of an archive.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace agc::test {

struct ArchiveOrigin {
  bool added_to_foreign = false;  // raw groups and those without growth marks may be as others write them
  bool utf8_names = true;         // those of the input are
};

// One line for each rule that is broken, with the place.
std::vector<std::string> broken_writer_rules(const std::string& path, const ArchiveOrigin& origin = {});

inline void check_writer_rules(const std::string& path, const ArchiveOrigin& origin = {}) {
  CHECK(broken_writer_rules(path, origin) == std::vector<std::string>{});
}

}  // namespace agc::test
