#include "cli/file_name.h"

#include <cstdio>

namespace agc::cli {

std::string file_name_of_sample(std::string_view sample) {
  std::string name;
  for (const char letter : sample) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20 || byte == 0x7F || letter == '/') {
      char encoded[4];
      std::snprintf(encoded, sizeof encoded, "%%%02X", byte);
      name += encoded;
    } else {
      name += letter;
    }
  }
  return name;
}

}  // namespace agc::cli
