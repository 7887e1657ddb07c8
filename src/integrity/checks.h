// The steps of a verification, in the order in which they build on each other. Each adds to the report what it finds
// and never throws for what is in the archive.
#pragma once

#include <string_view>

#include "integrity/archive_facts.h"

namespace agc {

// Parts that overlap, bytes of no part, names that come twice, streams that nobody knows.
void check_container(ArchiveFacts& facts);
// What tells damage to the footer and to all but packs and references.
void check_coverage(ArchiveFacts& facts);
// What appenders rely on: order of streams, raw groups, splitters and keys. File version 3 only.
void check_obligations(ArchiveFacts& facts);
// Numbers of groups, and every reference and pack. Fills in `groups`.
void check_groups(ArchiveFacts& facts);
// Batches, names and every segment record, compared with the groups. Requires: index. Fills in
// `readable_samples` and `skipped_contigs`, and tells of damaged parts which samples they touch.
void check_records(ArchiveFacts& facts);
// Decodes every contig that is not known to be damaged and compares it with the digests.
void check_contigs(ArchiveFacts& facts);

bool is_known_stream(std::string_view name, const ArchiveLayout& layout);
// Whether a checksum would tell damage to the part, which holds `view`.
bool is_covered(const ContainerReader& container, StreamIndex stream, uint32_t part, const PartView& view);

}  // namespace agc
