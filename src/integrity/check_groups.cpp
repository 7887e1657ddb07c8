#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agc/error.h"
#include "format/pack_entries.h"
#include "format/segment_codec.h"
#include "integrity/checks.h"
#include "pipeline/parallel_for.h"
#include "reader/decode_scratch.h"
#include "seq/alphabet.h"

namespace agc {
namespace {

struct GroupWork {
  std::optional<StreamIndex> reference;
  std::optional<StreamIndex> packs;
  GroupFacts facts = {};
  std::vector<Finding> findings = {};
  uint64_t parts = 0;
};

// Up to the first number without streams; what comes behind is told.
std::vector<GroupWork> find_groups(ArchiveFacts& facts) {
  std::vector<GroupWork> groups;
  for (uint32_t number = 0;; ++number) {
    GroupWork group{facts.layout.find_group_stream({number, GroupStreamKind::reference}),
                    facts.layout.find_group_stream({number, GroupStreamKind::delta})};
    if (number >= kRawGroupCount && !group.reference && !group.packs) break;
    groups.push_back(std::move(group));
  }
  const ContainerReader& container = facts.layout.container();
  uint32_t beyond = 0;
  for (uint32_t s = 0; s < container.stream_count(); ++s) {
    const auto stream = parse_group_stream_name(container.stream_name(StreamIndex{s}), facts.layout.file_version());
    if (stream && stream->group >= groups.size()) ++beyond;
  }
  if (beyond > 0) {
    facts.damage("group " + std::to_string(groups.size()),
                 "expected groups numbered without gaps: found none of that "
                 "number, and " +
                     std::to_string(beyond) + " streams of higher ones");
  }
  return groups;
}

// One group at a time, each by one thread.
class GroupChecker {
 public:
  GroupChecker(const ArchiveFacts& facts, uint32_t number, GroupWork& group, DecodeScratch& scratch)
      : facts_(facts), container_(facts.layout.container()), number_(number), group_(group), scratch_(scratch) {}

  void run() {
    if (number_ >= kRawGroupCount) check_reference();
    const uint32_t packs = group_.packs ? container_.part_count(*group_.packs) : 0;
    for (uint32_t pack = 0; pack < packs; ++pack) check_pack(pack, pack + 1 == packs);
  }

 private:
  std::string name() const { return "group " + std::to_string(number_); }
  void tell(FindingKind kind, const std::string& where, const std::string& problem) {
    group_.findings.push_back({kind, where, problem});
  }

  PartView read(StreamIndex stream, uint32_t part) {
    const PartView view = container_.read_part(stream, part, scratch_.part);
    if (!is_covered(container_, stream, part, view)) ++group_.facts.uncovered_parts;
    ++group_.parts;
    return view;
  }

  void check_reference() {
    const std::string where = name() + ", reference";
    const uint32_t parts = group_.reference ? container_.part_count(*group_.reference) : 0;
    group_.facts.has_reference = parts > 0;
    if (parts != 1) tell(FindingKind::damage, name(), "expected one reference: found " + std::to_string(parts));
    if (parts == 0) {
      group_.facts.bad_reference = true;
      return;
    }
    try {
      const PartView view = read(*group_.reference, 0);
      check_codes(where, decode_reference(view.metadata, view.payload, scratch_.decompressor));
    } catch (const Error& error) {
      group_.facts.bad_reference = true;
      tell(FindingKind::damage, where, facts_.message_of(error));
    }
  }

  void check_codes(const std::string& where, std::span<const uint8_t> symbols) {
    const auto strange = std::ranges::find_if(symbols, [](uint8_t code) { return code >= kCodeCount; });
    if (strange == symbols.end()) return;
    tell(FindingKind::defect, where,
         "expected codes of 0 to 15: found " + std::to_string(*strange) +
             ", which stands for a letter that was lost (defect 9)");
  }

  void check_pack(uint32_t pack, bool last) {
    const std::string where = name() + ", pack " + std::to_string(pack);
    const uint32_t cardinality = facts_.layout.params().pack_cardinality;
    try {
      const PartView view = read(*group_.packs, pack);
      const std::vector<uint8_t> plain = decode_pack(view.metadata, view.payload, scratch_.decompressor);
      if (view.metadata > 0 && view.payload.size() == ZstdDecompressor::frame_size(view.payload)) {
        tell(FindingKind::rule, where, "expected 00 behind the frame: found nothing");
      }
      const auto entries = static_cast<uint64_t>(std::ranges::count(plain, kEntryEnd));
      if (entries > cardinality || (!last && entries < cardinality) || (!plain.empty() && plain.back() != kEntryEnd)) {
        throw Error(ErrorKind::corrupt, "expected " + std::string(last ? "at most " : "") +
                                            std::to_string(cardinality) + " entries, each ended by FF: found " +
                                            std::to_string(entries));
      }
      group_.facts.entries = uint64_t{pack} * cardinality + entries;
      if (number_ < kRawGroupCount) check_raw_entries(where, plain);
    } catch (const Error& error) {
      group_.facts.bad_packs.insert(pack);
      // Nobody can tell how many entries it has.
      group_.facts.entries = (uint64_t{pack} + 1) * cardinality;
      tell(FindingKind::damage, where, facts_.message_of(error));
    }
  }

  void check_raw_entries(const std::string& where, std::vector<uint8_t> plain) {
    std::erase_if(plain, [](uint8_t code) { return code == kEntryEnd || code == kDummyEntry; });
    check_codes(where, plain);
  }

  const ArchiveFacts& facts_;
  const ContainerReader& container_;
  const uint32_t number_;
  GroupWork& group_;
  DecodeScratch& scratch_;
};

}  // namespace

void check_groups(ArchiveFacts& facts) {
  std::vector<GroupWork> groups = find_groups(facts);
  ScratchPool scratch;
  parallel_for(groups.size(), facts.options.threads, [&](size_t number) {
    GroupChecker(facts, static_cast<uint32_t>(number), groups[number], *scratch.acquire()).run();
  });
  uint64_t uncovered = 0;
  uint64_t parts = 0;
  for (GroupWork& group : groups) {
    for (Finding& finding : group.findings) facts.report.findings.push_back(std::move(finding));
    uncovered += group.facts.uncovered_parts;
    parts += group.parts;
    facts.groups.push_back(std::move(group.facts));
  }
  facts.report.parts += parts;
  if (uncovered > 0) {
    facts.report.unchecked.push_back("the content of " + std::to_string(uncovered) + " of " + std::to_string(parts) +
                                     " packs and references, which have no checksum");
  }
}

}  // namespace agc
