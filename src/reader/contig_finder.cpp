#include "reader/contig_finder.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>

#include "agc/error.h"

namespace agc {
namespace {

// Fewer contigs than that are looked at one by one.
constexpr uint32_t kWorthTable = 32;

uint64_t hash_of(std::string_view name) { return std::hash<std::string_view>()(name); }

}  // namespace

std::string_view short_contig_name(std::string_view name) { return name.substr(0, name.find_first_of(" \t\r\n")); }

ContigId ContigFinder::find(std::string_view sample_name, std::string_view contig_name) const {
  const bool version_1 = file_version_ < kFileVersion2;
  const std::string_view wanted = version_1 ? short_contig_name(contig_name) : contig_name;
  std::optional<ContigId> found;
  if (const auto sample = index_.find_sample(sample_name)) {
    const ContigNameRange names = index_.contig_names(*sample);
    const auto is_last = [&](uint32_t contig) {
      if (short_contig_name(names[contig]) != wanted) return false;
      found = ContigId{*sample, contig};
      return !version_1;
    };
    if (names.count < kWorthTable) {
      for (uint32_t contig = 0; contig < names.count && !is_last(contig);) ++contig;
    } else {
      for (const Entry& entry : entries_of(*sample, hash_of(wanted))) {
        if (is_last(entry.contig.contig)) break;
      }
    }
  }
  if (!found) {
    throw Error(ErrorKind::not_found,
                "There is no sample:contig pair: " + std::string(sample_name) + " : " + std::string(contig_name));
  }
  return *found;
}

ContigId ContigFinder::find(std::string_view contig_name) const {
  const bool version_2 = file_version_ >= kFileVersion2 && file_version_ < kFileVersion3;
  const std::string_view wanted = version_2 ? contig_name : short_contig_name(contig_name);
  const std::vector<Entry>& table = by_hash_.get([&] { return make_table(); });
  const uint64_t hash = hash_of(wanted);
  std::optional<ContigId> found;
  size_t count = 0;
  auto entry = std::ranges::lower_bound(table, hash, {}, &Entry::hash);
  for (; entry != table.end() && entry->hash == hash; ++entry) {
    if (short_name_of(entry->contig) != wanted) continue;
    if (count++ == 0) found = entry->contig;
  }
  if (!found) throw Error(ErrorKind::not_found, "There is no contig: " + std::string(contig_name));
  if (count > 1) {
    throw Error(ErrorKind::ambiguous,
                "There are " + std::to_string(count) + " samples with contig: " + std::string(contig_name));
  }
  return *found;
}

std::string_view ContigFinder::short_name_of(ContigId contig) const {
  return short_contig_name(index_.contig_names(contig.sample)[contig.contig]);
}

std::vector<ContigFinder::Entry> ContigFinder::make_table() const {
  std::vector<Entry> table;
  for (uint32_t sample = 0; sample < index_.sample_names().size(); ++sample) append_entries(sample, table);
  std::ranges::sort(table, {}, &Entry::hash);
  return table;
}

void ContigFinder::append_entries(uint32_t sample, std::vector<Entry>& table) const {
  const ContigNameRange names = index_.contig_names(sample);
  for (uint32_t c = 0; c < names.count; ++c) table.push_back({hash_of(short_contig_name(names[c])), {sample, c}});
}

std::span<const ContigFinder::Entry> ContigFinder::entries_of(uint32_t sample, uint64_t hash) const {
  const std::vector<Entry>& table = in_sample_[sample].get([&] {
    std::vector<Entry> made;
    append_entries(sample, made);
    std::ranges::stable_sort(made, {}, &Entry::hash);
    return made;
  });
  return {std::ranges::lower_bound(table, hash, {}, &Entry::hash),
          std::ranges::upper_bound(table, hash, {}, &Entry::hash)};
}

}  // namespace agc
