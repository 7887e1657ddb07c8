#!/usr/bin/env bash
# Usage: check_exports.sh LIBRARY INCLUDE
# The shared library exports what the headers in INCLUDE mark as public, all of it, and nothing else.
set -eu
export LC_ALL=C
names=$(nm -D --defined-only -C "$1" | cut -d ' ' -f 2- | sed 's/^[A-Za-z] //; s/@@.*//')
exported() { grep -E "$1" <<<"$names"; }

functions=$(grep -rhoE '^AGC_API [^(]* [a-z_0-9]+\(' "$2/agc" | grep -oE '[a-z_0-9]+\($' | tr -d '(')
classes=$(grep -rhoE '^class AGC_API [A-Za-z]+' "$2/agc" | grep -oE '[A-Za-z]+$')
c_functions=$(grep -hoE '^AGC_PUBLIC .*\bagc_[a-z_]+\(' "$2/agc-api.h" | grep -oE 'agc_[a-z_]+\($' | tr -d '(')
public='^AGC_0$|^CAGCFile::'
for name in $functions; do
  exported "^agc::$name(\[abi:cxx11\])?\(" >/dev/null || { echo "agc::$name is not exported"; exit 1; }
  public+="|^agc::$name(\[abi:cxx11\])?\("
done
for name in $classes; do
  exported "(^| )agc::$name(::|\$)" >/dev/null || { echo "agc::$name is not exported"; exit 1; }
  public+="|^agc::$name::|^(typeinfo|typeinfo name|vtable) for agc::$name\$"
done
for name in $c_functions; do
  exported "^$name\$" >/dev/null || { echo "$name is not exported"; exit 1; }
  public+="|^$name\$"
done
[ "$(wc -w <<<"$c_functions")" -eq 11 ] || { echo "other functions in C than AGC's library has: $c_functions"; exit 1; }
[ "$(exported '^CAGCFile::' | wc -l)" -ge 12 ] || { echo "CAGCFile is not exported in full"; exit 1; }
if grep -vE "$public" <<<"$names"; then
  echo "exported, but not public"
  exit 1
fi
echo "$(wc -l <<<"$names") names"
