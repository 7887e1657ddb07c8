// What every harness asks of code that is given bytes: errors of ours are fine, defects of ours are not.
#pragma once

#include "agc/error.h"

namespace agc::fuzz {

template <typename Function>
void errors_are_fine(Function function) {
  try {
    function();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::internal) __builtin_trap();
  }
}

inline void require(bool holds) {
  if (!holds) __builtin_trap();
}

}  // namespace agc::fuzz
