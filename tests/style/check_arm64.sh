#!/usr/bin/env bash
# Usage: check_arm64.sh [ROOT]
# Compiles every source for ARM64, with Debian's g++-aarch64-linux-gnu, and links a program with the library as far as
# that goes without the other libraries. Their headers are the same for all processors. Not a part of the tests.
set -u
cd "${1:-$(dirname "$0")/../..}" || exit 1
compiler=${ARM64_CXX:-aarch64-linux-gnu-g++}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Only the headers that are needed, lest those of the C library of this machine be found.
mkdir "$work/include"
for header in zstd.h zstd_errors.h zlib.h zconf.h xxhash.h nettle CLI; do
  [ -e "/usr/include/$header" ] && ln -s "/usr/include/$header" "$work/include/$header"
done
[ -e /usr/include/zconf.h ] || ln -s /usr/include/*/zconf.h "$work/include/zconf.h"

export compiler work
compile() {
  "$compiler" -std=c++20 -O1 -fPIC -Wall -Wextra -Werror -Wno-restrict -DAGC_VERSION='"0"' -Iinclude -Isrc \
    -isystem "$work/include" -c "$1" -o "$work/$(tr / _ <<<"$1").o" || { echo "failed: $1"; exit 1; }
}
export -f compile
sources=$(find src -name '*.cpp' -not -path 'src/python/*')
xargs -P "$(nproc)" -I {} bash -c 'compile {}' <<<"$sources" || exit 1
"$compiler" -shared -Wl,--unresolved-symbols=ignore-all -o "$work/libagc.so" "$work"/*.o || exit 1
echo "$(wc -l <<<"$sources") sources compiled for $("$compiler" -dumpmachine)"
