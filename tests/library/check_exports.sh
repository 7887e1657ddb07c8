#!/usr/bin/env bash
# Usage: check_exports.sh LIBRARY
# The shared library exports the functions in C that the header declares, AGC's class and the public classes
# and functions of namespace agc, and nothing else.
set -eu
export LC_ALL=C
nm -D --defined-only -C "$1" | cut -d ' ' -f 2- >"${TMPDIR:-/tmp}/exports.$$"
trap 'rm -f "${TMPDIR:-/tmp}/exports.$$"' EXIT
symbols() { sed 's/^[A-Za-z] //; s/@@.*//' "${TMPDIR:-/tmp}/exports.$$"; }
public='^(AGC_0$|agc_[a-z_]+$|CAGCFile::|agc::(ArchiveReader::|create_archive\(|append_archive\(|verify_archive\(|sample_name_from_path\()'
public+='|(typeinfo|typeinfo name|vtable) for agc::Error$)'
if symbols | grep -vE "$public"; then
  echo "exported, but not public"
  exit 1
fi
for name in open close get_ctg_len get_ctg_seq n_sample n_ctg reference_sample list_sample list_ctg list_destroy \
  string_destroy; do
  symbols | grep -qx "agc_$name" || { echo "agc_$name is not exported"; exit 1; }
done
[ "$(symbols | grep -c '^CAGCFile::')" -ge 12 ] || { echo "CAGCFile is not exported in full"; exit 1; }
[ "$(symbols | grep -c '^agc_')" -eq 11 ] || { echo "more functions agc_* than the header has"; exit 1; }
