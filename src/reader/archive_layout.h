// An opened archive before anything of its contents is decoded: the container, the file version and
// the parameters. Constant once made, free to share between threads.
// docs/format.md, "file_type_info and params".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "agc/archive_reader.h"
#include "format/archive_info.h"
#include "format/container.h"
#include "format/stream_names.h"

namespace agc {

enum class DigestUse { check, ignore };

// From now on parts are compared with the checks in the stream `digests`. Returns whether it is there and of a layout
// that is known. Throws Error{corrupt} without a path if it is damaged or of another footer.
bool use_checks(ContainerReader& container);

class ArchiveLayout {
 public:
  // Throws Error{io}, Error{corrupt} or Error{unsupported} as ArchiveReader does. With `check` the footer, and
  // every part that is read and has no checksum of its own, is compared with the stream `digests`, if there is one.
  explicit ArchiveLayout(const std::string& path, DigestUse use = DigestUse::check);

  // What is left of an archive, with its parameters from elsewhere. Digests that are damaged, or of another footer,
  // are not used.
  ArchiveLayout(ContainerReader container, ArchiveInfo info);

  const ContainerReader& container() const { return container_; }
  // Whether that stream is there and of a layout that is known.
  bool has_digests() const { return has_digests_; }
  // Without command lines, which are part of the collection.
  const ArchiveInfo& info() const { return info_; }
  const ArchiveParams& params() const { return info_.params; }
  uint32_t file_version() const { return info_.file_version; }

  bool is_version_1() const { return file_version() < kFileVersion2; }
  bool is_version_2() const { return file_version() >= kFileVersion2 && file_version() < kFileVersion3; }
  bool is_version_3() const { return file_version() >= kFileVersion3; }

  std::optional<StreamIndex> find_group_stream(GroupStream stream) const {
    return container_.find(group_stream_name(stream, file_version()));
  }

 private:
  ContainerReader container_;
  bool has_digests_ = false;
  ArchiveInfo info_;
};

}  // namespace agc
