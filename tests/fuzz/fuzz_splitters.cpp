// Splitters, group keys, parameters and file type information: any bytes decoded, and what was
// decoded encoded again and decoded to the same.
#include "format/archive_info.h"
#include "format/growth_marks.h"
#include "format/splitter_codec.h"
#include "format/stream_names.h"
#include "fuzz_checks.h"
#include "fuzz_input.h"

using namespace agc;
using fuzz::errors_are_fine;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const uint8_t choice = input.byte();
  const auto rest = [&](size_t bytes_each) {
    return choice & 128 ? input.number(4) : input.rest().size() / bytes_each;
  };
  if (choice & 1) {
    errors_are_fine([&] {
      const uint64_t count = rest(8);
      const auto splitters = decode_splitters(count, input.rest());
      const EncodedPart again = encode_splitters(splitters);
      require(again.metadata == count && decode_splitters(again.metadata, again.payload) == splitters);
    });
  }
  if (choice & 2) {
    errors_are_fine([&] {
      const uint64_t count = rest(20);
      const auto keys = decode_group_keys(count, input.rest());
      const EncodedPart again = encode_group_keys(keys);
      require(again.metadata == count && decode_group_keys(again.metadata, again.payload) == keys);
    });
  }
  if (choice & 4) {
    errors_are_fine([&] {
      const ArchiveParams params = decode_params(input.rest(), kFileVersion3);
      require(decode_params(encode_params(params).payload, kFileVersion3) == params);
    });
    errors_are_fine([&] { decode_params(input.rest(), kFileVersion1); });
  }
  if (choice & 8) {
    errors_are_fine([&] {
      FileTypeInfo info = decode_file_type_info(input.byte(), input.rest());
      const EncodedPart again = encode_file_type_info(info);
      require(decode_file_type_info(again.metadata, again.payload) == info);
      first_growable_group(info, choice, 100);
      set_growth_marks(info, choice, 16);
      require(first_growable_group(info, choice, 100) == 16);
      file_version_of(info);
    });
  }
  return 0;
}
