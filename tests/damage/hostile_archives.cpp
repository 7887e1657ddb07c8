// Usage: hostile_archives AGC
// Makes archives that ask for the impossible, runs every command on them with little memory allowed, and prints a
// table of status, memory and time. Exits with 1 if a command was ended by a signal or a crash, took more than was
// allowed, succeeded where it could not, or if append touched the archive.
#include <sys/resource.h>

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "agc/archive_writer.h"
#include "format/archive_info.h"
#include "format/byte_writer.h"
#include "format/collection_v3.h"
#include "unit/support/archives.h"
#include "unit/support/processes.h"

namespace {

using namespace agc;
using Bytes = std::vector<uint8_t>;

constexpr uint64_t kMebibyte = uint64_t{1} << 20;
// --memory, what the program may take beside it, and one thread; then what is mapped of program and libraries.
constexpr uint64_t kLimit = (64 + 256 + 16) * kMebibyte;
constexpr uint64_t kMappedFiles = 24 * kMebibyte;
constexpr rlim_t kMostSeconds = 60;  // of processor time
constexpr uint64_t kHuge = 32767ull << 17;
constexpr uint32_t kGroup = kRawGroupCount;  // the first one with a reference
constexpr uint32_t kCopies = 1000000;

// A zstd frame that claims `size` bytes; its blocks repeat a byte 128 Ki times each, until they are that many.
Bytes make_frame(uint64_t size, const Bytes& first, uint8_t repeated, uint64_t repeated_bytes) {
  Bytes frame;
  ByteWriter writer(frame);
  writer.bytes(Bytes{0x28, 0xB5, 0x2F, 0xFD, 0xE0});
  writer.le64(size);
  const auto block = [&](bool last, unsigned type, uint64_t bytes) {
    const uint64_t head = (last ? 1u : 0u) | type << 1 | bytes << 3;
    for (unsigned shift = 0; shift < 24; shift += 8) writer.u8(static_cast<uint8_t>(head >> shift));
  };
  block(repeated_bytes == 0, 0, first.size());
  writer.bytes(first);
  for (uint64_t left = repeated_bytes; left > 0;) {
    const uint64_t now = std::min<uint64_t>(left, 1 << 17);
    left -= now;
    block(left == 0, 1, now);
    writer.u8(repeated);
  }
  return frame;
}
Bytes bomb(const Bytes& first, uint8_t repeated) { return make_frame(first.size() + kHuge, first, repeated, kHuge); }
Bytes empty_claim() { return make_frame(kHuge, {}, 0, 0); }

Part with_end(uint64_t metadata, Bytes frame) {
  frame.push_back(0);
  return {metadata, std::move(frame)};
}

using Change = std::function<void(std::string_view stream, Part& part)>;

Change replace(std::string_view name, Part part) {
  return [name = std::string(name), part](std::string_view stream, Part& found) {
    if (stream == name) found = part;
  };
}

std::string delta_stream() { return group_stream_name({kGroup, GroupStreamKind::delta}, kFileVersion3); }
std::string reference_stream() { return group_stream_name({kGroup, GroupStreamKind::reference}, kFileVersion3); }

// One segment of that length in each of the two contigs, `times`; it is LZ text of the first group.
Change records(uint32_t length, size_t times, const std::string& text) {
  const SegmentRecord record{.group = kGroup, .index = 1, .raw_length = length};
  std::vector<SampleRecord> samples;
  for (const char* name : {"a", "b"}) samples.push_back({name, {{"c", std::vector<SegmentRecord>(times, record)}}});
  ZstdCompressor compressor;
  const ArchiveParams params;
  const EncodedPart details = encode_details(samples, params.segment_size + params.kmer_length, compressor);
  Bytes pack(text.begin(), text.end());
  pack.push_back(0xFF);
  return [details, pack](std::string_view stream, Part& part) {
    if (stream == kStreamCollectionDetails) part = {details.metadata, details.payload};
    if (stream == delta_stream()) part = {0, pack};
  };
}

Part details_bomb() {
  Part part;
  ByteWriter writer(part.payload);
  const Bytes frame = bomb({}, 1);
  for (int column = 0; column < 5; ++column) {
    writer.collection_number(static_cast<uint32_t>(kHuge));
    writer.collection_number(static_cast<uint32_t>(frame.size()));
  }
  for (int column = 0; column < 5; ++column) writer.bytes(frame);
  return part;
}

// A count of 2^32 - 1, then as many names without letters.
const Bytes kCount = {0xF0, 0xEF, 0xDF, 0xBF, 0x7F};

// The same container with another footer.
void rewrite_footer(const std::string& path, uint32_t more_streams, uint32_t copies_of_parts, uint64_t claimed) {
  std::string bytes = test::read_file(path);
  Bytes footer;
  {
    const ContainerReader container(std::make_shared<const InputFile>(path));
    ByteWriter writer(footer);
    writer.container_number(claimed ? claimed : container.stream_count() + more_streams);
    for (uint32_t s = 0; s < container.stream_count(); ++s) {
      const uint32_t parts = container.part_count(StreamIndex{s});
      const uint32_t copies = parts > 0 ? copies_of_parts : 0;
      writer.string(container.stream_name(StreamIndex{s}));
      writer.container_number(parts + copies);
      writer.container_number(0);
      for (uint32_t p = 0; p < parts + copies; ++p) {
        const PartLocation location = container.part_location(StreamIndex{s}, p % std::max(1u, parts));
        writer.container_number(location.offset);
        writer.container_number(location.size);
      }
    }
    for (uint32_t s = 0; s < more_streams; ++s) {
      writer.string("s" + std::to_string(s));
      writer.container_number(0);
      writer.container_number(0);
    }
    const auto old =
        static_cast<uint8_t>(bytes[bytes.size() - 8]) + (static_cast<uint8_t>(bytes[bytes.size() - 7]) << 8);
    bytes.resize(bytes.size() - 8 - static_cast<size_t>(old));
  }
  const size_t size = footer.size();
  ByteWriter(footer).le64(size);
  bytes.append(footer.begin(), footer.end());
  test::write_file(path, bytes);
}

struct Hostile {
  const char* name;
  bool readable;  // otherwise getcol must fail
  Change change = [](std::string_view, Part&) {};
  std::function<void(const std::string& path)> change_file = [](const std::string&) {};
};

std::vector<Hostile> make_hostile() {
  ArchiveParams params;
  params.pack_cardinality = UINT32_MAX;
  const EncodedPart large_packs = encode_params(params);
  return {
      {"pack that claims 4 GiB", false, replace(delta_stream(), with_end(kHuge, empty_claim()))},
      {"pack of 4 GiB", false, replace(delta_stream(), with_end(kHuge, bomb({}, 0)))},
      {"pack of 4 Gi empty entries", false, replace(delta_stream(), with_end(kHuge, bomb({}, 0xFF)))},
      {"reference that claims 4 GiB", false, replace(reference_stream(), with_end(kHuge, empty_claim()))},
      {"reference of 4 GiB", false, replace(reference_stream(), with_end(kHuge, bomb({}, 0)))},
      {"4 Gi sample names", false, replace(kStreamCollectionSamples, {kHuge + 5, bomb(kCount, 0)})},
      {"4 Gi contig names", true,
       replace(kStreamCollectionContigs, {kHuge + 6, bomb({2, 0xF0, 0xEF, 0xDF, 0xBF, 0x7F}, 0)})},
      {"4 Gi segment records", false, replace(kStreamCollectionDetails, details_bomb())},
      {"contigs of 4 GiB of N", true,
       records(UINT32_MAX - 9, 1,
               "\x1e"
               "4294967282\x04")},
      {"match past the reference", false, records(3000, 1, "1000000000,2980.")},
      {"match to before the reference", false, records(3000, 1, "-1000000000,2980.")},
      {"a million segments of 4 GiB", false, records(UINT32_MAX, kCopies, "0,2980.")},
      {"packs of 4 Gi entries", true, replace(kStreamParams, {large_packs.metadata, large_packs.payload})},
      {"a million streams", true, {}, [](const std::string& path) { rewrite_footer(path, kCopies, 0, 0); }},
      {"a million parts at one place", false, {}, [](const std::string& path) { rewrite_footer(path, 0, kCopies, 0); }},
      {"a million streams claimed", false, {}, [](const std::string& path) { rewrite_footer(path, 0, 0, kCopies); }},
  };
}

// With standard error in a file; `own_limit`: the program is to set its own.
test::ProcessReport run(const std::vector<std::string>& words, const std::string& messages, bool own_limit) {
  return test::wait_for(test::start_program(words, {.messages = messages}, [own_limit] {
    const rlimit seconds{kMostSeconds, kMostSeconds};
    const rlimit memory{kLimit, kLimit};
    setrlimit(RLIMIT_CPU, &seconds);
    if (!own_limit) setrlimit(RLIMIT_DATA, &memory);
  }));
}

// What is wrong with it; nothing if it is as it should be.
std::string judge(const test::ProcessReport& result, const std::string& messages, bool must_fail) {
  if (result.status > 1) return "ended by status " + std::to_string(result.status);
  if (result.status == 1 && !messages.starts_with("agc: ")) return "failed without a message";
  if (result.status == 0 && must_fail) return "did not fail";
  if (result.peak_bytes > kLimit + kMappedFiles) return "took too much memory";
  return "";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const test::TemporaryFolder folder;
  test::GenomeMaker maker(5);
  const test::Symbols ancestor = maker.bases(3000);
  CreateOptions options;
  options.output = folder.file("good");
  options.threads = 1;
  for (const char* name : {"a", "b", "d"}) {
    options.inputs.push_back(folder.file(std::string(name) + ".fa"));
    test::write_file(options.inputs.back(), ">c\n" + test::letters_of(maker.mutate(ancestor, {})) + "\n");
  }
  const std::string added = options.inputs.back();
  options.inputs.pop_back();
  create_archive(options);

  int failures = 0;
  std::printf("%-32s %-8s %6s %6s %6s  %s\n", "archive", "command", "status", "MiB", "s", "message");
  for (const Hostile& hostile : make_hostile()) {
    const std::string path = folder.file("hostile");
    test::copy_archive(
        options.output, path, hostile.change ? hostile.change : [](std::string_view, Part&) {});
    if (hostile.change_file) hostile.change_file(path);
    const std::string before = test::read_file(path);
    for (const std::string command :
         {"info", "listref", "listset", "listctg", "getset", "getctg", "getcol", "verify", "recover", "append"}) {
      const bool appends = command == "append";
      std::vector<std::string> words = {argv[1], command, "--memory", "64M", path};
      if (appends || command == "verify" || command == "recover" || command.starts_with("get"))
        words.insert(words.end(), {"-t", "1"});
      if (command == "getset") words.push_back("a");
      if (command == "getctg") words.push_back("c@b:10-20");
      if (appends) words.insert(words.end(), {"-o", path, added});
      const std::string messages = folder.file("messages");
      const test::ProcessReport result = run(words, messages, !appends);
      std::string message = test::read_file(messages);
      std::string problem = judge(result, message, command == "getcol" && !hostile.readable);
      if (result.status == 1 && appends && test::read_file(path) != before) problem = "changed the archive";
      if (folder.entries() != 6) problem = "left other files";
      if (!problem.empty()) message = "WRONG: " + problem + ": " + message;
      failures += !problem.empty();
      std::printf("%-32s %-8s %6d %6llu %6.2f  %.90s\n", hostile.name, command.c_str(), result.status,
                  static_cast<unsigned long long>(result.peak_bytes / kMebibyte), result.cpu_seconds,
                  message.substr(0, message.find('\n')).c_str());
      if (appends && result.status == 0) test::write_file(path, before);
    }
  }
  return failures == 0 ? 0 : 1;
}
