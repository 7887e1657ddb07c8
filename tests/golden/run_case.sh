#!/usr/bin/env bash
# Usage: run_case.sh AGC CASE_FOLDER [again]
# Reads the case's archive in every way and compares the checksums of what comes out with expected/SHA256.
# With `again` that is another archive: one that this program makes by the commands that made the case's, from the
# samples in that; all but the report of its makers must come out as from the case's.
set -u
agc=$(realpath "$1")
case_folder=$(realpath "$2")
archive=$case_folder/a.agc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

if [ "${3:-}" = again ]; then
  mkdir in
  "$agc" getcol -o in "$archive" || exit 1
  while read -r _ arguments; do
    # shellcheck disable=SC2086
    "$agc" $arguments || { echo "failed: agc $arguments"; exit 1; }
  done < <(grep -v '^#' "$case_folder/commands.txt")
  archive=a.agc
  if [ -n "${AGC_CHECK_RULES:-}" ]; then "$AGC_CHECK_RULES" ./*.agc || exit 1; fi
fi

fail=0
run() {  # run OUTPUT ARGUMENT...: a command that must succeed in silence
  local output=$1
  shift
  if ! "$agc" "$@" >"$output" 2>errors || [ -s errors ]; then
    echo "agc $*: exit status or standard error is not as expected:"
    cat errors
    fail=1
  fi
}

mapfile -t samples < <("$agc" listset "$archive")
mapfile -t queries <"$case_folder/getctg.args"
mkdir getcol.dir
run getcol.stdout getcol "$archive"
run nothing getcol -t 3 -o getcol.dir "$archive"
run listset listset "$archive"
run listctg listctg "$archive" "${samples[@]}"
run listref listref "$archive"
if [ "${#samples[@]}" -gt 1 ]; then first_two=("${samples[1]}" "${samples[0]}"); else first_two=("${samples[0]}"); fi
run getset_first_two_reversed_l61 getset -l 61 "$archive" "${first_two[@]}"
run getctg getctg "$archive" "${queries[@]}"
# The report goes to standard output, the time it took to standard error.
"$agc" info -v 1 "$archive" 2>errors >info.stderr || fail=1
grep -v '^Completed in' errors >>info.stderr

# In the same ways, gzipped.
run packed getcol -g 1 "$archive"
gzip -dc packed | cmp - getcol.stdout || fail=1

expected=$case_folder/expected/SHA256
if [ -e "$case_folder/expected/SHA256.corrected" ]; then expected=$case_folder/expected/SHA256.corrected; fi
[ "${3:-}" = again ] && { sed '/  info.stderr$/d' "$expected" >sums; expected=sums; }
sha256sum --quiet --check "$expected" || fail=1
files=$(find getcol.dir -type f | wc -l)
[ "$files" -eq "$(grep -c '  getcol.dir/' "$expected")" ] || { echo "getcol -o: unexpected number of files: $files"; fail=1; }
exit "$fail"
