#!/usr/bin/env bash
# Usage: prepare.sh [tests]
# Installs the Debian packages that building needs, if any is missing (with sudo unless root), and configures a
# release build in build/. With `tests` also what is needed only by tests: of the Python package, of what is
# installed, of the package for Debian, and the fuzzers.
set -eu
cd "$(dirname "$0")/.."

packages=(g++ cmake ninja-build libzstd-dev zlib1g-dev libxxhash-dev nettle-dev libcli11-dev catch2)
if [ "${1:-}" = tests ]; then
  packages+=(python3-dev python3-pip python3-setuptools python3-wheel python3-numpy python3-pytest)
  packages+=(python3-pybind11 pybind11-dev pkg-config dpkg-dev clang libclang-rt-dev)
fi
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

# A build folder keeps the generator that it was made with.
generator=()
[ -e build/CMakeCache.txt ] || generator=(-G Ninja)
cmake "${generator[@]}" -S . -B build -DCMAKE_BUILD_TYPE=Release >/dev/null
