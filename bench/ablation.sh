#!/usr/bin/env bash
# Usage: ablation.sh [OPTIONS] LIST...
# What each idea of the encoder is worth: builds the program with one of them off at a time, and prints the sizes of
# archives of each collection and the CPU seconds that they took. LIST names the FASTA files of a collection, one a
# line, the reference first. Takes a minute of building for each idea, and the time of as many archives.
#   -t N       threads (default 2)
#   -o "N..."  only the ideas of these numbers
set -eu
export LC_ALL=C
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
threads=2
only=
while [[ ${1:-} == -* ]]; do
  case $1 in
  -t) threads=$2 ;;
  -o) only=" $2 " ;;
  *) usage ;;
  esac
  shift 2
done
[ $# -ge 1 ] || usage
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/source"
tar -C "$here/.." --exclude='./build*' --exclude=./.git -cf - . | tar -C "$work/source" -xf -

# What is off; the file; what to change in it, which must be there.
ideas=(
  "nothing|||"
  "texts wait for their like|src/encode/pack_store.cpp|kMostWaiting = 2048|kMostWaiting = 1"
  "texts are exchanged between packs|src/encode/pack_exchange.cpp|kMostRounds = 4|kMostRounds = 0"
  "texts lie beside their like|src/encode/pack_plan.cpp|order.order(pack);|(void)pack;"
  "references and symbols hold copies of themselves|src/format/segment_codec.cpp|!copies.empty() \&\& |false \&\& "
  "of overlapping copies the best ones are taken|src/encode/repeat_parser.cpp|(position >= covered .. position % kStep == 0)|(position >= covered)"
  "references of groups grow beside what is known|src/encode/groups.h|return 6 \* first_fill|return first_fill / 8"
  "the price of novelty rises|src/encode/novelty.cpp|kPriceAtLast = 17 \* kBit / 10|kPriceAtLast = kBit"
  "what repeats in the first sample is stored again|src/encode/settings.cpp|kPriceInFirst = 3 \* kBit / 4|kPriceInFirst = 8 * kBit / 5"
  "rivals across crowded mismatches|src/encode/mapper.cpp|kPoorWindow = 64|kPoorWindow = 0"
  "gaps are looked for in their neighbours' groups|src/encode/gap_mapper.cpp|kShortestGap = 20|kShortestGap = ~uint64_t{0}"
  "alignments meet where they match best|src/encode/breakpoints.cpp|if (earliest >= before.end) continue|continue"
  "diverged short genomes stay symbols|src/encode/divergence.h|kLargestGenome = 250000|kLargestGenome = 0"
  "matches from 15 symbols on, not 20|include/agc/types.h|min_match_length = 15|min_match_length = 20"
  "short genomes record their length|src/encode/settings.cpp|kLeastFitting = 1000|kLeastFitting = 1000000"
)

names=()
for list in "$@"; do names+=("$(basename "$list" .list)"); done
echo "# $(date -u +%F), $(uname -srm), $(nproc) processors; -t $threads; bytes, and CPU seconds in brackets"
printf '%-50s' 'without'
printf ' %22s' "${names[@]}"
echo
for number in "${!ideas[@]}"; do
  [ -z "$only" ] || [[ $only == *" $number "* ]] || continue
  IFS='|' read -r idea file from to <<<"${ideas[number]}"
  if [ -n "$file" ]; then
    grep -q "$from" "$work/source/$file" || { echo "$file: expected '$from'" >&2; exit 1; }
    sed -i "s|$from|$to|" "$work/source/$file"
  fi
  cmake -S "$work/source" -B "$work/build" -DCMAKE_BUILD_TYPE=Release -DAGC_BUILD_TESTS=OFF >/dev/null
  cmake --build "$work/build" -j "$(nproc)" --target agc >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  printf '%-50s' "$idea"
  for list in "$@"; do
    rm -f "$work/archive"
    /usr/bin/time -q -o "$work/time" -f '%U %S' "$work/build/agc" create -t "$threads" -o "$work/archive" \
      -i <(tail -n +2 "$list") "$(head -n 1 "$list")" 2>/dev/null
    printf ' %22s' "$(stat -c %s "$work/archive") ($(awk '{ printf "%.1f", $1 + $2 }' "$work/time"))"
  done
  echo
  # Only this file is as it was again, so that little is built for the next idea.
  [ -z "$file" ] || cp "$here/../$file" "$work/source/$file"
done
