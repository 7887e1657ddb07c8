#include "reader/archive_layout.h"

#include "format/archive_info.h"
#include "reader/error_context.h"

namespace agc {

ArchiveLayout::ArchiveLayout(const std::string& path) : container_(std::make_shared<const InputFile>(path)) {
  const Part type = container_.read_part(container_.require(kStreamFileTypeInfo), 0);
  const Part params = container_.read_part(container_.require(kStreamParams), 0);
  with_context(path, "header", [&] {
    info_.file_type_info = decode_file_type_info(type.metadata, type.payload);
    info_.file_version = file_version_of(info_.file_type_info);
    info_.params = decode_params(params.payload, info_.file_version);
  });
}

}  // namespace agc
