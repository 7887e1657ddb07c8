// Names of extracted files.
#pragma once

#include <string>
#include <string_view>

namespace agc::cli {

// The sample's name with '/' and control characters percent-encoded, so that it is one component of a
// path whatever an archive holds. Other bytes stay as they are.
std::string file_name_of_sample(std::string_view sample);

}  // namespace agc::cli
