#!/usr/bin/env bash
# Usage: run_examples.sh BUILD PEER_TREE
# Compiles the example programs in AGC's source tree, unchanged, and our own for the same interface with our
# library and, where AGC's is built, with that one, and compares what they print for archives of both.
set -u
build=$1
tree=${2:-}
[ -d "$tree/src/examples" ] || { echo "no AGC_PEER_TREE: skipped"; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cmake --install "$build" --component agc_root --prefix "$work/root" >/dev/null || exit 1
root/bin/agc create -o ours.agc "$tree"/toy_ex/{ref,a,b,c}.fa || exit 1

cat >destroy.c <<'END'
/* AGC's header declares it, its library lacks it. */
#include <stdlib.h>
int agc_string_destroy(char* sample) { free(sample); return 0; }
END
gcc -c destroy.c || exit 1

# compile SOURCE PROGRAM ROOT EXTRA...
compile() {
  local compiler=(g++ -std=c++17 -fpermissive)
  [[ $1 == *.c ]] && compiler=(gcc -std=c11)
  "${compiler[@]}" -w -O1 -pthread -I "$3/src/lib-cxx" -c "$1" -o "$2.o" &&
    g++ "$2.o" "${@:4}" "$3/bin/libagc.a" "$3/3rd_party/zstd/lib/libzstd.a" -pthread -o "$2"
}

status=0
for source in "$tree"/src/examples/*.c* "$here"/../library/uses_c_api.c "$here"/../library/uses_class.cpp; do
  name=$(basename "$source" | tr . _)
  compile "$source" "ours_$name" root || { echo "$name: not compiled with our library"; status=1; continue; }
  theirs=
  [ -f "$tree/bin/libagc.a" ] && compile "$source" "theirs_$name" "$tree" destroy.o && theirs=1
  for archive in "$tree/toy_ex/toy_ex.agc" ours.agc "$here"/../golden/{basic,many}/a.agc; do
    verdict=ran
    # Threads print in any order.
    "./ours_$name" "$archive" >ours.out 2>&1 || verdict="FAILED ($?)"
    LC_ALL=C sort -o ours.out ours.out
    if [ -n "$theirs" ]; then
      "./theirs_$name" "$archive" >theirs.out 2>&1
      LC_ALL=C sort -o theirs.out theirs.out
      if cmp -s ours.out theirs.out; then verdict+=", same output as with AGC's library"; else verdict+=", OTHER output"; fi
    fi
    printf '%s %s: %s (%s lines)\n' "$name" "${archive#"$tree/"}" "$verdict" "$(wc -l <ours.out)"
    [[ $verdict == *FAILED* || $verdict == *OTHER* ]] && status=1
  done
done
exit $status
