// The errors of what must fail.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "agc/error.h"

namespace agc::test {

// Fails the test if `work` throws no Error, or one without words.
template <typename Work>
ErrorKind error_kind(Work work) {
  try {
    work();
  } catch (const Error& error) {
    REQUIRE_FALSE(std::string(error.what()).empty());
    return error.kind();
  }
  FAIL("expected an error");
  return ErrorKind::internal;
}

}  // namespace agc::test
