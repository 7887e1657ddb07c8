#!/usr/bin/env bash
# Usage: make_seeds.sh FOLDER
# Fills FOLDER/seeds with first inputs for the harnesses in FOLDER, from the golden archives and the data.
set -eu -o pipefail
folder=$(realpath "$1")
cd "$(dirname "$0")/../.."
rm -rf "$folder/seeds"
find tests/golden data \( -name '*.agc' -o -name '*.fa' -o -name '*.gz' \) -size -100k | sort |
  xargs "$folder/fuzz_make_seeds" "$folder/seeds"
