#!/usr/bin/env bash
# Usage: check_install.sh BUILD LIBRARY_TESTS CXX
# Installs the build into an empty folder, moves that elsewhere, and builds and runs programs with what is
# there: with CMake's find_package, with pkg-config, and as those do that know AGC's source tree. All must
# print what the installed program extracts.
set -eu
build=$1
tests=$2
cxx=$3
cc=${CC:-cc}
archive=$tests/../golden/basic/a.agc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cmake --install "$build" --prefix "$work/before" >/dev/null
mv before prefix
libdir=$(dirname "$(find "$work/prefix" -name libagc.a)")
for file in bin/agc include/agc-api.h include/agc/agc-api.h include/agc/archive_reader.h share/man/man1/agc.1 \
  share/bash-completion/completions/agc share/zsh/site-functions/_agc share/fish/vendor_completions.d/agc.fish; do
  [ -s "prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
[ "$(readlink "$libdir/libagc.so")" = libagc.so.0 ] || { echo "libagc.so is no link to libagc.so.0"; exit 1; }

# The records with each sequence on one line, samples sorted.
prefix/bin/agc listset "$archive" | LC_ALL=C sort | while IFS= read -r sample; do
  prefix/bin/agc getset -l 2000000000 "$archive" "$sample"
done >expected

checked=0
check() { # COMMAND...: prints what is expected
  "$@" >out || { echo "failed: $*"; exit 1; }
  cmp out expected || { echo "other output: $*"; exit 1; }
  checked=$((checked + 1))
}

cmake -S "$tests/find_package" -B consumer -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_C_COMPILER="$cc" \
  -DCMAKE_CXX_COMPILER="$cxx" >/dev/null
cmake --build consumer >/dev/null
for library in agc agc_static; do
  check "consumer/c_$library" "$archive"
  check "consumer/class_$library" "$archive"
  check "consumer/reader_$library" "$archive" copy.agc
done

export PKG_CONFIG_PATH=$libdir/pkgconfig LD_LIBRARY_PATH=$libdir
flags() { pkg-config "$@" libagc; }
# shellcheck disable=SC2046
{
  "$cc" -std=c99 -Wall -Wextra -pedantic -Werror -o with_pc_c "$tests/uses_c_api.c" $(flags --cflags --libs)
  "$cxx" -std=c++11 -Wall -Wextra -Werror -o with_pc_class "$tests/uses_class.cpp" $(flags --cflags --libs)
  "$cxx" -std=c++20 -o with_pc_reader "$tests/uses_reader.cpp" $(flags --cflags --libs)
  rm "$libdir"/libagc.so
  "$cc" -o with_pc_static "$tests/uses_c_api.c" $(flags --static --cflags --libs)
}
check ./with_pc_c "$archive"
check ./with_pc_class "$archive"
check ./with_pc_reader "$archive" copy.agc
LD_LIBRARY_PATH='' check ./with_pc_static "$archive"

cmake --install "$build" --component agc_root --prefix "$work/root" >/dev/null
libraries=(root/bin/libagc.a root/3rd_party/zstd/lib/libzstd.a -pthread)
"$cxx" -std=c++17 -I root/src/lib-cxx -o in_root "$tests/uses_class.cpp" "${libraries[@]}"
"$cc" -std=c11 -I root/src/lib-cxx -o in_root_c "$tests/uses_c_api.c" "${libraries[@]}" -lstdc++ -lm
"$cc" -I root/src/lib-cxx -o in_root_shared "$tests/uses_c_api.c" -Lroot/bin -l:libagc.so
# Also without optimisation, where a program needs other functions of the C++ library; and the library needs nothing else.
"$cxx" -std=c++17 -O0 -I root/src/lib-cxx -o in_root_O0 "$tests/uses_class.cpp" "${libraries[@]}"
"$cxx" -std=c++17 -I root/src/lib-cxx -o in_root_whole "$tests/uses_class.cpp" -Wl,--whole-archive root/bin/libagc.a \
  -Wl,--no-whole-archive root/3rd_party/zstd/lib/libzstd.a -pthread
check ./in_root "$archive"
check ./in_root_O0 "$archive"
check ./in_root_whole "$archive"
check ./in_root_c "$archive"
LD_LIBRARY_PATH=$work/root/bin check ./in_root_shared "$archive"
root/bin/agc --version >/dev/null
echo "$checked programs"
