#!/usr/bin/env bash
# Usage: kill.sh AGC [TIMES]
# Ends create and append, writing over an archive, at TIMES (100) random moments with SIGKILL, SIGTERM or SIGINT. There must
# be the old archive or the complete new one, after SIGTERM and SIGINT no temporary file, and the exit status must be
# that of the signal, or 0 with the new archive. What SIGKILL leaves stays for the runs after it, and is in nobody's way.
set -eu
agc=$(realpath "$1") times=${2:-100}
. "$(dirname "$0")/make_inputs.sh"
work=$(mktemp -d)
# Not by a child that is ended before it has become the program; a test that a signal cuts short fails.
trap '[ "$BASHPID" = $$ ] && rm -rf "$work"' EXIT
cd "$work"
make_inputs .
"$agc" create -t 2 -o old a.fa b.fa
mkdir place

run() {  # run COMMAND ARCHIVE
  if [ "$1" = create ]; then
    exec "$agc" create -t 2 -o "$2" a.fa b.fa c.fa
  else
    exec "$agc" append -t 2 -o "$2" "$2" c.fa d.fa
  fi
}

declare -A milliseconds count
for command in create append; do
  cp old place/archive
  begin=$(date +%s%N)
  (run $command place/archive)
  milliseconds[$command]=$((($(date +%s%N) - begin) / 1000000 + 2))
  cp place/archive "new_$command"
  rm place/archive
done

RANDOM=11
for ((i = 0; i < times; ++i)); do
  command=create
  [ $((i % 2)) -eq 0 ] || command=append
  case $((i / 2 % 4)) in 0 | 1) signal=KILL number=9 ;; 2) signal=TERM number=15 ;; *) signal=INT number=2 ;; esac
  cp old place/archive
  left=$(find place -name '.agc-*.tmp' | wc -l)
  # A shell lets its background commands ignore SIGINT.
  (trap - INT && run $command place/archive) 2>/dev/null &
  pid=$!
  sleep "$(awk -v ms="${milliseconds[$command]}" -v r=$RANDOM 'BEGIN {printf "%.4f", 1.1 * ms * r / 32768 / 1000}')"
  kill -$signal $pid 2>/dev/null || true
  status=0
  { wait $pid || status=$?; } 2>/dev/null
  state=other
  cmp -s place/archive old && state=old
  cmp -s place/archive "new_$command" && state=new
  [ $state != other ] || fail "$command ended by SIG$signal: expected the old or the new archive: found another file"
  # SIGINT is ignored where the shell that started this did so.
  case $status in
  0) [ $state = new ] || fail "$command: expected the new archive with status 0: found the old one" ;;
  $((128 + number))) ;;
  *) fail "$command ended by SIG$signal: expected status 0 or $((128 + number)): found $status" ;;
  esac
  more=$(($(find place -name '.agc-*.tmp' | wc -l) - left))
  [ $signal = KILL ] || [ $more -eq 0 ] || fail "$command ended by SIG$signal: expected no temporary file: found $more"
  [ $more -le 1 ] || fail "$command ended by SIG$signal: expected one temporary file at most: found $more"
  key="$command $signal $state"
  count[$key]=$((${count[$key]:-0} + 1))
done
for key in "${!count[@]}"; do echo "$key: ${count[$key]}"; done | sort
find place -mindepth 1 ! -name archive ! -name '.agc-*.tmp' | grep . && fail 'expected no other files than these'
cp old place/archive
(run append place/archive)
cmp place/archive new_append
