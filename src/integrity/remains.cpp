#include <string>
#include <utility>

#include "agc/error.h"
#include "format/digest_stream.h"
#include "integrity/salvage.h"

namespace agc {
namespace {

// Which version the streams are of; 0 for none.
uint32_t version_of_streams(const ContainerReader& container) {
  if (container.find(kStreamCollectionSamples) || container.find(kStreamCollectionDetails)) {
    return container.find(kStreamCollectionMain) ? kFileVersion2 : kFileVersion3;
  }
  return container.find(kStreamCollectionDesc) ? kFileVersion1 : 0;
}

// Returns false, with a note, if that cannot be read.
template <typename Read>
bool try_to(const char* what, std::vector<std::string>& notes, Read read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    notes.push_back(what);
    return false;
  }
}

ArchiveInfo read_info(const ContainerReader& container, Remains& remains) {
  ArchiveInfo info;
  info.file_version = version_of_streams(container);
  try_to("the kind of file is taken from the streams", remains.notes, [&] {
    const Part part = container.read_part(container.require(kStreamFileTypeInfo), 0);
    FileTypeInfo pairs = decode_file_type_info(part.metadata, part.payload);
    info.file_version = file_version_of(pairs);
    info.file_type_info = std::move(pairs);
  });
  const bool has_params = try_to("the parameters are lost; the usual ones are taken", remains.notes, [&] {
    const Part part = container.read_part(container.require(kStreamParams), 0);
    info.params = decode_params(part.payload, info.file_version);
  });
  if (!has_params) remains.doubt = "the parameters are lost";
  return info;
}

std::optional<Part> find_digests(const ContainerReader& container) {
  try {
    const StreamIndex stream = container.require(kStreamDigests);
    return checked_digests(container.read_part(stream, kContentDigestsPart), container.read_part(stream, kChecksPart));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    return std::nullopt;
  }
}

}  // namespace

std::optional<Part> checked_digests(const Part& content, const Part& checks) {
  try {
    const auto decoded = decode_checks(checks.metadata, checks.payload);
    // The stream is the last one, and has no other part with a check.
    if (!decoded || decoded->parts.empty() || decoded->parts.back().part != kContentDigestsPart) return std::nullopt;
    if (decoded->parts.back().check != part_check(content.metadata, content.payload)) return std::nullopt;
    return content;
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<Remains> open_footer(const std::string& path) {
  Remains remains;
  std::optional<ContainerReader> container;
  try {
    container.emplace(std::make_shared<const InputFile>(path));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    return std::nullopt;
  }
  if (!try_to("the footer, or the checks of the digests, are damaged", remains.notes, [&] { use_checks(*container); }))
    remains.doubt = remains.notes.front();
  remains.digests = find_digests(*container);
  const ArchiveInfo info = read_info(*container, remains);
  if (info.file_version == 0) return std::nullopt;
  remains.layout = std::make_unique<ArchiveLayout>(*std::move(container), info);
  return remains;
}

}  // namespace agc
