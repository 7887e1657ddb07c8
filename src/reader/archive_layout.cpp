#include "reader/archive_layout.h"

#include <optional>
#include <utility>

#include "agc/error.h"
#include "format/archive_info.h"
#include "format/digest_stream.h"
#include "reader/error_context.h"

namespace agc {

bool use_checks(ContainerReader& container) {
  const std::optional<StreamIndex> stream = container.find(kStreamDigests);
  if (!stream) return false;
  const Part part = container.read_part(*stream, kChecksPart);
  std::optional<ArchiveChecks> checks = decode_checks(part.metadata, part.payload);
  if (!checks) return false;
  const uint64_t found = footer_check(container.footer_before(*stream));
  if (found != checks->footer) {
    throw Error(ErrorKind::corrupt, "expected a footer with the check " + std::to_string(checks->footer) + ": found " +
                                        std::to_string(found));
  }
  container.set_checks(std::move(checks->parts), part_check);
  return true;
}

ArchiveLayout::ArchiveLayout(const std::string& path, DigestUse use)
    : container_(std::make_shared<const InputFile>(path)) {
  if (use == DigestUse::check) has_digests_ = with_context(path, "digests", [this] { return use_checks(container_); });
  const Part type = container_.read_part(container_.require(kStreamFileTypeInfo), 0);
  const Part params = container_.read_part(container_.require(kStreamParams), 0);
  with_context(path, "header", [&] {
    info_.file_type_info = decode_file_type_info(type.metadata, type.payload);
    info_.file_version = file_version_of(info_.file_type_info);
    info_.params = decode_params(params.payload, info_.file_version);
  });
}

ArchiveLayout::ArchiveLayout(ContainerReader container, ArchiveInfo info)
    : container_(std::move(container)), info_(std::move(info)) {
  try {
    has_digests_ = use_checks(container_);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::corrupt) throw;
  }
}

}  // namespace agc
