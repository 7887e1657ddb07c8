// One reader for all handles of a file: programs written for AGC's library open one handle per thread,
// and each would load names and decode references for itself. Thread-safe.
#pragma once

#include <memory>
#include <string>

#include "agc/archive_reader.h"

namespace agc {

// A reader that another handle has open already, or a new one. A file that has been replaced or changed
// since it was opened is opened anew. Throws Error as the constructor of ArchiveReader does.
std::shared_ptr<const ArchiveReader> open_shared_reader(const std::string& path);

}  // namespace agc
