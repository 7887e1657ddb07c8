#!/usr/bin/env bash
# Usage: full_disk.sh AGC
# Creates and appends in a file system of 1 MiB that is too small: an error, the old archive as it was, nothing beside
# it; with room enough the same commands work. Skipped (status 77) where nothing can be mounted.
set -eu
if [ "${2:-}" != mounted ]; then
  script=$(realpath "$0") agc=$(realpath "$1")
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  unshare --mount --map-root-user mount -t tmpfs -o size=1m tmpfs "$work" 2>/dev/null ||
    { echo "skipped: no tmpfs can be mounted here"; exit 77; }
  unshare --mount --map-root-user bash "$script" "$agc" mounted "$work"
  exit
fi
agc=$1 disk=$3
. "$(dirname "$0")/make_inputs.sh"
inputs=$(mktemp -d)
trap 'rm -rf "$inputs"' EXIT
make_inputs "$inputs"
mount -t tmpfs -o size=1m tmpfs "$disk"
refused() {  # refused COMMAND...: fails for lack of room, and says so
  if "$@" 2>"$inputs/message"; then fail "expected an error for lack of room: found none: $*"; fi
  grep -q 'No space left on device' "$inputs/message" || fail "expected to hear of no space: found $(cat "$inputs/message")"
}
only() { [ "$(ls -A "$disk")" = "$1" ] || fail "expected only '$1' there: found $(ls -A "$disk")"; }

"$agc" create -o "$disk/archive" "$inputs/a.fa" "$inputs/b.fa"
cp "$disk/archive" "$inputs/old"
fill() { head -c "$1" /dev/zero >"$disk/filler"; }
for room in 0 4096 40000; do
  rm -f "$disk/filler"
  free=$(df --output=avail -B1 "$disk" | tail -1)
  fill $((free - room))
  refused "$agc" append -o "$disk/archive" "$disk/archive" "$inputs/c.fa"
  cmp "$disk/archive" "$inputs/old"
  refused "$agc" create -o "$disk/archive" "$inputs/a.fa" "$inputs/b.fa" "$inputs/c.fa"
  cmp "$disk/archive" "$inputs/old"
  refused "$agc" create -o "$disk/another" "$inputs/a.fa" "$inputs/b.fa"
  refused "$agc" getcol -o "$disk" "$disk/archive"
  rm -f "$disk/a.fa"  # whole files before the one that found no room
  only "archive
filler"
done
rm "$disk/filler"
"$agc" append -o "$disk/archive" "$disk/archive" "$inputs/c.fa"
only archive
"$agc" getcol -l 100 "$disk/archive" | cmp - <(cat "$inputs/a.fa" "$inputs/b.fa" "$inputs/c.fa")
