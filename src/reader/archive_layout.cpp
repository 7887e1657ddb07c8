#include "reader/archive_layout.h"

#include <optional>
#include <utility>

#include "agc/error.h"
#include "format/archive_info.h"
#include "format/digest_stream.h"
#include "reader/error_context.h"

namespace agc {

ArchiveLayout::ArchiveLayout(const std::string& path, DigestUse use)
    : container_(std::make_shared<const InputFile>(path)) {
  if (use == DigestUse::check) with_context(path, "digests", [this] { read_checks(); });
  const Part type = container_.read_part(container_.require(kStreamFileTypeInfo), 0);
  const Part params = container_.read_part(container_.require(kStreamParams), 0);
  with_context(path, "header", [&] {
    info_.file_type_info = decode_file_type_info(type.metadata, type.payload);
    info_.file_version = file_version_of(info_.file_type_info);
    info_.params = decode_params(params.payload, info_.file_version);
  });
}

void ArchiveLayout::read_checks() {
  const std::optional<StreamIndex> stream = container_.find(kStreamDigests);
  if (!stream) return;
  const Part part = container_.read_part(*stream, kChecksPart);
  std::optional<ArchiveChecks> checks = decode_checks(part.metadata, part.payload);
  if (!checks) return;
  const uint64_t found = footer_check(container_.footer_before(*stream));
  if (found != checks->footer) {
    throw Error(ErrorKind::corrupt, "expected a footer with the check " + std::to_string(checks->footer) + ": found " +
                                        std::to_string(found));
  }
  container_.set_checks(std::move(checks->parts), part_check);
  has_digests_ = true;
}

}  // namespace agc
