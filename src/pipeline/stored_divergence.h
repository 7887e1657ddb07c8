// What the divergence meter would know of an archive's last samples if it had seen them come in: appending goes on
// where creating would be.
#pragma once

#include <span>

#include "encode/divergence.h"
#include "pipeline/stored_archive.h"

namespace agc {

// `partial` = archive.load_partial_batch(). Opens the packs of the last samples if these are short genomes; damaged
// ones do not count.
DivergenceMeter stored_divergence(const StoredArchive& archive, std::span<const SampleRecord> partial);

}  // namespace agc
