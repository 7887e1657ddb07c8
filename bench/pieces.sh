#!/usr/bin/env bash
# Usage: pieces.sh [-n ROUNDS] BUILD LIST...
# Measures the encoder's single pieces, each on what it gets when a collection is encoded: its work and the CPU time that
# it took, on one thread. BUILD is a build folder, for release; LIST names the FASTA files of a collection, one a line,
# the reference first.
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
cmake --build "$build" --target agc agc_pieces >/dev/null

describe_machine "$build/agc"
for list in "$@"; do
  echo "# $(basename "$list" .list): pieces -n $rounds $list"
  "$build/bench/agc_pieces" -n "$rounds" "$list"
done
