#!/usr/bin/env bash
# Usage: create_and_get.sh [OPTIONS] AGC LIST...
# Measures creating an archive of each collection and extracting all of it again, with AGC and its peers.
# LIST names the FASTA files of a collection, one a line, the reference first.
#   --levels "L..."   levels of AGC to measure (default: its default)
#   --agc PATH        a peer with AGC's command line, such as AGC itself
#   --mbgc PATH       MBGC as a peer
#   -t N              threads, for all (default 2)
#   -n N              rounds (default 3); figures are medians
#   -o DIR            keep the archives there, and every figure in DIR/figures.tsv and DIR/stages.tsv
set -eu
export LC_ALL=C
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
threads=2
rounds=3
levels=default
keep=
agc_peer=
mbgc=
while [[ ${1:-} == -* ]]; do
  case $1 in
  --levels) levels=$2 ;;
  --agc) agc_peer=$(realpath "$2") ;;
  --mbgc) mbgc=$(realpath "$2") ;;
  -t) threads=$2 ;;
  -n) rounds=$2 ;;
  -o) keep=$2 ;;
  *) usage ;;
  esac
  shift 2
done
[ $# -ge 2 ] || usage
agc=$(realpath "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "$keep" ] || keep=$work/kept
mkdir -p "$keep"
keep=$(realpath "$keep")
figures=$keep/figures.tsv
stages=$keep/stages.tsv
: >"$figures"
: >"$stages"

programs=()
for level in $levels; do programs+=("ours-$level"); done
[ -z "$agc_peer" ] || programs+=(agc)
[ -z "$mbgc" ] || programs+=(mbgc)

# Sets `create` and `get`: the commands of a program for $list and $archive.
commands_of() {
  case $1 in
  ours-*)
    local level=()
    [ "$1" = ours-default ] || level=(--level "${1#ours-}")
    create=("$agc" create -v 2 -t "$threads" "${level[@]}" -o "$archive" "$reference" -i "$others")
    get=("$agc" getcol -t "$threads" "$archive")
    ;;
  agc)
    create=("$agc_peer" create -t "$threads" -o "$archive" -i "$others" "$reference")
    get=("$agc_peer" getcol -t "$threads" "$archive")
    ;;
  mbgc)
    # One thread extracts: with several it has been seen to fail.
    create=("$mbgc" c "${lossy[@]}" -t "$threads" "$list" "$archive")
    get=("$mbgc" d -t 1 "$archive" "$work/out")
    ;;
  esac
}

# measure SET PROGRAM STEP COMMAND...: a line of figures: wall, user and system seconds, peak KiB, minor faults; and one
# for each stage that the command tells of: its CPU seconds.
measure() {
  local begin=$EPOCHREALTIME end
  /usr/bin/time -q -o "$work/time" -f '%U %S %M %R' "${@:4}" >/dev/null 2>"$work/err" ||
    { echo "$1 $2 $3 failed: $(tail -n 1 "$work/err")" >&2; return 0; }
  end=$EPOCHREALTIME
  read -r user system peak faults <"$work/time"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(((${end/./} - ${begin/./}) / 1000))" \
    "$(awk "BEGIN { print int(1000 * ($user + $system) + 0.5) }")" "$peak" "$faults" "$(stat -c %s "$archive")" >>"$figures"
  sed -n 's/^CPU seconds by stage: //p' "$work/err" | sed 's/, /\n/g' | sed "s/^/$1\t$2\t/; s/ /\t/" >>"$stages"
}

# For awk: of n numbers in a list.
# shellcheck disable=SC2016  # not the shell's variables
median_of='
  function median(list, n,    i, j, t, v) {
    split(list, v, " ")
    for (i = 2; i <= n; ++i) for (j = i; j > 1 && v[j - 1] + 0 > v[j] + 0; --j) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
    return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
  }'
describe_machine "$agc" "$agc_peer"
[ -z "$mbgc" ] || echo "# mbgc: $("$mbgc" 2>&1 | grep -o 'v[0-9.]*' | head -n 1)"
for list in "$@"; do
  name=$(basename "$list" .list)
  reference=$(head -n 1 "$list")
  others=$work/others
  tail -n +2 "$list" >"$others"
  xargs -d '\n' cat <"$list" >/dev/null  # into the page cache
  lossy=()  # it refuses lines of different lengths unless it may change them
  [ -z "$mbgc" ] || "$mbgc" c -t "$threads" "$list" "$work/trial" >/dev/null 2>&1 || lossy=(-L)
  rm -f "$work/trial"
  for ((round = 0; round < rounds; ++round)); do
    for ((i = 0; i < ${#programs[@]}; ++i)); do
      # Every other round the other way round, so that a machine that slows down is unfair to nobody.
      program=${programs[round % 2 == 0 ? i : ${#programs[@]} - 1 - i]}
      archive=$keep/$name.$program
      rm -rf "$archive" "$work/out"
      mkdir "$work/out"
      commands_of "$program"
      if ((round == 0)); then printf '# %s: %s; %s\n' "$name $program" "${create[*]}" "${get[*]}"; fi
      measure "$name" "$program" create "${create[@]}"
      measure "$name" "$program" get "${get[@]}"
    done
  done
done

# Medians of every set, program and step.
sort -s -k1,1 -k2,2 -k3,3 "$figures" | awk -F '\t' "$median_of"'
  function flush() {
    if (!n) return
    printf "%-14s %-14s %-7s %9.3f %9.3f %9.1f %9d %12d\n", set, program, step, median(wall, n) / 1000,
           median(cpu, n) / 1000, median(peak, n) / 1024, median(faults, n), size
    n = 0; wall = cpu = peak = faults = ""
  }
  BEGIN { printf "%-14s %-14s %-7s %9s %9s %9s %9s %12s\n", "set", "program", "step", "wall s", "CPU s", "peak MiB", "faults", "bytes" }
  $1 FS $2 FS $3 != key { flush(); key = $1 FS $2 FS $3 }
  { set = $1; program = $2; step = $3; wall = wall " " $4; cpu = cpu " " $5; peak = peak " " $6; faults = faults " " $7; size = $8; ++n }
  END { flush() }'
echo
# The same of the stages of creating: a line for each archive.
awk -F '\t' "$median_of"'
  {
    archive = sprintf("%-14s %-14s", $1, $2)
    if (!(archive in seen)) { seen[archive] = 1; archives[++archive_count] = archive }
    if (!($3 in column)) { column[$3] = 1; stages[++stage_count] = $3 }
    values[archive, $3] = values[archive, $3] " " $4
    ++counts[archive, $3]
  }
  END {
    printf "%-29s", "CPU s of creating by stage"
    for (s = 1; s <= stage_count; ++s) printf " %10s", stages[s]
    print ""
    for (a = 1; a <= archive_count; ++a) {
      printf "%s", archives[a]
      for (s = 1; s <= stage_count; ++s) printf " %10.3f", median(values[archives[a], stages[s]], counts[archives[a], stages[s]])
      print ""
    }
  }' "$stages"
echo
for list in "$@"; do
  for program in "${programs[@]}"; do echo "$keep/$(basename "$list" .list).$program"; done
done | xargs -d '\n' "$here/report.py"
