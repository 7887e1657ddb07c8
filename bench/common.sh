# shellcheck shell=bash disable=SC2034
# For sourcing by the scripts of this folder, which begin with how they are used.
here=$(cd "$(dirname "$0")" && pwd)

# The comment that the script begins with.
usage() { sed -n '2,/^set/{s/^# //p}' "$0" >&2; exit 2; }

# Of the numbers on standard input, one a line.
median() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

# describe_machine AGC [PEER]: what a reader of the figures must know of machine and programs.
describe_machine() {
  echo "# $(date -u +%F), $(uname -srm), $(nproc) processors: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)," \
    "$(awk '/MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo); load $(cut -d ' ' -f 1-3 /proc/loadavg)"
  echo "# ours: $("$1" --version 2>&1 | head -n 1)"
  [ -z "${2:-}" ] || echo "# agc: $("$2" 2>&1 | grep -o 'v\..*' | head -n 1)"
}

# make_archive PROGRAM ARCHIVE LIST: unless it is there. What is there is whole: it gets its name when it is.
make_archive() {
  [ ! -s "$2" ] || return 0
  "$1" create -t 2 -o "$2.part" -i <(tail -n +2 "$3") "$(head -n 1 "$3")" >/dev/null 2>&1
  mv "$2.part" "$2"
}
