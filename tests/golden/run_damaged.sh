#!/usr/bin/env bash
# Usage: run_damaged.sh AGC ARCHIVE GETCOL_STATUS GETCOL_SHA256 LISTSET_STATUS [warned]
# An archive with a defect is read rightly or refused with one message and exit status 1: never a crash,
# never wrong output with status 0. A SHA256 of "none" stands for no output. Only with "warned" is there a
# warning, which names the archive.
set -u
agc=$1 archive=$2 getcol_status=$3 getcol_sha=$4 listset_status=$5 warned=${6-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail=0
check() {  # check STATUS ARGUMENT...
  local expected=$1 status
  shift
  # A claimed size must not be believed: the limit on memory is far below the sizes in these archives.
  (ulimit -v "${AGC_TEST_MEMORY_KIB:-4000000}" && timeout 60 "$agc" "$@") >"$work/out" 2>"$work/err"
  status=$?
  if [ "$status" -ne "$expected" ]; then
    echo "agc $*: expected exit status $expected: found $status"
    fail=1
  fi
  if [ -n "$warned" ] && ! grep -q "^Warning: .*$(basename "$archive")" "$work/err"; then
    echo "agc $*: expected a warning that names the archive: found '$(cat "$work/err")'"
    fail=1
  fi
  if [ "$expected" -eq 0 ] && [ -z "$warned" ] && [ -s "$work/err" ]; then
    echo "agc $*: expected silence: found $(cat "$work/err")"
    fail=1
  fi
  if [ "$expected" -ne 0 ] && ! grep -q "^agc: .*$(basename "$archive")" "$work/err"; then
    echo "agc $*: expected a message that names the archive: found '$(cat "$work/err")'"
    fail=1
  fi
}

check "$listset_status" listset "$archive"
check "$getcol_status" getcol "$archive"
if [ "$getcol_status" -eq 0 ]; then
  sha=$(sha256sum <"$work/out")
  [ "${sha%% *}" = "$getcol_sha" ] || { echo "getcol: expected SHA256 $getcol_sha: found ${sha%% *}"; fail=1; }
fi
exit "$fail"
