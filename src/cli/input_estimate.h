// How much of its inputs a writing command has stored, by what their sizes let expect.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agc/archive_writer.h"

namespace agc::cli {

class InputEstimate {
 public:
  // Looks at sizes and names of the files; opens nothing.
  explicit InputEstimate(const std::vector<std::string>& paths);

  // 0 to 1; none if there are inputs of unknown size. What has been read of the first inputs tells how
  // much the sizes of the others mean.
  std::optional<double> fraction(const WriteProgress& progress) const;

 private:
  bool known_ = true;
  std::vector<double> symbols_before_;  // expected in all inputs before each, and in all
};

}  // namespace agc::cli
