#include "reader/archive_layout.h"

#include "agc/error.h"
#include "format/archive_info.h"

namespace agc {

ArchiveLayout::ArchiveLayout(const std::string& path) : container_(std::make_shared<const InputFile>(path)) {
  try {
    const Part type = container_.read_part(container_.require(kStreamFileTypeInfo), 0);
    info_.file_type_info = decode_file_type_info(type.metadata, type.payload);
    info_.file_version = file_version_of(info_.file_type_info);
    const Part params = container_.read_part(container_.require(kStreamParams), 0);
    info_.params = decode_params(params.payload, info_.file_version);
  } catch (const Error& error) {
    if (std::string_view(error.what()).starts_with(path)) throw;
    throw Error(error.kind(), path + ": " + error.what());
  }
}

}  // namespace agc
