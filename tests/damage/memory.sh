#!/usr/bin/env bash
# Usage: memory.sh AGC
# Runs commands with ever more address space, from what the program needs to start to where the command succeeds: until
# then an error that speaks of memory or threads, the old archive as it was, and no file that is not whole.
set -eu
agc=$(realpath "$1")
. "$(dirname "$0")/make_inputs.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
make_inputs .
"$agc" create -o old a.fa b.fa
mkdir place whole
"$agc" getcol -o whole old

# Each says what the command has left: `all`, `nothing` of it, or something else.
left_archive() {
  if [ "$(ls -A place)" != archive ]; then
    echo "these files: $(ls -A place)"
  elif cmp -s place/archive old; then
    echo nothing
  elif cmp -s place/archive new; then
    echo all
  else
    echo 'another archive'
  fi
}
left_samples() {
  local file
  for file in $(ls -A place); do
    cmp -s "place/$file" "whole/$file" || { echo "a file $file that is not whole"; return; }
  done
  [ "$(ls place)" = "$(ls whole)" ] && echo all || echo nothing
}

# attempts LEFT COMMAND...
attempts() {
  local left=$1 limit=2048 least status errors=0
  shift
  while ! { (ulimit -v $limit && "$agc" --version) >/dev/null; } 2>/dev/null; do limit=$((limit + 512)); done
  least=$limit
  while true; do
    rm -f place/*
    [ $left != left_archive ] || cp old place/archive
    status=0
    (ulimit -v $limit && "$agc" "$@" >/dev/null 2>message) || status=$?
    found=$($left)
    case "$status $found" in
    '0 all') break ;;
    '1 nothing') grep -Eq '^agc: .*(memory|thread)' message || fail "$*: expected an error about memory: found $(cat message)" ;;
    *) fail "$* in $limit KiB: expected all or an error: found status $status and $found: $(cat message)" ;;
    esac
    errors=$((errors + 1)) limit=$((limit + 512))
  done
  [ $errors -gt 3 ] || fail "$*: expected errors at first: found that it works in $limit KiB"
  echo "$1: $errors errors from $least KiB on, then it works with $limit KiB"
}

"$agc" create -t 3 -o new a.fa b.fa c.fa
attempts left_archive create -t 3 -o place/archive a.fa b.fa c.fa
cp old new
"$agc" append -t 3 -o new new c.fa
attempts left_archive append -t 3 -o place/archive place/archive c.fa
attempts left_samples getcol -t 3 -o place old
