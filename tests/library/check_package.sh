#!/usr/bin/env bash
# Usage: check_package.sh BUILD ARCHIVE
# Makes the package for Debian, installs it below an empty folder and runs what is there on ARCHIVE.
# AGC_INSTALL_PACKAGE=1 installs it in the system as well, runs it from there and removes it again.
set -eu
command -v dpkg-deb >/dev/null || { echo "no dpkg: skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
(cd "$1" && cpack -G DEB -B "$work/made" >"$work/log" 2>&1) || { cat "$work/log"; exit 1; }
package=$(find made -maxdepth 1 -name '*.deb')
dpkg-deb --field "$package"
for library in libc6 libstdc++6 libnettle8 libzstd1 zlib1g; do
  dpkg-deb --field "$package" Depends | grep -qE "\b${library//+/\\+}( |,|$)" || { echo "does not depend on $library"; exit 1; }
done

mkdir -p root/var/lib/dpkg/info root/var/lib/dpkg/updates
touch root/var/lib/dpkg/status
# Without the right to do so in the system, and so without what it depends on.
force=(--force-not-root --force-depends --force-architecture --force-script-chrootless)
dpkg --root="$work/root" --log=/dev/null "${force[@]}" -i "$package" >log 2>&1 || { cat log; exit 1; }
export LD_LIBRARY_PATH=$work/root/usr/lib
root/usr/bin/agc --version
root/usr/bin/agc listset "$2" | cmp - <("$1/agc" listset "$2")
for file in share/man/man1/agc.1 share/bash-completion/completions/agc share/zsh/vendor-completions/_agc \
  share/fish/vendor_completions.d/agc.fish include/agc-api.h lib/libagc.so.0 share/doc/agc/copyright; do
  [ -s "root/usr/$file" ] || { echo "not in the package: $file"; exit 1; }
done

if [ "${AGC_INSTALL_PACKAGE:-}" = 1 ]; then
  unset LD_LIBRARY_PATH
  dpkg -i "$package"
  /usr/bin/agc --version
  ldconfig -p | grep libagc.so.0
  dpkg -r agc
fi
