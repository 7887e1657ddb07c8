// Any bytes as an archive: open it and decode every record that needs no other one. Errors are fine;
// crashes, hangs, huge allocations and errors other than agc::Error are not.
#include <memory>

#include "agc/error.h"
#include "format/archive_info.h"
#include "format/collection_v1.h"
#include "format/collection_v2.h"
#include "format/collection_v3.h"
#include "format/container.h"
#include "format/splitter_codec.h"
#include "format/stream_names.h"
#include "fuzz_checks.h"
#include "fuzz_input.h"

namespace {

using namespace agc;
using fuzz::errors_are_fine;
using fuzz::require;

void decode_part(std::string_view name, const Part& part) {
  ZstdDecompressor decompressor;
  if (name == kStreamFileTypeInfo) file_version_of(decode_file_type_info(part.metadata, part.payload));
  if (name == kStreamParams) decode_params(part.payload, part.payload.size() == 12 ? kFileVersion1 : kFileVersion3);
  if (name == kStreamSplitters) decode_splitters(part.metadata, part.payload);
  if (name == kStreamSegmentSplitters) decode_group_keys(part.metadata, part.payload);
  if (name == kStreamCollectionDesc) decode_collection_v1(part.metadata, part.payload, decompressor);
  if (name == kStreamCollectionSamples) decode_sample_names(part.metadata, part.payload, decompressor);
  if (name == kStreamCollectionContigs) decode_contig_names(part.metadata, part.payload, 1, decompressor);
  if (name == kStreamCollectionDetails) {
    decode_details(part.payload, {.sample_count = 1, .predicted_length = 60031, .group_limit = 1000}, decompressor);
  }
  if (name == kStreamCollectionMain) {
    const CollectionV2 collection = decode_collection_main_v2(part.metadata, part.payload, decompressor);
    decode_details_v2(collection, 0, {part.metadata, part.payload}, decompressor);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::MemoryFile file({data, size});
  errors_are_fine([&] {
    const ContainerReader reader(std::make_shared<const InputFile>(file.path()));
    for (uint32_t i = 0; i < reader.stream_count(); ++i) {
      const StreamIndex stream{i};
      const std::string_view name = reader.stream_name(stream);
      require(reader.find(name).has_value());
      const auto group = parse_group_stream_name(name, kFileVersion3);
      require(!group || group_stream_name(*group, kFileVersion3) == name);
      for (uint32_t part = 0; part < reader.part_count(stream); ++part) {
        errors_are_fine([&] { decode_part(name, reader.read_part(stream, part)); });
      }
    }
  });
  return 0;
}
