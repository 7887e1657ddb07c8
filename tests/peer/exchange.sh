#!/usr/bin/env bash
# Usage: exchange.sh AGC LIST [CREATE_OPTIONS...]
# For the collection whose FASTA files LIST names, one a line, the reference first: creates an archive;
# has it checked by the command in AGC_CHECK, if that is set; extracts it with AGC and with the peer in
# AGC_PEER; has the peer append one more genome and extracts all again with both. What comes out must
# be what went in: names, and sequence in upper case. Prints one line for the collection.
# Exit status 77, skipped, when AGC_PEER is not set.
set -u
[ -n "${AGC_PEER:-}" ] || { echo "AGC_PEER, the path of another agc, is not set: skipped"; exit 77; }
agc=$(realpath "$1")
list=$(realpath "$2")
shift 2
name=$(basename "$list" .list)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mapfile -t inputs < <(cd "$(dirname "$list")" && grep -v '^$' "$list" | xargs -d '\n' realpath)
failed=0

plain() { if [[ $1 == *.gz ]]; then gzip -dc "$1"; else cat "$1"; fi; }

# Records as two lines: the header, and the nucleotides in upper case. With other bytes left out, where
# the archive leaves them out.
dropped='[^ACGTNRYSWKMBDHVU]'
[[ " $* " == *" drop "* ]] || dropped='[ \t\r]'
two_lines() {
  LC_ALL=C awk -v dropped="$dropped" '
    /^>/ { if (n++) print ""; sub(/\r$/, ""); print; next }
    { $0 = toupper($0); gsub(dropped, ""); printf "%s", $0 }
    END { if (n) print "" }'
}
two_lines_of_inputs() { for input in "$@"; do plain "$input" | two_lines; done; }

# verdict NAME COMMAND...: "NAME ok" or "NAME FAILED" with the last line of what the command says.
verdict() {
  local said
  if said=$("${@:2}" 2>&1); then
    printf ', %s ok' "$1"
  else
    printf ', %s FAILED (%s)' "$1" "$(tail -n 1 <<<"$said")"
    failed=1
  fi
}
extracts() { # PROGRAM ARCHIVE EXPECTED
  "$1" getcol "$2" | two_lines | cmp - "$3"
}

# A relative of the reference under a name of its own: every 40th line of sequence with A and G exchanged.
one_more=$work/one_more_genome.fa
plain "${inputs[0]}" | awk '/^>/ || NR % 40 { print; next } { gsub(/A/, "x"); gsub(/G/, "A"); gsub(/x/, "G"); print }' >"$one_more"

if ! said=$("$agc" create "$@" -o "$work/ours.agc" "${inputs[@]}" 2>&1); then
  echo "$name: create FAILED ($said)"
  exit 1
fi
printf '%s: %d files, %d bytes' "$name" "${#inputs[@]}" "$(stat -c %s "$work/ours.agc")"
two_lines_of_inputs "${inputs[@]}" >"$work/expected"
if [ -n "${AGC_CHECK:-}" ]; then
  # shellcheck disable=SC2086
  verdict check $AGC_CHECK "$work/ours.agc"
fi
verdict "own getcol" extracts "$agc" "$work/ours.agc" "$work/expected"
verdict "peer getcol" extracts "$AGC_PEER" "$work/ours.agc" "$work/expected"
"$AGC_PEER" append -o "$work/appended.agc" "$work/ours.agc" "$one_more" >"$work/log" 2>&1
two_lines_of_inputs "$one_more" >>"$work/expected"
verdict "peer append, peer getcol" extracts "$AGC_PEER" "$work/appended.agc" "$work/expected"
verdict "own getcol" extracts "$agc" "$work/appended.agc" "$work/expected"
echo
exit $failed
