#!/usr/bin/env bash
# Usage: random_access.sh [OPTIONS] BUILD LIST
# Measures random access to archives of more and more samples: windows a second through the library, cold queries of
# the program, and extraction of everything. BUILD is a build folder; LIST names FASTA files, one a line, the reference
# first. Needs g++ and strace.
#   --samples "N..."   sizes of the collections (default "10 100 500 1000 2000")
#   --peer TREE        AGC's source tree, built: its program and library are measured beside ours
#   --prepare          only make the archives
#   -o DIR             keep the archives there, and take those that are there (default: made anew)
#   -s SECONDS         for each figure of windows a second (default 4)
#   -l LETTERS         in a window (default 4096)
set -eu
export LC_ALL=C
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
sizes="10 100 500 1000 2000"
peer=
prepare=
folder=
seconds=4
letters=4096
while [[ ${1:-} == -* ]]; do
  case $1 in
  --samples) sizes=$2; shift ;;
  --peer) peer=$(realpath "$2"); shift ;;
  --prepare) prepare=1 ;;
  -o) folder=$2; shift ;;
  -s) seconds=$2; shift ;;
  -l) letters=$2; shift ;;
  *) usage ;;
  esac
  shift
done
[ $# -eq 2 ] || usage
build=$(realpath "$1")
list=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "$folder" ] || folder=$work/archives
mkdir -p "$folder"
programs=(ours)
declare -A program=([ours]=$build/agc)
[ -z "$peer" ] || { programs+=(agc); program[agc]=$peer/bin/agc; }

for size in $sizes; do
  head -n "$size" "$list" >"$work/list"
  for who in "${programs[@]}"; do make_archive "${program[$who]}" "$folder/$size.$who" "$work/list"; done
  [ -s "$folder/$size.contigs" ] ||
    "$build/agc" listctg --fai --name-format '{contig}@{sample}' "$folder/$size.ours" |
    awk -F '\t' '{ at = match($1, /@[^@]*$/); print substr($1, at + 1) "\t" substr($1, 1, at - 1) "\t" $2 }' >"$folder/$size.contigs"
done
[ -z "$prepare" ] || exit 0

# The same source for both libraries.
g++ -std=c++17 -O2 -I "$here/../include" "$here/random_access.cpp" -L "$build" -Wl,-rpath,"$build" -lagc -pthread -o "$work/ours"
[ -z "$peer" ] || g++ -std=c++17 -O2 -w -I "$peer/src/lib-cxx" "$here/random_access.cpp" "$peer/bin/libagc.a" \
  "$peer/3rd_party/zstd/lib/libzstd.a" -pthread -o "$work/agc"

describe_machine "$build/agc" "${peer:+$peer/bin/agc}"
echo "# windows of $letters letters through the library; ours with one handle for all threads, agc with one each"
printf '%8s %-8s %7s %9s %9s %12s %9s %9s\n' samples library threads 'open ms' 'first ms' 'windows/s' 'CPU us' MiB
for size in $sizes; do
  sums=()
  for who in "${programs[@]}"; do
    for threads in 1 2; do
      handles=1
      [ "$who" = ours ] || handles=$threads
      figures=$("$work/$who" "$folder/$size.$who" "$folder/$size.contigs" "$threads" "$handles" "$letters" "$seconds")
      read -r open first rate cpu memory sum <<<"$figures"
      printf '%8d %-8s %7d %9.2f %9.2f %12.1f %9.2f %9.1f\n' "$size" "$who" "$threads" "$open" "$first" "$rate" "$cpu" "$memory"
      sums+=("$sum")
    done
  done
  [ "$(printf '%s\n' "${sums[@]}" | sort -u | wc -l)" -eq 1 ] || { echo "the libraries give different letters" >&2; exit 1; }
done

echo "# cold queries of 1000 letters by the program, medians of 15: milliseconds, starting it included, and bytes read"
echo "# from the archive; the footer is read by every one of them"
printf '%8s %-8s %9s %12s %12s %12s\n' samples program ms 'bytes read' footer archive
for size in $sizes; do
  shuf -n 15 --random-source=<(yes) "$folder/$size.contigs" |
    awk '{ b = int($3 / 2); print $2 "@" $1 ":" b "-" b + 999 }' >"$work/queries"
  for who in "${programs[@]}"; do
    archive=$folder/$size.$who
    : >"$work/times"
    : >"$work/bytes"
    while read -r query; do
      begin=$EPOCHREALTIME
      "${program[$who]}" getctg "$archive" "$query" >/dev/null 2>&1
      end=$EPOCHREALTIME
      echo $(((${end/./} - ${begin/./}))) >>"$work/times"
      strace -f -qq -P "$archive" -e trace=read,readv,pread64 -o "$work/trace" "${program[$who]}" getctg "$archive" "$query" >/dev/null 2>&1
      awk '{ bytes += $NF } END { print bytes + 0 }' "$work/trace" >>"$work/bytes"
    done <"$work/queries"
    footer=$(tail -c 8 "$archive" | od -An -t u8)
    printf '%8d %-8s %9.2f %12d %12d %12d\n' "$size" "$who" "$(awk "BEGIN { print $(median <"$work/times") / 1000 }")" \
      "$(median <"$work/bytes")" "$footer" "$(stat -c %s "$archive")"
  done
done

# rate NAME BYTES COMMAND...: the fastest of three, MB a second; standard output goes where `to` says.
rate() {
  local best=
  for _ in 1 2 3; do
    local begin=$EPOCHREALTIME
    "${@:3}" >"$to"
    local end=$EPOCHREALTIME
    local spent=$((${end/./} - ${begin/./}))
    [ -n "$best" ] && ((best <= spent)) || best=$spent
  done
  printf '%-32s %9.1f\n' "$1" "$(awk "BEGIN { print $2 / $best }")"
}
size=$(echo "$sizes" | tr ' ' '\n' | awk '$1 <= 100' | tail -n 1)
if [ -n "$size" ]; then
  echo "# everything of $size samples, MB a second"
  head -n "$size" "$list" >"$work/list"
  bytes=$(xargs -d '\n' cat <"$work/list" | wc -c)
  for to in /dev/null "$work/out"; do
    rate "cat, to $(basename "$to")" "$bytes" xargs -d '\n' -a "$work/list" cat
    for who in "${programs[@]}"; do
      for threads in 1 2; do
        rate "$who getcol -t $threads, to $(basename "$to")" "$bytes" "${program[$who]}" getcol -t "$threads" "$folder/$size.$who"
      done
    done
  done
fi
