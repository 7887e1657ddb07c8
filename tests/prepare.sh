#!/usr/bin/env bash
# Installs the Debian packages that building and testing need, if any is missing (with sudo unless root),
# and configures a release build in build/.
set -eu
cd "$(dirname "$0")/.."

packages=(g++ cmake ninja-build libzstd-dev zlib1g-dev libxxhash-dev libcli11-dev catch2)
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
