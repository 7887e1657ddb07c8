#!/usr/bin/env bash
# Builds the program in build/ and shows it on the genomes of this folder: creates an archive, lists and
# extracts, and compares what comes out with what went in.
set -eu
cd "$(dirname "$0")/.."
bash tests/prepare.sh
cmake --build build --target agc --parallel "$(nproc)"

agc=$PWD/build/agc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
inputs=(data/ref.fa data/close.fa data/far.fa.gz data/pieces.fa)

plain() { if [[ $1 == *.gz ]]; then gzip -dc "$1"; else cat "$1"; fi; }
same() { if cmp "$1" "$2"; then echo "same: $3"; else exit 1; fi; }

echo '$ agc create -o genomes.agc' "${inputs[@]}"
begin=$(date +%s%N)
"$agc" create -o "$work/genomes.agc" "${inputs[@]}"
end=$(date +%s%N)

echo '$ agc listset genomes.agc'
"$agc" listset "$work/genomes.agc"
echo '$ agc listctg genomes.agc pieces'
"$agc" listctg "$work/genomes.agc" pieces
echo '$ agc getctg genomes.agc chr2@far:4990-5009 chr1@ref:0-19'
"$agc" getctg "$work/genomes.agc" chr2@far:4990-5009 chr1@ref:0-19

plain_bytes=0
gzip_bytes=0
for input in "${inputs[@]}"; do
  sample=$(basename "${input%.gz}" .fa)
  plain "$input" >"$work/in.fa"
  "$agc" getset -l 70 "$work/genomes.agc" "$sample" >"$work/out.fa"
  same "$work/in.fa" "$work/out.fa" "agc getset -l 70 genomes.agc $sample, and $input"
  plain_bytes=$((plain_bytes + $(wc -c <"$work/in.fa")))
  gzip_bytes=$((gzip_bytes + $(gzip -9c "$work/in.fa" | wc -c)))
done

plain data/close.fa | awk '/^>/ { on = /^>chr1 / ; next } on' | tr -d '\n' | cut -c 1001-2000 | tr -d '\n' >"$work/in.txt"
"$agc" getctg "$work/genomes.agc" chr1@close:1000-1999 | grep -v '>' | tr -d '\n' >"$work/out.txt"
same "$work/in.txt" "$work/out.txt" "agc getctg genomes.agc chr1@close:1000-1999, and that part of data/close.fa"

archive_bytes=$(wc -c <"$work/genomes.agc")
echo "FASTA:   $plain_bytes bytes (gzip -9: $gzip_bytes)"
echo "archive: $archive_bytes bytes"
awk -v a="$plain_bytes" -v b="$archive_bytes" -v t=$((end - begin)) \
  'BEGIN { printf "ratio:   %.1f\ntime:    %.3f s to create\n", a / b, t / 1e9 }'
