// --check of the writing commands.
#pragma once

#include <functional>
#include <string>

namespace agc::cli {

// For CreateOptions::before_commit: decodes the archive and throws Error{internal} if anything is damaged, or not as it
// was read. `command` and `output` are for messages. Throws Error{usage} for standard output and devices, which cannot
// be read again.
std::function<void(const std::string& path)> make_archive_check(const std::string& command, const std::string& output,
                                                                unsigned threads);

}  // namespace agc::cli
