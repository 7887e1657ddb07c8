#!/usr/bin/env bash
# Usage: run_append.sh AGC GOLDEN ORDER PEER
# Creates an archive and adds to it twice, with AGC where the letter of ORDER is o (ours) and with PEER where
# it is p, for several parameters. After each step both programs must extract every sample as it went in
# and list the same names.
set -u
agc=$(realpath "$1")
golden=$(realpath "$2")
order=$3
peer=${4:-}
[ -x "$peer" ] || { echo "no AGC_PEER: skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

fail() { echo "$*"; exit 1; }
program() { [ "$1" = o ] && echo "$agc" || echo "$peer"; }

# check ARCHIVE SAMPLES...: both programs see these samples.
check() {
  local archive=$1 by sample
  shift
  for by in "$agc" "$peer"; do
    [ "$("$by" listset "$archive")" = "$(printf '%s\n' "$@" | LC_ALL=C sort)" ] || fail "$archive: $by lists other samples"
    for sample in "$@"; do
      "$by" getset "$archive" "$sample" | cmp -s - "$sample.fa" || fail "$archive: $by extracts another $sample"
    done
  done
  [ "$("$agc" listctg "$archive" "$@")" = "$("$peer" listctg "$archive" "$@")" ] || fail "$archive: other contigs"
}

for source in many append2 seg1000; do
  mapfile -t samples < <("$agc" listset "$golden/$source/a.agc" | head -n 12)
  for sample in "${samples[@]}"; do "$agc" getset -o "$sample.fa" "$golden/$source/a.agc" "$sample"; done
  third=$(((${#samples[@]} + 2) / 3))
  for parameters in "" "-s 1000 -b 4" "-b 1 -k 20 -l 18 -s 500"; do
    files=("${samples[@]:0:third}")
    # shellcheck disable=SC2086
    "$(program "${order:0:1}")" create $parameters -o 0.agc "${files[@]/%/.fa}" || fail "create"
    check 0.agc "${samples[@]:0:third}"
    for step in 1 2; do
      files=("${samples[@]:step*third:third}")
      "$(program "${order:step:1}")" append -o $step.agc $((step - 1)).agc "${files[@]/%/.fa}" || fail "append $step"
      check $step.agc "${samples[@]:0:(step+1)*third}"
    done
  done
done
