#!/usr/bin/env bash
# Usage: campaign.sh [FOLDER]   with SECONDS_EACH (default 900) and AT_ONCE (default: all processors)
# Builds the harnesses, runs each for SECONDS_EACH, AT_ONCE at a time, and prints a table of what they did, in
# earlier campaigns of FOLDER too: seconds of processor time, inputs tried, edges covered, failures. Corpus, logs
# and failing inputs stay in FOLDER (default build-fuzz/campaign); the next campaign goes on from there. It takes
# 9 * SECONDS_EACH / AT_ONCE: 70 minutes with the defaults on two processors. Exits with 1 if anything failed.
set -eu -o pipefail
cd "$(dirname "$0")/../.."
seconds=${SECONDS_EACH:-900}
at_once=${AT_ONCE:-$(nproc)}
folder=${1:-build-fuzz/campaign}
harnesses=(archive collection container fasta lz_text round_trip salvage segment splitters)

generator=()
[ -e build-fuzz/CMakeCache.txt ] || generator=(-G Ninja)
cmake "${generator[@]}" -S . -B build-fuzz -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_COMPILER=clang++ \
  -DAGC_FUZZ=ON -DAGC_BUILD_TESTS=OFF -DAGC_SANITIZE=address,undefined >/dev/null
cmake --build build-fuzz --target agc_fuzz --parallel "$(nproc)" -- --quiet
# Rebuilding must not disturb a campaign that runs.
mkdir -p "$folder/bin" "$folder/failures" "$folder/logs"
cp build-fuzz/tests/fuzz/fuzz_* "$folder/bin/"
folder=$(realpath "$folder")
bash tests/fuzz/make_seeds.sh "$folder/bin"
echo "${#harnesses[@]} harnesses of $seconds s each, $at_once at a time: $((${#harnesses[@]} * seconds / at_once / 60)) minutes"

run_harness() {
  mkdir -p "$folder/corpus/$1" "$folder/bin/seeds/$1"
  local time_file=$folder/logs/$1.time
  # A failing input ends a harness; what is left of its time goes on without that input.
  local end=$((SECONDS + seconds)) left=$seconds
  while [ "$left" -gt 0 ]; do
    TIMEFORMAT='%U %S'
    { time "$folder/bin/fuzz_$1" -max_total_time="$left" -max_len=40000 -timeout=30 -rss_limit_mb=3000 \
      -print_final_stats=1 -artifact_prefix="$folder/failures/$1-" "$folder/corpus/$1" "$folder/bin/seeds/$1" \
      >>"$folder/logs/$1" 2>&1 || true; } 2>>"$time_file"
    left=$((end - SECONDS))
    [ "$(find "$folder/failures" -name "$1-*" | wc -l)" -lt 20 ] || break
  done
}

for harness in "${harnesses[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n; done
  run_harness "$harness" &
done
wait

total_seconds=0 total_inputs=0 failures=0
printf '%-12s %10s %14s %8s %9s\n' harness 'CPU s' inputs edges failures
for harness in "${harnesses[@]}"; do
  cpu=$(awk '{s += $1 + $2} END {printf "%d", s}' "$folder/logs/$harness.time")
  inputs=$(awk '/stat::number_of_executed_units/ {s += $2} END {printf "%d", s}' "$folder/logs/$harness")
  edges=$(grep -o 'cov: [0-9]*' "$folder/logs/$harness" | awk '$2 > m {m = $2} END {printf "%d", m}')
  failed=$(find "$folder/failures" -name "$harness-*" ! -name "$harness-slow-unit*" | wc -l)
  printf '%-12s %10d %14d %8d %9d\n' "$harness" "$cpu" "$inputs" "$edges" "$failed"
  total_seconds=$((total_seconds + cpu)) total_inputs=$((total_inputs + inputs)) failures=$((failures + failed))
done
printf '%-12s %10d %14d %8s %9d\n' total "$total_seconds" "$total_inputs" '' "$failures"
[ "$failures" -eq 0 ]
