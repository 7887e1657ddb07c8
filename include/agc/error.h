// The one error type of the library and the program.
//
// A message reads "where: what was expected: what was found", so that a user can act on it without
// a debugger. Functions that cannot do what their name says throw Error; "may be absent" is
// std::optional; bool never means failure.
#pragma once

#include <stdexcept>
#include <string>

#include "agc/export.h"

namespace agc {

enum class ErrorKind {
  usage,        // the caller asked for something that cannot be asked (exit code 2)
  io,           // the operating system refused to open, read, write, sync or rename
  input,        // FASTA that cannot be stored without loss
  not_found,    // an unknown sample or contig
  ambiguous,    // a contig name that is not unique
  corrupt,      // an archive that contradicts docs/format.md
  unsupported,  // an archive or a request beyond what this version handles
  internal,     // a defect of ours
};

class AGC_API Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace agc
