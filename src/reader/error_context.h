// Errors of the lower layers, which know neither file nor contig, made to say where they happened.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "agc/error.h"

namespace agc {

// Of a report on one file, which need not name it in every line.
inline std::string without_path(std::string_view message, const std::string& path) {
  const std::string prefix = path + ": ";
  if (message.starts_with(prefix)) message.remove_prefix(prefix.size());
  return std::string(message);
}

// Runs `work`. Its errors come out as "path: what: message", or as they are if they name the path. `what` may be a
// function that makes the text when it is needed.
template <typename What, typename Work>
auto with_context(const std::string& path, const What& what, Work work) {
  try {
    return work();
  } catch (const Error& error) {
    if (std::string_view(error.what()).starts_with(path)) throw;
    std::string place;
    if constexpr (std::is_invocable_v<What>) {
      place = what();
    } else {
      place = what;
    }
    throw Error(error.kind(), path + ": " + place + ": " + error.what());
  }
}

}  // namespace agc
