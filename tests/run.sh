#!/usr/bin/env bash
# Builds and tests everything: a release build with all tests, the unit tests and FUZZ_SECONDS (60) of every fuzzer
# with AddressSanitizer and UndefinedBehaviorSanitizer, by the other compiler, and the unit tests of reader, pipeline
# and compat with ThreadSanitizer; a warning is an error.
# The last line is the summary of ctest over all of them, and the exit status is that of ctest.
set -eu -o pipefail
cd "$(dirname "$0")/.."
bash tests/prepare.sh tests

# ThreadSanitizer cannot place its tables where addresses are randomised as much as recent kernels do.
run=()
setarch "$(uname -m)" -R true 2>/dev/null && run=(setarch "$(uname -m)" -R)

# build FOLDER TARGETS OPTIONS...
build() {
  local generator=()
  [ -e "$1/CMakeCache.txt" ] || generator=(-G Ninja)
  cmake "${generator[@]}" -S . -B "$1" -DAGC_WERROR=ON "${@:3}" >/dev/null
  "${run[@]}" cmake --build "$1" --target $2 --parallel "$(nproc)"
}
sanitized=(-DCMAKE_BUILD_TYPE=Debug -DAGC_UNIT_TESTS_ONLY=ON -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1")

build build all
build build-tests/address 'agc_tests agc_fuzz' "${sanitized[@]}" -DCMAKE_CXX_COMPILER=clang++ -DAGC_FUZZ=ON \
  -DAGC_SANITIZE=address,undefined -DAGC_TEST_PREFIX=address.
build build-tests/thread agc_tests "${sanitized[@]}" \
  -DAGC_SANITIZE=thread -DAGC_TEST_PREFIX=thread. -DAGC_TEST_MODULES='reader;pipeline;compat'

printf 'subdirs(%s)\n' ../build address thread >build-tests/CTestTestfile.cmake
report=build-tests/report
status=0
"${run[@]}" ctest --test-dir build-tests --output-on-failure --parallel "$(nproc)" 2>&1 | tee "$report" ||
  status=${PIPESTATUS[0]}
grep '% tests passed' "$report" | tail -n 1
exit "$status"
