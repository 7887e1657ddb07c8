// Usage: fuzz_make_seeds FOLDER FILE...
// Fills FOLDER/<harness> with first inputs for every harness, from archives (.agc) and FASTA files.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "agc/error.h"
#include "format/archive_info.h"
#include "format/container.h"
#include "format/segment_codec.h"
#include "format/stream_names.h"

namespace {

using namespace agc;
namespace fs = std::filesystem;

constexpr size_t kMostBytes = size_t{32} << 10;
constexpr uint32_t kPartsOfGroups = 12;  // of each archive

class SeedFolder {
 public:
  explicit SeedFolder(fs::path path) : path_(std::move(path)) {}

  void add(const std::string& harness, const std::string& head, std::span<const uint8_t> bytes) {
    if (bytes.size() > kMostBytes) bytes = bytes.first(kMostBytes);
    fs::create_directories(path_ / harness);
    std::ofstream out(path_ / harness / std::to_string(count_++), std::ios::binary);
    out << head;
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }

 private:
  fs::path path_;
  size_t count_ = 0;
};

void add_frame(std::span<const uint8_t> payload, SeedFolder& seeds) {
  ZstdDecompressor decompressor;
  // Choice 16 of the harness: the plain form of a frame; then samples, two numbers of one byte and two.
  seeds.add("collection", std::string("\x10\x02\x00\x10\x00", 5), decompressor.decompress_at_most(payload, kMostBytes));
}

void add_group_part(const Part& part, GroupStreamKind kind, SeedFolder& seeds) {
  ZstdDecompressor decompressor;
  if (part.payload.size() > kMostBytes) return;
  if (kind == GroupStreamKind::delta) {
    const std::vector<uint8_t> plain = decode_pack(part.metadata, part.payload, decompressor);
    seeds.add("segment", std::string(1, 16), plain);
    // Least length, flags, most symbols, reference length.
    seeds.add("lz_text", std::string("\x14\x01\x40\x00\x20", 5), plain);
  } else {
    seeds.add("segment", std::string(1, 48), decode_reference(part.metadata, part.payload, decompressor));
  }
  std::string head(1, static_cast<char>(64 + 4));
  for (int shift = 24; shift >= 0; shift -= 8) head += static_cast<char>(part.metadata >> shift);
  seeds.add("segment", head, part.payload);
}

void add_part(std::string_view name, const Part& part, uint32_t& group_parts, SeedFolder& seeds) {
  if (name == kStreamCollectionDetails) seeds.add("collection", std::string("\x20\x02\x00\x10\x00", 5), part.payload);
  if (name.starts_with("collection-")) return add_frame(part.payload, seeds);
  if (name == kStreamSplitters) seeds.add("splitters", "\x01", part.payload);
  if (name == kStreamSegmentSplitters) seeds.add("splitters", "\x02", part.payload);
  if (name == kStreamParams) seeds.add("splitters", "\x04", part.payload);
  if (name == kStreamFileTypeInfo) seeds.add("splitters", {'\x08', static_cast<char>(part.metadata)}, part.payload);
  for (const uint32_t version : {kFileVersion1, kFileVersion3}) {
    const auto group = parse_group_stream_name(name, version);
    if (group && group_parts++ < kPartsOfGroups) add_group_part(part, group->kind, seeds);
  }
}

void add_archive(const std::string& path, std::span<const uint8_t> bytes, SeedFolder& seeds) {
  if (bytes.size() <= kMostBytes) {
    seeds.add("archive", "", bytes);
    seeds.add("salvage", "", bytes);
    seeds.add("container", "", bytes);
  }
  uint32_t group_parts = 0;
  const ContainerReader container(std::make_shared<const InputFile>(path));
  for (uint32_t i = 0; i < container.stream_count(); ++i) {
    const StreamIndex stream{i};
    for (uint32_t part = 0; part < container.part_count(stream); ++part) {
      try {
        add_part(container.stream_name(stream), container.read_part(stream, part), group_parts, seeds);
      } catch (const Error&) {
        continue;  // of a damaged archive only what is whole
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  SeedFolder seeds(argv[1]);
  for (int i = 2; i < argc; ++i) {
    const fs::path path = argv[i];
    std::ifstream in(path, std::ios::binary);
    const std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (path.extension() == ".agc") {
      try {
        add_archive(path, bytes, seeds);
      } catch (const Error&) {
        continue;  // one that cannot be opened
      }
    } else {
      seeds.add("fasta", std::string(1, static_cast<char>(i % 8)), bytes);
      seeds.add("round_trip", std::string(1, static_cast<char>(i * 13)), bytes);
    }
  }
}
