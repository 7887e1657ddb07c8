#!/usr/bin/env bash
# Usage: run_case.sh AGC CASE_FILE [--bless]
# A case is a transcript: comments, commands after "$ ", and below each command its standard output, its
# standard error with "! " before each line, and "? N" if the exit status N is not 0. The commands run in
# an empty folder in which `golden` is the folder of golden archives and `agc` the program. The case
# passes if running the commands gives the same transcript and, if AGC_CHECK_RULES is the program for that, all
# archives of ours in the folder keep to the rules for writers; --bless writes the new one into the file.
set -u
agc=$(realpath "$1")
case_file=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/in"
ln -s "$agc" "$work/bin/agc"
ln -s "$(realpath "$(dirname "$0")/../golden")" "$work/in/golden"
export PATH=$work/bin:$PATH LC_ALL=C
cd "$work/in" || exit 1

while IFS= read -r line <&3; do
  case $line in
  '#'*) echo "$line" ;;
  '$ '*)
    echo "$line"
    # A command may define variables and functions for those after it.
    { eval "${line:2}"; } >../out 2>../err </dev/null
    status=$?
    cat ../out
    if [ -s ../out ] && [ "$(tail -c 1 ../out | wc -l)" -eq 0 ]; then printf '\n\\ no newline\n'; fi
    sed 's/^/! /' ../err
    [ "$status" -eq 0 ] || echo "? $status"
    ;;
  esac
done 3<"$case_file" >../transcript

if [ "${3:-}" = --bless ]; then
  cp ../transcript "$case_file"
else
  diff -u "$case_file" ../transcript || exit 1
fi
if [ -n "${AGC_CHECK_RULES:-}" ]; then
  find . -name '*.agc' -type f -exec "$AGC_CHECK_RULES" {} +
fi
