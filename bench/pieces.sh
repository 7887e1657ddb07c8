#!/usr/bin/env bash
# Usage: pieces.sh [-n ROUNDS] BUILD LIST...
# Measures the encoder's single pieces, each on what it gets when a collection is encoded: its work and the CPU time that
# it took, on one thread. BUILD is a build folder, for release; LIST names the FASTA files of a collection, one a line,
# the reference first. Needs g++.
#   -n N       rounds (default 3); figures are medians
set -eu
export LC_ALL=C
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
rounds=3
while [[ ${1:-} == -* ]]; do
  case $1 in
  -n) rounds=$2 ;;
  *) usage ;;
  esac
  shift 2
done
[ $# -ge 2 ] || usage
build=$(realpath "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
g++ -std=c++20 -O3 -DNDEBUG -I "$here/../include" -I "$here/../src" -I "$here" "$here/pieces.cpp" "$here"/pieces/*.cpp \
  "$build/libagc.a" -lzstd -lnettle -lz -pthread -o "$work/pieces"

describe_machine "$build/agc"
for list in "$@"; do
  echo "# $(basename "$list" .list): pieces -n $rounds $list"
  "$work/pieces" -n "$rounds" "$list"
done
