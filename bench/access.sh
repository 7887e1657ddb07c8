#!/usr/bin/env bash
# Usage: access.sh [OPTIONS] BUILD LIST...
# Measures what it takes to get one genome out of archives: this program and AGC out of archives of both. BUILD is a
# build folder; LIST names the FASTA files of a collection, one a line, the reference first. Needs g++.
#   --agc PATH        AGC, or another program with its command line
#   -o DIR            keep the archives there, and take those that are there (default: made anew)
#   -t N              threads (default 1)
#   -n N              rounds (default 7), each of other genomes; figures are medians
set -eu
export LC_ALL=C
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
peer=
folder=
threads=1
rounds=7
while [[ ${1:-} == -* ]]; do
  case $1 in
  --agc) peer=$(realpath "$2") ;;
  -o) folder=$2 ;;
  -t) threads=$2 ;;
  -n) rounds=$2 ;;
  *) usage ;;
  esac
  shift 2
done
[ $# -ge 2 ] || usage
build=$(realpath "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "$folder" ] || folder=$work/archives
mkdir -p "$folder"
programs=(ours)
declare -A program=([ours]=$build/agc)
[ -z "$peer" ] || { programs+=(agc); program[agc]=$peer; }
g++ -std=c++20 -O2 -I "$here/../include" "$here/decoded.cpp" -L "$build" -Wl,-rpath,"$build" -lagc -o "$work/decoded"

describe_machine "$build/agc" "$peer"
echo "# getset -t $threads of one genome to nowhere: milliseconds by the clock and of CPU, starting the program included"
printf '%-12s %-8s %-10s %9s %9s %9s\n' set program 'archive of' 'wall ms' 'CPU ms' MiB
for list in "$@"; do
  name=$(basename "$list" .list)
  for who in "${programs[@]}"; do make_archive "${program[$who]}" "$folder/$name.$who" "$list"; done
  # Evenly spread over the collection.
  "$build/agc" listset "$folder/$name.ours" | awk -v n="$rounds" '{ name[NR] = $0 }
    END { for (i = 0; i < n; ++i) print name[1 + int((2 * i + 1) * NR / (2 * n))] }' >"$work/samples"
  while read -r sample; do
    sums=()
    for archive in "${programs[@]}"; do
      for who in "${programs[@]}"; do
        # Once to be compared and to bring all into the page cache, then measured.
        sums+=("$("${program[$who]}" getset -t "$threads" "$folder/$name.$archive" "$sample" 2>/dev/null | md5sum)")
        begin=$EPOCHREALTIME
        /usr/bin/time -q -o "$work/time" -f '%U %S %M' "${program[$who]}" getset -t "$threads" "$folder/$name.$archive" "$sample" >/dev/null 2>&1
        end=$EPOCHREALTIME
        read -r user system peak <"$work/time"
        echo "$(((${end/./} - ${begin/./}))) $(awk "BEGIN { print 1000 * ($user + $system) }") $peak" >>"$work/$name.$who.$archive"
      done
    done
    [ "$(printf '%s\n' "${sums[@]}" | sort -u | wc -l)" -eq 1 ] || { echo "$name, $sample: different sequences" >&2; exit 1; }
  done <"$work/samples"
  for archive in "${programs[@]}"; do
    for who in "${programs[@]}"; do
      figures=$work/$name.$who.$archive
      printf '%-12s %-8s %-10s %9.2f %9.1f %9.1f\n' "$name" "$who" "$archive" \
        "$(awk "BEGIN { print $(cut -d ' ' -f 1 "$figures" | median) / 1000 }")" "$(cut -d ' ' -f 2 "$figures" | median)" \
        "$(awk "BEGIN { print $(cut -d ' ' -f 3 "$figures" | median) / 1024 }")"
    done
  done
done
echo "# bytes of packs that are decoded for one genome, and of the texts in them that it needs; mean of the genomes"
printf '%-12s %-10s %14s %14s %14s %9s\n' set 'archive of' letters packs texts ratio
for list in "$@"; do
  name=$(basename "$list" .list)
  for archive in "${programs[@]}"; do
    "$build/agc" listset "$folder/$name.ours" | xargs -d '\n' "$work/decoded" "$folder/$name.$archive" |
      awk -F '\t' -v set="$name" -v archive="$archive" '{ letters += $2; packs += $3; texts += $4 }
        END { printf "%-12s %-10s %14.0f %14.0f %14.0f %9.2f\n", set, archive, letters / NR, packs / NR, texts / NR, packs / (texts ? texts : 1) }'
  done
done
