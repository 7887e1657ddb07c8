// Errors of the lower layers, which know neither file nor contig, made to say where they happened.
#pragma once

#include <string>
#include <string_view>

#include "agc/error.h"

namespace agc {

// Runs `work`. Its errors come out as "path: what: message", or as they are if they name the path.
template <typename Work>
auto with_context(const std::string& path, const std::string& what, Work work) {
  try {
    return work();
  } catch (const Error& error) {
    if (std::string_view(error.what()).starts_with(path)) throw;
    throw Error(error.kind(), path + ": " + what + ": " + error.what());
  }
}

}  // namespace agc
