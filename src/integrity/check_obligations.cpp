#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "agc/error.h"
#include "format/splitter_codec.h"
#include "format/stream_names.h"
#include "integrity/checks.h"

namespace agc {
namespace {

void check_first_streams(ArchiveFacts& facts) {
  static constexpr std::array kFirst = {kStreamCollectionSamples, kStreamCollectionContigs, kStreamCollectionDetails};
  const ContainerReader& container = facts.layout.container();
  for (uint32_t s = 0; s < kFirst.size(); ++s) {
    const std::string found =
        s < container.stream_count() ? std::string(container.stream_name(StreamIndex{s})) : "none";
    if (found == kFirst[s]) continue;
    facts.rule("stream number " + std::to_string(s), "expected " + std::string(kFirst[s]) + ": found " + found);
    return;
  }
}

void check_raw_groups(ArchiveFacts& facts) {
  for (uint32_t group = 0; group < kRawGroupCount; ++group) {
    if (facts.layout.find_group_stream({group, GroupStreamKind::delta})) continue;
    facts.rule("group " + std::to_string(group), "expected a stream, with or without parts: found none");
  }
}

// `decode` gets the part of a stream of exactly one.
void check_single(ArchiveFacts& facts, std::string_view name, const std::function<void(const Part&)>& decode) {
  const ContainerReader& container = facts.layout.container();
  const auto stream = container.find(name);
  if (!stream || container.part_count(*stream) != 1) {
    facts.rule("stream " + std::string(name),
               "expected it with one part: found " + std::string(stream ? "another number of them" : "no such stream"));
    return;
  }
  try {
    decode(container.read_part(*stream, 0));
  } catch (const Error& error) {
    facts.damage("stream " + std::string(name), facts.message_of(error));
  }
}

void check_keys(ArchiveFacts& facts, const Part& part) {
  const std::vector<GroupKey> keys = decode_group_keys(part.metadata, part.payload);
  if (std::ranges::find(keys, GroupKey{}) == keys.end()) {
    facts.rule("stream segment-splitters", "expected the key (none, none) of group 0: found none");
  }
  const auto missing = std::ranges::find_if(keys, [&](const GroupKey& key) {
    return !facts.layout.find_group_stream({key.group, GroupStreamKind::delta}) &&
           !facts.layout.find_group_stream({key.group, GroupStreamKind::reference});
  });
  if (missing != keys.end()) {
    facts.damage("stream segment-splitters",
                 "expected keys of groups that are there: found one of group " + std::to_string(missing->group));
  }
}

}  // namespace

void check_obligations(ArchiveFacts& facts) {
  if (facts.layout.is_version_3()) {
    check_first_streams(facts);
    check_raw_groups(facts);
  }
  check_single(facts, kStreamSplitters, [](const Part& part) { decode_splitters(part.metadata, part.payload); });
  check_single(facts, kStreamSegmentSplitters, [&](const Part& part) { check_keys(facts, part); });
}

}  // namespace agc
