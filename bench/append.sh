#!/usr/bin/env bash
# Usage: append.sh [OPTIONS] AGC LIST...
# What adding to archives costs, with AGC and a peer. LIST names the FASTA files of a collection, one a line, the
# reference first. Prints for each: the sizes of archives created at once, in two halves and one genome at a time; the
# cost of adding the last genome to archives of the first N; and, with a peer, whether archives that both have
# written, a third each, in every mix, come out of both as they went in.
#   --agc PATH        a peer with AGC's command line, such as AGC itself
#   --first N         take the first N files of each list
#   --at "N..."       sizes of archives that one genome is added to (default: none)
#   --instructions    count instructions as well, with valgrind
#   --no-sizes, --no-mixes  leave out a table
#   -t N              threads (default 2)
#   -n N              rounds for times (default 3); figures are medians
set -eu
export LC_ALL=C
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
threads=2
rounds=3
first=1000000000
sizes=()
peer=
count=
with_sizes=1
with_mixes=1
while [[ ${1:-} == -* ]]; do
  case $1 in
  --agc) peer=$(realpath "$2") && shift ;;
  --first) first=$2 && shift ;;
  --at) read -ra sizes <<<"$2" && shift ;;
  --instructions) count=1 ;;
  --no-sizes) with_sizes= ;;
  --no-mixes) with_mixes= ;;
  -t) threads=$2 && shift ;;
  -n) rounds=$2 && shift ;;
  *) usage ;;
  esac
  shift
done
[ $# -ge 2 ] || usage
agc=$(realpath "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
programs=(ours)
[ -z "$peer" ] || programs+=(agc)
program() { if [ "$1" = ours ]; then echo "$agc"; else echo "$peer"; fi; }

# make PROGRAM ARCHIVE FILES...: creates; add PROGRAM ARCHIVE FILES...: adds to the archive in place.
make() {
  printf '%s\n' "${@:4}" >"$work/names"
  "$(program "$1")" create -t "$threads" -i "$work/names" -o "$2" "$3" 2>>"$work/log"
}
add() {
  printf '%s\n' "${@:3}" >"$work/names"
  "$(program "$1")" append -t "$threads" -i "$work/names" -o "$work/added.agc" "$2" 2>>"$work/log"
  mv "$work/added.agc" "$2"
}
size() { stat -c %s "$1"; }
over() { awk "BEGIN { printf \"%+.2f %%\", 100 * ($2 - $1) / $1 }"; }

size_table() {
  local by once archive=$work/sizes.agc half=$(((${#inputs[@]} + 1) / 2)) input
  printf '%-14s %-8s %12s %22s %22s\n' set program "at once" "in halves" "one by one"
  for by in "${programs[@]}"; do
    make "$by" "$archive" "${inputs[@]}"
    once=$(size "$archive")
    make "$by" "$archive" "${inputs[@]:0:half}"
    add "$by" "$archive" "${inputs[@]:half}"
    printf '%-14s %-8s %12d %12d %9s' "$name" "$by" "$once" "$(size "$archive")" "$(over "$once" "$(size "$archive")")"
    make "$by" "$archive" "${inputs[0]}"
    for input in "${inputs[@]:1}"; do add "$by" "$archive" "$input"; done
    printf ' %12d %9s\n' "$(size "$archive")" "$(over "$once" "$(size "$archive")")"
  done
}

cost_table() {
  local by n round command
  printf '%-14s %-8s %8s %9s %9s %16s %12s %12s\n' set program genomes "wall s" "CPU s" instructions "bytes before" "bytes added"
  for n in "${sizes[@]}"; do
    for by in "${programs[@]}"; do make "$by" "$work/cost.$by.$n" "${inputs[@]:0:n}"; done
    for ((round = 0; round < rounds; ++round)); do
      for by in "${programs[@]}"; do
        /usr/bin/time -q -a -o "$work/time.$by.$n" -f '%e %U %S' "$(program "$by")" append -t "$threads" \
          -o "$work/added.$by" "$work/cost.$by.$n" "${inputs[-1]}" 2>>"$work/log"
      done
    done
    for by in "${programs[@]}"; do
      command=("$(program "$by")" append -t "$threads" -o "$work/added.$by" "$work/cost.$by.$n" "${inputs[-1]}")
      local instructions=-
      # Valgrind does not know all instructions that a peer may use.
      if [ -n "$count" ] && valgrind --tool=callgrind --callgrind-out-file=/dev/null "${command[@]}" 2>"$work/counted"; then
        instructions=$(sed -n 's/.*Collected : *//p' "$work/counted")
      fi
      printf '%-14s %-8s %8d %9.2f %9.2f %16s %12d %12d\n' "$name" "$by" "$n" "$(awk '{ print $1 }' "$work/time.$by.$n" | median)" \
        "$(awk '{ print $2 + $3 }' "$work/time.$by.$n" | median)" "$instructions" "$(size "$work/cost.$by.$n")" \
        $(($(size "$work/added.$by") - $(size "$work/cost.$by.$n")))
    done
  done
}

# Records as two lines: the header, and the sequence in upper case.
two_lines() {
  awk '/^>/ { if (n++) print ""; sub(/\r$/, ""); print; next } { gsub(/[ \t\r]/, ""); printf "%s", toupper($0) } END { if (n) print "" }'
}
plain() { for input in "$@"; do if [[ $input == *.gz ]]; then gzip -dc "$input"; else cat "$input"; fi | two_lines; done; }

mix_table() {
  local expected third=$(((${#inputs[@]} + 2) / 3)) archive=$work/mix.agc order by reader verdict
  expected=$(plain "${inputs[@]}" | sha256sum)
  printf '%-14s %-17s %12s %s\n' set "create, append x2" bytes "extracted in full by"
  for order in "ours ours ours" "ours ours agc" "ours agc ours" "ours agc agc" "agc ours ours" "agc ours agc" "agc agc ours" "agc agc agc"; do
    read -ra by <<<"$order"
    make "${by[0]}" "$archive" "${inputs[@]:0:third}"
    add "${by[1]}" "$archive" "${inputs[@]:third:third}"
    add "${by[2]}" "$archive" "${inputs[@]:2*third}"
    verdict=
    for reader in ours agc; do
      if [ "$("$(program "$reader")" getcol "$archive" 2>>"$work/log" | two_lines | sha256sum)" = "$expected" ]; then
        verdict+=" $reader"
      else
        verdict+=" NOT-$reader"
        failed=1
      fi
    done
    printf '%-14s %-17s %12d%s\n' "$name" "$order" "$(size "$archive")" "$verdict"
  done
}

describe_machine "$agc" "$peer"
echo "# -t $threads, $rounds rounds"
for list in "$@"; do
  name=$(basename "$list" .list)
  mapfile -t inputs < <(grep -v '^$' "$list" | head -n "$first")
  xargs -d '\n' cat < <(printf '%s\n' "${inputs[@]}") >/dev/null  # into the page cache
  [ -z "$with_sizes" ] || size_table
  [ ${#sizes[@]} -eq 0 ] || cost_table
  [ -z "$peer" ] || [ -z "$with_mixes" ] || mix_table
done
exit $failed
