// Copies of archives whose content is changed while their digests stay valid: as damage that nobody but a
// comparison with what was read can find.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "format/digest_stream.h"
#include "format/stream_names.h"
#include "reader/archive_layout.h"

namespace agc::test {

// Of which parts there are checks: those that had one before, or, as earlier versions had it, of them those that are no
// packs or references.
enum class Checks { same, others };

// `change` may alter each part but the checks, which are made anew.
inline void copy_resealed(const std::string& source, const std::string& target,
                          const std::function<void(std::string_view stream, Part& part)>& change,
                          Checks which = Checks::same) {
  const ArchiveLayout layout(source);
  const ContainerReader& container = layout.container();
  OutputFile output(target, Durability::unsynced);
  ContainerWriter writer(output);
  ArchiveChecks checks;
  StreamId last{};
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    const std::string_view name = container.stream_name(StreamIndex{s});
    last = writer.add_stream(std::string(name));
    for (uint32_t p = 0; p < container.part_count(StreamIndex{s}); ++p) {
      if (name == kStreamDigests && p == kChecksPart) continue;
      Part part = container.read_part(StreamIndex{s}, p);
      change(name, part);
      writer.append_part(last, part);
      const bool is_wanted = which == Checks::same || !parse_group_stream_name(name, layout.file_version());
      if (is_wanted && container.find_check(StreamIndex{s}, p) != nullptr) {
        checks.parts.push_back({s, p, part_check(part.metadata, part.payload)});
      }
    }
  }
  checks.footer = footer_check(writer.footer_before(last));
  writer.append_part(last, encode_checks(checks));
  writer.finish();
  output.commit();
}

}  // namespace agc::test
