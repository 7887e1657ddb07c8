#!/usr/bin/env bash
# Builds the program in build/ and runs all tests. Ends with the summary of ctest and its exit status.
set -eu
cd "$(dirname "$0")/.."
bash tests/prepare.sh
cmake --build build --parallel "$(nproc)"
cd build
exec ctest --output-on-failure --parallel "$(nproc)"
