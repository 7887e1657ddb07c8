// Keys of `file_type_info` by which this program knows, when it adds to an archive, which group
// references may grow further, which samples are diverged, and how much of the references is of another kind. Pure
// functions. docs/format.md, "Growth marks".
//
// A reference may grow at its end as long as no segment is the reference as a whole (in-group number
// 0) and no LZ text has a match to its end. What this program writes has neither; of groups that
// another program made, or has added to, that is not known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "format/archive_info.h"

namespace agc {

// Whether the archive, of `samples` samples, was last written by this program.
bool growth_marks_hold(const FileTypeInfo& info, uint64_t samples);

// Groups from this one on may grow, in an archive of `samples` samples and `groups` groups. None
// (= `groups`) unless the archive was last written by this program.
uint32_t first_growable_group(const FileTypeInfo& info, uint64_t samples, uint32_t groups);

// Of the last samples, as DivergenceMeter::record() has them; nothing if none of those that count is diverged.
std::optional<std::string> diverged_samples(const FileTypeInfo& info, uint64_t samples);

// To be called for what is written; nothing is told if no sample is diverged.
void set_diverged_samples(FileTypeInfo& info, const std::string& record);

// As StrangeStretches::record() has it; nothing if the archive does not tell.
std::optional<std::string> strange_stretches(const FileTypeInfo& info, uint64_t samples);
void set_strange_stretches(FileTypeInfo& info, const std::optional<std::string>& record);

// To be called for what is written: `samples` in all, groups below `first_group` never grow.
void set_growth_marks(FileTypeInfo& info, uint64_t samples, uint32_t first_group);

}  // namespace agc
