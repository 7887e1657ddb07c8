#!/usr/bin/env bash
# Usage: run_harness.sh FOLDER HARNESS    with FUZZ_SECONDS (default 60)
# Lets a harness in FOLDER try inputs for that long, beginning with FOLDER/seeds. Fails if one of them
# does; that input is then in FOLDER/failures.
set -eu
cd "$1"
seeds=seeds/${2#fuzz_}
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
mkdir -p failures "$seeds"
"./$2" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=40000 -timeout=30 -rss_limit_mb=3000 -verbosity=0 \
  -print_final_stats=1 -artifact_prefix="failures/$2-" "$corpus" "$seeds"
