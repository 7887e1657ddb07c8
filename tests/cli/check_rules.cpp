// Usage: agc_check_rules ARCHIVE...
// Prints what archives of this program do not keep to of the rules for writers, which stricter readers than AGC rely
// on. What another program wrote, or is no archive, is passed over. Exit status 1 if a rule is broken.
#include <cstdint>
#include <cstdio>
#include <optional>

#include "agc/error.h"
#include "format/growth_marks.h"
#include "format/stream_names.h"
#include "reader/archive_layout.h"
#include "reader/collection_index.h"
#include "unit/support/writer_rules.h"

namespace {

// None for what another program wrote.
std::optional<agc::test::ArchiveOrigin> origin_of(const std::string& path) {
  try {
    const agc::ArchiveLayout layout(path);
    agc::ScratchPool scratch;
    const agc::CollectionIndex index(layout, scratch);
    const uint64_t samples = index.sample_names().size();
    const agc::FileTypeInfo& info = layout.info().file_type_info;
    if (!agc::growth_marks_hold(info, samples)) return std::nullopt;
    return agc::test::ArchiveOrigin{.added_to_foreign =
                                        agc::first_growable_group(info, samples, UINT32_MAX) != agc::kRawGroupCount};
  } catch (const agc::Error&) {
    return std::nullopt;
  }
}

}  // namespace

int main(int argc, char** argv) {
  int status = 0;
  for (int i = 1; i < argc; ++i) {
    const std::optional<agc::test::ArchiveOrigin> origin = origin_of(argv[i]);
    if (!origin) continue;
    for (const std::string& rule : agc::test::broken_writer_rules(argv[i], *origin)) {
      std::printf("%s: expected %s\n", argv[i], rule.c_str());
      status = 1;
    }
  }
  return status;
}
