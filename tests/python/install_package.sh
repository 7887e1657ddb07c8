#!/usr/bin/env bash
# Usage: install_package.sh SOURCE BUILD LAUNCHER
# Packs the sources as Python distributes them and installs that with pip into BUILD/python, with nothing from the
# network; not again while they stay as they are. LAUNCHER, perhaps empty, goes before the compiler.
set -eu
cd "$1"
build=$2
launcher=$3
# shellcheck source=tests/python/find_python.sh
. tests/python/find_python.sh
parts=(CMakeLists.txt LICENSE README.md pyproject.toml setup.py include src)
state=$(find "${parts[@]}" -type f -not -path '*__pycache__*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
[ -f "$build/python/state" ] && [ "$(cat "$build/python/state")" = "$state" ] && exit 0

rm -rf "$build/python" "$build/python-source"
mkdir -p "$build/python-source"
cp -r "${parts[@]}" "$build/python-source"
cd "$build/python-source"
"$python" -W ignore setup.py -q sdist
CC="${launcher:+$launcher }${CC:-cc}" "$python" -m pip install --quiet --no-index --no-build-isolation --no-deps \
  --disable-pip-version-check --target "$build/python" dist/agc-*.tar.gz
echo "$state" >"$build/python/state"
